/**
 * Reads a Retry-After header: seconds (decimals too) or an HTTP date.
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds to wait; undefined when the header is absent, unreadable or already past
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined || header.trim() === "") return undefined;
  const seconds = Number(header);
  const delayMs = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000;
  return Number.isFinite(delayMs) && delayMs > 0 ? Math.ceil(delayMs) : undefined;
}
