const FIRST_DELAY_MS = 1000;
const LONGEST_DELAY_MS = 5 * 60_000;
/** 2^20 s is far beyond the cap; without a bound the power would become Infinity. */
const LARGEST_EXPONENT = 20;

/**
 * How long to wait before the next attempt: full jitter under a doubling cap of at most five minutes, so that
 * many sources do not come back together. A Retry-After is waited for first, however long it is (`readRetryAfter` bounds it).
 *
 * @param attempt how many attempts have failed in a row, from 1
 * @param retryAfterMs what a Retry-After header asked for
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function retryDelayMs(attempt: number, retryAfterMs: number | undefined, random: number): number {
  const cap = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt - 1, LARGEST_EXPONENT));
  return (retryAfterMs ?? 0) + Math.round(cap * random);
}
