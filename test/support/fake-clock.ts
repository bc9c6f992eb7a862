import type { Clock } from "../../src/lib/clock.ts";

interface Sleeper {
  wakeAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until the test moves it. */
export class FakeClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();
  #waiting: (() => void)[] = [];

  /** As late as a simulator's events, whose times would be odd otherwise. */
  constructor(now = Date.now()) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleep(delayMs: number, signal: AbortSignal): Promise<void> {
    if (delayMs <= 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        wakeAt: this.#now + delayMs,
        wake: () => {
          this.#sleepers.delete(sleeper);
          resolve();
        },
      };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", sleeper.wake, { once: true });
      for (const tell of this.#waiting.splice(0)) tell();
    });
  }

  /** Resolves when somebody sleeps; at once if somebody does. */
  whenSleeping(): Promise<void> {
    if (this.#sleepers.size > 0) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** How long the next sleeper still sleeps, in milliseconds. */
  get nextWakeInMs(): number | undefined {
    const wakes = [...this.#sleepers].map(({ wakeAt }) => wakeAt - this.#now);
    return wakes.length === 0 ? undefined : Math.min(...wakes);
  }

  /** Sets the time to another one, as an administrator or the network does: nobody wakes earlier or later. */
  jump(ms: number): void {
    this.#now += ms;
    for (const sleeper of this.#sleepers) sleeper.wakeAt += ms;
  }

  /** Moves time on and wakes whoever is due. */
  advance(ms: number): void {
    this.#now += ms;
    for (const sleeper of [...this.#sleepers]) if (sleeper.wakeAt <= this.#now) sleeper.wake();
  }
}
