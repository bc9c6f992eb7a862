/** A past that is being read. Instants are milliseconds since the epoch. */
export interface History {
  readonly fromAt: number;
  readonly toAt: number;
  /** Whether `toAt` moves with the time, because events come while it is read. */
  readonly grows: boolean;
  /** All before it is delivered. */
  readonly reachedAt: number;
  /** How much of the time from `fromAt` to `toAt` is delivered, wherever in it that is. */
  readonly coveredMs: number;
  /** When the reading began. */
  readonly beganAt: number;
  /** When this process went on with what another one had begun, and how much was delivered by then. */
  readonly takenUp?: { readonly at: number; readonly coveredMs: number } | undefined;
}

/** How far the reading is. */
export interface Reckoning {
  /** From 0 to 1. */
  readonly share: number;
  /** When it is at its end at the speed of so far; undefined while that says nothing, or is too slow. */
  readonly expectedEndAt: number | undefined;
}

/** What is not behind by more than this is no history. */
const RECENT_MS = 10 * 60_000;

/** Before that, the first pages say too little of the speed. */
const LEAST_ELAPSED_MS = 10_000;

/** A later end is nobody's expectation. */
const LONGEST_EXPECTED_MS = 365 * 86_400_000;

/** Reckons how far the reading of a history is; undefined when so little is left that it is none. */
export function reckonBackfill(history: History, now: number): Reckoning | undefined {
  const { fromAt, toAt, reachedAt, coveredMs } = history;
  if (toAt - reachedAt <= RECENT_MS) return undefined;
  const share = Math.min(1, Math.max(0, coveredMs / Math.max(1, toAt - fromAt)));
  return { share, expectedEndAt: expectEnd(history, now) };
}

function expectEnd(
  { fromAt, toAt, grows, coveredMs, beganAt, takenUp = { at: beganAt, coveredMs: 0 } }: History,
  now: number,
): number | undefined {
  const elapsedMs = now - takenUp.at;
  if (elapsedMs < LEAST_ELAPSED_MS) return undefined;
  const speed = (coveredMs - takenUp.coveredMs) / elapsedMs - (grows ? 1 : 0);
  if (speed <= 0) return undefined;
  const leftMs = Math.max(0, toAt - fromAt - coveredMs) / speed;
  return leftMs > LONGEST_EXPECTED_MS ? undefined : now + leftMs;
}
