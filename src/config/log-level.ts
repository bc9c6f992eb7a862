import type { Env } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import { placeOfName } from "./settings-overrides.ts";

/** How much is logged, in pino's words. */
export type LogLevel = "silent" | "error" | "warn" | "info" | "debug" | "trace";

const LEVELS = ["silent", "error", "warn", "info", "debug", "trace"] as const satisfies readonly LogLevel[];

const LEVELS_OF_OTEL: Readonly<Record<string, LogLevel>> = {
  none: "silent",
  error: "error",
  warn: "warn",
  info: "info",
  debug: "debug",
  verbose: "trace",
  all: "trace",
};

const DEFAULT: LogLevel = "info";

/** The level of `--log-level`, else of `OTEL_LOG_LEVEL`. */
export function readLogLevel(
  flag: string | undefined,
  env: Env,
): { readonly level: LogLevel; readonly issues: readonly Issue[] } {
  if (flag !== undefined) {
    const level = LEVELS.find((known) => known === flag);
    return level === undefined ? refuse("--log-level", LEVELS) : { level, issues: [] };
  }
  const text = env["OTEL_LOG_LEVEL"];
  if (!text) return { level: DEFAULT, issues: [] };
  const level = new Map(Object.entries(LEVELS_OF_OTEL)).get(text.trim().toLowerCase());
  return level === undefined ? refuse("OTEL_LOG_LEVEL", Object.keys(LEVELS_OF_OTEL)) : { level, issues: [] };
}

function refuse(name: string, known: readonly string[]): { level: LogLevel; issues: Issue[] } {
  const message = `must be one of ${known.join(", ")}`;
  return { level: DEFAULT, issues: [errorAt(placeOfName(name), { code: "wrong-value", message })] };
}
