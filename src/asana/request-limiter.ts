import { createHash } from "node:crypto";
import { type Asker, type LimiterOptions, TokenLimiter, type Turn } from "./token-limiter.ts";

export type { RequestLimits } from "./allowance.ts";
export type { Asker, Priority, RequestWait, Turn } from "./token-limiter.ts";

/** Keeps what is asked of Asana within its limits, which count for each token by itself. */
export interface RequestLimiter {
  /**
   * Waits for the turn of a request with this token. Live requests go before those of a backfill, and among either kind
   * sources take turns. After a 429 nobody with the token begins before its Retry-After is over, and fewer may for a while.
   *
   * @returns undefined when `signal` aborted first; else call `leave` when the request is over
   */
  enter(token: string, asker: Asker, signal: AbortSignal): Promise<Turn | undefined>;
}

/** Creates the limiter that all sources share. */
export function createRequestLimiter(options: LimiterOptions): RequestLimiter {
  const limiters = new Map<string, TokenLimiter>();
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
      const key = createHash("sha256").update(token).digest("base64");
      return (limiters.get(key) ?? create(key)).enter(asker, signal);
    },
  };
}
