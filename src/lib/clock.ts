import { setTimeout as wait } from "node:timers/promises";

/** Time as the receiver sees it; tests put their own in its place. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `delayMs`, or at once when `signal` aborts; never rejects. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
}

/** setTimeout fires at once for a delay beyond 2^31-1 ms, so longer sleeps are cut into pieces. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(delayMs, signal) {
    for (let leftMs = delayMs; leftMs > 0 && !signal.aborted; leftMs -= LONGEST_TIMER_MS) {
      // The only rejection is the abort itself, which the loop's condition sees.
      await wait(Math.min(leftMs, LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined);
    }
  },
};

/** Resolves when `signal` aborts; at once if it has. */
export function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
