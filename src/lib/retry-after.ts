/** Nobody means more; a slip on the other side must not park a source for years. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Reads a Retry-After header: seconds (decimals too) or an HTTP date.
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait, one hour at the most; undefined when the header is absent, unreadable or already past
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const seconds = Number(header);
  const delayMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return delayMs > 0 ? Math.min(Math.ceil(delayMs), LONGEST_WAIT_MS) : undefined;
}
