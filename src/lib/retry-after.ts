import { readHttpDate } from "./http-date.ts";

/** No server means more; a slip on the other side must not park a source for years. */
const LONGEST_WAIT_MS = 3_600_000;

/** One value of a list; the comma after a day's name is a part of a date. */
const VALUE = /(?:\s*[A-Z][a-z]{2,8},\s)?[^,]+/g;

/** The standard has digits only; some servers write a number of their language. */
const SECONDS = /^\d+(?:\.\d+)?(?:e\+?\d+)?$/i;

/**
 * Reads a Retry-After header: seconds or a date. Where a server, or a gateway before it, gives several, the longest counts.
 *
 * @param header several headers of the name in one, with commas between them
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, one hour at the most, and 0 for a date in the past; undefined when there is no valid value
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  const delays = (header?.match(VALUE) ?? []).flatMap((value) => readDelayMs(value.trim(), now) ?? []);
  if (delays.length === 0) return undefined;
  const longestMs = delays.reduce((longest, delay) => Math.max(longest, delay), 0);
  return Math.min(Math.ceil(longestMs), LONGEST_WAIT_MS);
}

function readDelayMs(value: string, now: number): number | undefined {
  if (SECONDS.test(value)) return Number(value) * 1000;
  const at = readHttpDate(value);
  return at === undefined ? undefined : at - now;
}
