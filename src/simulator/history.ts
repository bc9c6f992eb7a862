import { mix } from "./random.ts";

/** The span of a simulated history. */
export interface HistoryOptions {
  readonly seed: number;
  /** Milliseconds since the epoch. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many events lie between. */
  readonly count: number;
}

/** Events come in blocks of eight; some blocks hold a few that share one millisecond. */
const BLOCK = 8;

/**
 * Spreads `count` instants over the span, ascending, with equal ones now and then: Asana documents no order
 * among equal times, so a client must bear them.
 *
 * @returns the instant of event number `index`, in whole milliseconds since the epoch
 */
export function createHistory({ seed, firstAt, lastAt, count }: HistoryOptions): (index: number) => number {
  const stepMs = (lastAt - firstAt) / Math.max(count, 1);
  return (index) => {
    const slot = firstOfItsMoment(seed, index);
    return Math.floor(firstAt + stepMs * (slot + mix(seed, slot) / 2 ** 32));
  };
}

/** The number of the first event that happened in the same moment. */
function firstOfItsMoment(seed: number, index: number): number {
  const place = index % BLOCK;
  const block = mix(seed ^ 0x5bd1e995, Math.floor(index / BLOCK));
  const isCrowded = block % 4 === 0;
  const crowdBegins = (block >>> 8) % 4;
  const crowdEnds = crowdBegins + 1 + ((block >>> 16) % 4);
  return isCrowded && place > crowdBegins && place <= crowdEnds ? index - place + crowdBegins : index;
}
