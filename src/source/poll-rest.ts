/** Part of the interval by which a rest is longer or shorter. */
const SPREAD = 0.1;

/**
 * The rest between two polls: the interval, up to a tenth longer or shorter, so that the polls of sources that began
 * together drift apart.
 *
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function pollRestMs(intervalMs: number, random: number): number {
  return Math.round(intervalMs * (1 - SPREAD + 2 * SPREAD * random));
}
