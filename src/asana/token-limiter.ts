import type { Clock } from "../lib/clock.ts";
import { Allowance, type RequestLimits } from "./allowance.ts";
import { TurnQueue } from "./turn-queue.ts";

/** Reading the present, or the past beside it, which waits for the present. */
export type Priority = "live" | "backfill";

/** Whose request it is. */
export interface Asker {
  /** Sources take turns. */
  readonly source: string;
  readonly priority: Priority;
}

/** A request that may begin. */
export interface Turn {
  /** Call it once, when the request is over; `refusal` when the answer was a 429. */
  leave(refusal?: { readonly retryAfterMs: number | undefined }): void;
}

/** A request that had to wait for its turn. */
export interface RequestWait extends Asker {
  readonly waitedMs: number;
}

/** What a limiter needs. */
export interface LimiterOptions {
  readonly limits: RequestLimits;
  readonly clock: Clock;
  /** Told of each request that had to wait, when it may begin. */
  readonly onWait?: ((wait: RequestWait) => void) | undefined;
}

interface Waiter {
  readonly asker: Asker;
  readonly askedAt: number;
  readonly begin: (turn: Turn) => void;
}

/** So many live requests go before one of a backfill, which would wait for ever otherwise. */
const LIVE_IN_A_ROW = 9;

/** Gives the requests of one token their turns. */
export class TokenLimiter {
  readonly #options: LimiterOptions;
  readonly #allowance: Allowance;
  readonly #live = new TurnQueue<Waiter>();
  readonly #backfill = new TurnQueue<Waiter>();
  #underWay = 0;
  #liveInARow = 0;
  /** Ends the sleep until there is credit again. */
  #sleep: AbortController | undefined;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#allowance = new Allowance(options.limits, options.clock.now());
  }

  /** Waits for a turn; undefined when `signal` aborted first. */
  enter(asker: Asker, signal: AbortSignal): Promise<Turn | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const queue = asker.priority === "live" ? this.#live : this.#backfill;
      const onAbort = (): void => {
        queue.remove(asker.source, waiter);
        this.#admit();
        resolve(undefined);
      };
      const begin = (turn: Turn): void => {
        signal.removeEventListener("abort", onAbort);
        resolve(turn);
      };
      const waiter: Waiter = { asker, askedAt: this.#options.clock.now(), begin };
      signal.addEventListener("abort", onAbort, { once: true });
      queue.add(asker.source, waiter);
      this.#admit();
    });
  }

  /** Whether a new one would do the same. */
  get isIdle(): boolean {
    return this.#underWay + this.#waiting === 0 && this.#allowance.isFull(this.#options.clock.now());
  }

  get #waiting(): number {
    return this.#live.size + this.#backfill.size;
  }

  /** Lets as many begin as may. */
  #admit(): void {
    const { clock } = this.#options;
    while (this.#waiting > 0) {
      const now = clock.now();
      // Whoever leaves lets the next one in.
      if (this.#underWay >= this.#allowance.mostAtOnce(now)) break;
      const waitMs = this.#allowance.waitMs(now);
      if (waitMs > 0) {
        this.#admitIn(waitMs);
        return;
      }
      this.#begin(now);
    }
    this.#sleep?.abort();
    this.#sleep = undefined;
  }

  #admitIn(waitMs: number): void {
    if (this.#sleep !== undefined) return;
    const sleep = new AbortController();
    this.#sleep = sleep;
    void this.#options.clock.sleep(waitMs, sleep.signal).then(() => {
      if (this.#sleep !== sleep) return;
      this.#sleep = undefined;
      this.#admit();
    });
  }

  #begin(now: number): void {
    const waiter = this.#next();
    if (waiter === undefined) return;
    const taken = this.#allowance.take(now);
    this.#underWay += 1;
    const waitedMs = now - waiter.askedAt;
    if (waitedMs > 0) this.#options.onWait?.({ ...waiter.asker, waitedMs });
    waiter.begin({
      leave: (refusal) => {
        this.#underWay -= 1;
        if (refusal !== undefined)
          this.#allowance.refuse(this.#options.clock.now(), taken, refusal.retryAfterMs ?? 0);
        this.#admit();
      },
    });
  }

  #next(): Waiter | undefined {
    const isBackfillsTurn =
      this.#live.size === 0 || (this.#backfill.size > 0 && this.#liveInARow >= LIVE_IN_A_ROW);
    this.#liveInARow = isBackfillsTurn ? 0 : this.#liveInARow + 1;
    return isBackfillsTurn ? this.#backfill.next() : this.#live.next();
  }
}
