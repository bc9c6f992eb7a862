import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type History, reckonBackfill } from "../../src/collector/backfill.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.parse("2026-06-01T12:00:00Z");

/** A history of 90 days, of which the oldest 30 were delivered in an hour. */
function historyOf(given: Partial<History> = {}): History {
  const fromAt = NOW - 90 * DAY_MS;
  const reachedAt = given.reachedAt ?? fromAt + 30 * DAY_MS;
  const coveredMs = reachedAt - fromAt;
  return { fromAt, toAt: NOW, grows: false, reachedAt, coveredMs, beganAt: NOW - HOUR_MS, ...given };
}

describe("the reading of a history", () => {
  it("is one as long as more than ten minutes are left", () => {
    expect(reckonBackfill(historyOf({ reachedAt: NOW - 600_001 }), NOW)).toBeDefined();
    expect(reckonBackfill(historyOf({ reachedAt: NOW - 600_000 }), NOW)).toBeUndefined();
  });

  it("has done its share of the time, and ends at the speed of so far", () => {
    expect(reckonBackfill(historyOf(), NOW)).toEqual({ share: 1 / 3, expectedEndAt: NOW + 2 * HOUR_MS });
  });

  it("counts what is covered, wherever it lies", () => {
    const parts = historyOf({ coveredMs: 60 * DAY_MS });
    expect(reckonBackfill(parts, NOW)).toEqual({ share: 2 / 3, expectedEndAt: NOW + HOUR_MS / 2 });
  });

  it("is as fast as since it was taken up, however long nobody read", () => {
    const takenUp = { at: NOW - HOUR_MS, coveredMs: 15 * DAY_MS };
    const history = historyOf({ beganAt: NOW - 10 * DAY_MS, takenUp });
    expect(reckonBackfill(history, NOW)).toEqual({ share: 1 / 3, expectedEndAt: NOW + 4 * HOUR_MS });
  });

  it("ends when it has read what came meanwhile as well", () => {
    const inGrowing = fc.record({
      covered: fc.integer({ min: 2 * HOUR_MS, max: 90 * DAY_MS - HOUR_MS }),
      elapsed: fc.integer({ min: 10_000, max: HOUR_MS }),
    });
    fc.assert(
      fc.property(inGrowing, ({ covered, elapsed }) => {
        const history = historyOf({ grows: true, coveredMs: covered, beganAt: NOW - elapsed });
        const { expectedEndAt = Number.NaN } = reckonBackfill(history, NOW) ?? {};
        const leftMs = expectedEndAt - NOW;
        expect(covered + (covered / elapsed) * leftMs).toBeCloseTo(90 * DAY_MS + leftMs, -4);
      }),
    );
  });

  it.each([
    ["it has only begun", { beganAt: NOW - 9_999 }],
    ["nothing is covered", { coveredMs: 0 }],
    ["events come faster than they are read", { grows: true, coveredMs: HOUR_MS }],
    ["it would last more than a year", { coveredMs: HOUR_MS, beganAt: NOW - 10 * DAY_MS }],
    ["the clock went back", { beganAt: NOW + HOUR_MS }],
  ])("has no expected end when %s", (_when, given) => {
    const reckoning = reckonBackfill(historyOf(given), NOW);
    expect(reckoning).toBeDefined();
    expect(reckoning?.expectedEndAt).toBeUndefined();
  });

  it("has a share that is one, and an end that is an instant to come, whatever the times are", () => {
    const instant = fc.integer({ min: 0, max: 2 ** 42 });
    const times = fc.record({ fromAt: instant, toAt: instant, reachedAt: instant, beganAt: instant });
    const others = fc.record({
      coveredMs: fc.integer({ min: -(2 ** 42), max: 2 ** 42 }),
      grows: fc.boolean(),
    });
    fc.assert(
      fc.property(times, others, (at, more) => {
        const reckoning = reckonBackfill({ ...at, ...more }, NOW);
        if (reckoning === undefined) return;
        expect(reckoning.share).toBeGreaterThanOrEqual(0);
        expect(reckoning.share).toBeLessThanOrEqual(1);
        const { expectedEndAt = NOW } = reckoning;
        expect(expectedEndAt).toBeGreaterThanOrEqual(NOW);
        expect(new Date(expectedEndAt).toISOString()).toMatch(/^20/);
      }),
    );
  });
});
