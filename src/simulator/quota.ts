/** How much one token may ask. */
export interface QuotaLimits {
  readonly rateLimitPerMinute: number;
  /** Requests under way at a time. */
  readonly concurrency: number;
}

/** Whether a request may go on; one that may says when it is over. */
export type Admission =
  | { readonly kind: "admitted"; leave(): void }
  | { readonly kind: "refused"; readonly retryAfterSeconds: number };

const WINDOW_MS = 60_000;

/** How long the concurrency limiter sends a client away is not documented. */
const CONCURRENCY_RETRY_AFTER_SECONDS = 1;

/**
 * Asana's rate limits, as its documentation describes them: per token, refused requests count too, and a
 * separate bound on requests under way. Asana counts in slices shorter than a minute, but not said how
 * short, so here any sixty seconds count. The cost limit is left out: it is meant for extreme use only.
 */
export class Quota {
  readonly #limits: QuotaLimits;
  /** Of the newest requests, one more than the limit. */
  readonly #recentAt: number[] = [];
  #underWay = 0;

  constructor(limits: QuotaLimits) {
    this.#limits = limits;
  }

  /** @param now milliseconds since the epoch */
  admit(now: number): Admission {
    const retryAfterMs = this.#countRequest(now);
    if (retryAfterMs > 0) {
      return { kind: "refused", retryAfterSeconds: Math.ceil(retryAfterMs / 1000) };
    }
    if (this.#underWay >= this.#limits.concurrency) {
      return { kind: "refused", retryAfterSeconds: CONCURRENCY_RETRY_AFTER_SECONDS };
    }
    this.#underWay += 1;
    return {
      kind: "admitted",
      leave: () => {
        this.#underWay -= 1;
      },
    };
  }

  /** Returns how long to stay away; 0 within the limit. */
  #countRequest(now: number): number {
    const limit = this.#limits.rateLimitPerMinute;
    if (!Number.isFinite(limit)) return 0;
    this.#recentAt.push(now);
    if (this.#recentAt.length <= limit) return 0;
    if (this.#recentAt.length > limit + 1) this.#recentAt.shift();
    const [tooEarly = now, nextToo = now] = this.#recentAt;
    // The minute before this request was full; the one before the next is, until `nextToo` has left it.
    return tooEarly > now - WINDOW_MS ? nextToo + WINDOW_MS - now : 0;
  }
}
