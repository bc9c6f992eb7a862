import { resolve } from "node:path";
import { parseDuration } from "./duration.ts";
import { errorAt, type Issue } from "./issue.ts";
import type { FoundSetting } from "./settings-layer.ts";
import { parseWebUrl } from "./web-url.ts";

/** Takes what is wrong with a setting. */
export type Report = (issue: Issue) => void;

/** Timers hold no more than 2^31-1 milliseconds, which is a little less than 25 days. */
export const LONGEST_DURATION_MS = 24 * 86_400_000;

/** A duration in milliseconds, of `leastMs` at least; the fallback when there is none, or no usable one. */
export function toDurationMs(
  found: FoundSetting<string> | undefined,
  fallbackMs: number,
  report: Report,
  leastMs = 1,
): number {
  if (found === undefined) return fallbackMs;
  const ms = parseDuration(found.value) ?? Number.NaN;
  if (ms >= leastMs && ms <= LONGEST_DURATION_MS) return ms;
  const message = `${found.name} must be a duration of ${leastMs}ms at least and 24d at most`;
  report(errorAt(found.place, { code: "wrong-value", message }));
  return fallbackMs;
}

/** An absolute path. */
export function toPath(found: FoundSetting<string> | undefined): string | undefined {
  return found === undefined ? undefined : resolve(found.folder, found.value);
}

/** A URL; undefined when there is none, or no usable one. */
export function toUrl(found: FoundSetting<string> | undefined, report: Report): URL | undefined {
  if (found === undefined) return undefined;
  const parsed = parseWebUrl(found.name, found.value);
  if ("url" in parsed) return parsed.url;
  report(errorAt(found.place, parsed.finding));
  return undefined;
}
