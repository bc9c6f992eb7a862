import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelayMs } from "../../src/source/retry.ts";

const attempts = fc.integer({ min: 1, max: 1_000_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("the wait before the next attempt", () => {
  it("spreads over the whole of a cap that doubles from one second", () => {
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, undefined, 0.5))).toEqual([
      500, 1000, 2000, 4000,
    ]);
    expect(retryDelayMs(3, undefined, 0)).toBe(0);
  });

  it("never exceeds five minutes, however often it failed", () => {
    fc.assert(
      fc.property(attempts, random, (attempt, r) => retryDelayMs(attempt, undefined, r) <= 5 * 60_000),
    );
  });

  it("is never shorter than the other side asked for", () => {
    fc.assert(
      fc.property(attempts, fc.nat(), random, (attempt, retryAfterMs, r) => {
        expect(retryDelayMs(attempt, retryAfterMs, r)).toBeGreaterThanOrEqual(retryAfterMs);
      }),
    );
  });
});
