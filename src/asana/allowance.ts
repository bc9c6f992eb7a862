/** What Asana allows one token. */
export interface RequestLimits {
  /** In any 60 seconds. */
  readonly requestsPerMinute: number;
  /** At the same time. */
  readonly concurrency: number;
}

const MINUTE_MS = 60_000;

/** Asana looks at shorter slices than a minute, so at most two seconds' worth is asked for at once. */
const BURSTS_PER_MINUTE = 30;

/** What leaves us evenly arrives less so, and one request too many in Asana's minute halves all: so much is kept back. */
const RESERVE = 1 / 50;

/** However often Asana refuses, this share of the limits stays. */
const SMALLEST_SHARE = 1 / 16;

/** A sum of shares that should be 1 may be a hair less. */
const ROUNDING = 1e-9;

/**
 * How many requests one token has left: credit that grows with time and is spent by requests. Never more than
 * `requestsPerMinute` are allowed within any 60 seconds. Each refusal halves what is allowed; each minute without one
 * doubles it, up to the limits. Pure but for its own state: the present is told to it, in milliseconds since the epoch.
 */
export class Allowance {
  readonly #limits: RequestLimits;
  readonly #perMinute: number;
  readonly #burst: number;
  #credit: number;
  #share = 1;
  #seenAt: number;
  #pausedUntil: number;
  /** When the share was lowered or raised for the last time, or the pause since then ended. */
  #quietSince: number;
  #refusals = 0;

  constructor(limits: RequestLimits, now: number) {
    this.#limits = limits;
    this.#perMinute = limits.requestsPerMinute - Math.floor(limits.requestsPerMinute * RESERVE);
    this.#burst = Math.max(1, Math.floor(limits.requestsPerMinute / BURSTS_PER_MINUTE));
    this.#credit = this.#burst;
    this.#seenAt = now;
    this.#pausedUntil = now;
    this.#quietSince = now;
  }

  /** How long Asana still wants to be left alone, in milliseconds. */
  pauseMs(now: number): number {
    this.#look(now);
    return Math.max(0, this.#pausedUntil - now);
  }

  /** How long the next request has to wait for credit, in milliseconds; 0 when there is some. */
  waitMs(now: number): number {
    this.#look(now);
    return Math.max(0, Math.ceil((1 - ROUNDING - this.#credit) * this.#msPerRequest));
  }

  /** How many requests may be under way at the same time. */
  mostAtOnce(now: number): number {
    this.#look(now);
    return Math.max(1, Math.floor(this.#limits.concurrency * this.#share));
  }

  /** Takes note of a request that begins. Returns what `refuse` wants to know of it. */
  take(now: number): number {
    this.#look(now);
    this.#credit = Math.max(0, this.#credit - 1);
    return this.#refusals;
  }

  /**
   * Takes note of a 429. Those to requests that began before the last one lower nothing: they tell the same.
   *
   * @param taken what `take` returned for the request
   * @param retryAfterMs how long Asana asked to stay away
   */
  refuse(now: number, taken: number, retryAfterMs: number): void {
    this.#look(now);
    this.#credit = 0;
    this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
    this.#quietSince = this.#pausedUntil;
    if (taken !== this.#refusals) return;
    this.#refusals += 1;
    this.#share = Math.max(SMALLEST_SHARE, this.#share / 2);
  }

  /**
   * Takes note of an answer other than 429. To a request that began after the last one, it ends the pause.
   *
   * @param taken what `take` returned for the request
   */
  allow(now: number, taken: number): void {
    if (taken === this.#refusals) this.#pausedUntil = Math.min(this.#pausedUntil, now);
  }

  /** Whether it allows as much as a new one. */
  isFull(now: number): boolean {
    return this.pauseMs(now) === 0 && this.#share === 1 && this.#credit === this.#burst;
  }

  get #msPerRequest(): number {
    // A whole burst may come on top of what a minute brings.
    return MINUTE_MS / (this.#perMinute - this.#burst + 1) / this.#share;
  }

  /** Brings everything up to the present. */
  #look(now: number): void {
    const elapsedMs = now - this.#seenAt;
    this.#seenAt = now;
    if (elapsedMs < 0) {
      // The clock was set back: what lies ahead moves along, or it would be waited for that much longer.
      this.#pausedUntil += elapsedMs;
      this.#quietSince += elapsedMs;
      return;
    }
    this.#credit = Math.min(this.#burst, this.#credit + elapsedMs / this.#msPerRequest);
    for (; this.#share < 1 && now - this.#quietSince >= MINUTE_MS; this.#quietSince += MINUTE_MS)
      this.#share = Math.min(1, this.#share * 2);
  }
}
