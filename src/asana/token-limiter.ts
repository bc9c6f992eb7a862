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

/** How a request ended, as far as the limits are concerned. */
export type RequestEnd =
  | { readonly kind: "allowed" }
  /** By a 429. */
  | { readonly kind: "refused"; readonly retryAfterMs: number | undefined }
  | { readonly kind: "unanswered" };

/** A request that may begin. */
export interface Turn {
  readonly kind: "turn";
  /** Call it once, when the request is over. */
  leave(end: RequestEnd): void;
}

/** What came of asking for a turn. */
export type Admission =
  | Turn
  /** Asana wants to be left alone for so long. */
  | { readonly kind: "paused"; readonly pauseMs: number }
  /** The signal aborted first. */
  | { readonly kind: "givenUp" };

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
  readonly settle: (admission: Admission) => void;
}

const GIVEN_UP: Admission = { kind: "givenUp" };

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

  /** Takes a turn without waiting for anything. */
  async enterAtOnce(signal: AbortSignal): Promise<Admission> {
    return signal.aborted ? GIVEN_UP : this.#take(this.#options.clock.now());
  }

  /** Waits for a turn, unless Asana wants to be left alone. */
  enter(asker: Asker, signal: AbortSignal): Promise<Admission> {
    if (signal.aborted) return Promise.resolve(GIVEN_UP);
    return new Promise((resolve) => {
      const queue = asker.priority === "live" ? this.#live : this.#backfill;
      const onAbort = (): void => {
        queue.remove(asker.source, waiter);
        this.#admit();
        resolve(GIVEN_UP);
      };
      const settle = (admission: Admission): void => {
        signal.removeEventListener("abort", onAbort);
        resolve(admission);
      };
      const waiter: Waiter = { asker, askedAt: this.#options.clock.now(), settle };
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

  /** Lets as many begin as may; turns all away while Asana wants to be left alone. */
  #admit(): void {
    const { clock } = this.#options;
    while (this.#waiting > 0) {
      const now = clock.now();
      const pauseMs = this.#allowance.pauseMs(now);
      if (pauseMs > 0) {
        this.#next()?.settle({ kind: "paused", pauseMs });
        continue;
      }
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
    const waitedMs = now - waiter.askedAt;
    if (waitedMs > 0) this.#options.onWait?.({ ...waiter.asker, waitedMs });
    waiter.settle(this.#take(now));
  }

  #take(now: number): Turn {
    const taken = this.#allowance.take(now);
    this.#underWay += 1;
    return {
      kind: "turn",
      leave: (end) => {
        this.#underWay -= 1;
        const endedAt = this.#options.clock.now();
        if (end.kind === "refused") this.#allowance.refuse(endedAt, taken, end.retryAfterMs ?? 0);
        if (end.kind === "allowed") this.#allowance.allow(endedAt, taken);
        this.#admit();
      },
    };
  }

  #next(): Waiter | undefined {
    const isBackfillsTurn =
      this.#live.size === 0 || (this.#backfill.size > 0 && this.#liveInARow >= LIVE_IN_A_ROW);
    this.#liveInARow = isBackfillsTurn ? 0 : this.#liveInARow + 1;
    return isBackfillsTurn ? this.#backfill.next() : this.#live.next();
  }
}
