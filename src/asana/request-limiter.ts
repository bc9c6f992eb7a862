import { hash } from "node:crypto";
import { type Admission, type Asker, type LimiterOptions, TokenLimiter } from "./token-limiter.ts";

export type { RequestLimits } from "./allowance.ts";
export type { Admission, Asker, Priority, RequestEnd, RequestWait, Turn } from "./token-limiter.ts";

/** Keeps what is asked of Asana within its limits, which count for each token by itself. */
export interface RequestLimiter {
  /**
   * Waits for the turn of a request with this token. Live requests go before those of a backfill, and among either kind
   * sources take turns. After a 429 whoever has the token is turned away until its Retry-After is over, which may be long
   * and is therefore waited for where it can be seen; after that, fewer may begin for a while.
   */
  enter(token: string, asker: Asker, signal: AbortSignal): Promise<Admission>;
  /** Lets the next request of a source begin at once, whatever the limits: somebody wants to know. */
  letThrough(source: string): void;
}

/** Creates the limiter that all sources share. */
export function createRequestLimiter(options: LimiterOptions): RequestLimiter {
  const limiters = new Map<string, TokenLimiter>();
  const letThrough = new Set<string>();
  const create = (key: string): TokenLimiter => {
    // Tokens are rotated; what is known of the old ones must not add up for ever.
    for (const [other, { isIdle }] of limiters) if (isIdle) limiters.delete(other);
    const limiter = new TokenLimiter(options);
    limiters.set(key, limiter);
    return limiter;
  };
  return {
    enter(token, asker, signal) {
      // Not the token itself: a heap snapshot of ours should not list them all.
      const key = hash("sha256", token, "base64");
      const limiter = limiters.get(key) ?? create(key);
      return letThrough.delete(asker.source) ? limiter.enterAtOnce(signal) : limiter.enter(asker, signal);
    },
    letThrough: (source) => void letThrough.add(source),
  };
}
