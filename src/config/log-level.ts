import type { Env } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import { leftOut, placeOfName } from "./settings-overrides.ts";

/** How much is logged, in pino's words. */
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug" | "trace";

/** OpenTelemetry's words, and then those of pino that are others. */
const LEVELS: ReadonlyMap<string, LogLevel> = new Map([
  ["none", "silent"],
  ["error", "error"],
  ["warn", "warn"],
  ["info", "info"],
  ["debug", "debug"],
  ["verbose", "trace"],
  ["all", "trace"],
  ["silent", "silent"],
  ["trace", "trace"],
]);

const DEFAULT: LogLevel = "info";

/** The level of `--log-level`, else of `OTEL_LOG_LEVEL`. */
export function readLogLevel(
  flag: string | undefined,
  env: Env,
): { readonly level: LogLevel; readonly issues: readonly Issue[] } {
  const level = levelOf(flag ?? (env["OTEL_LOG_LEVEL"] || DEFAULT));
  if (level !== undefined) return { level, issues: [] };
  const message = `must be one of ${[...LEVELS.keys()].join(", ")}`;
  const issue =
    flag === undefined
      ? leftOut("OTEL_LOG_LEVEL", message)
      : errorAt(placeOfName("--log-level"), { code: "wrong-value", message });
  return { level: DEFAULT, issues: [issue] };
}

function levelOf(text: string): LogLevel | undefined {
  return LEVELS.get(text.trim().toLowerCase());
}
