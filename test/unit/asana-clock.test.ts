import { describe, expect, it } from "vitest";
import { createAsanaClock } from "../../src/asana/asana-clock.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const HOUR_MS = 3_600_000;

function dateOf(at: number): string {
  return new Date(at).toUTCString();
}

/** A clock that has seen answers whose `Date` was this far from ours; each arrived at once. */
function clockAfter(...offsets: readonly number[]) {
  const clock = createAsanaClock({ now: () => NOW });
  for (const offset of offsets) clock.observe(dateOf(NOW + offset), NOW, NOW);
  return clock;
}

describe("Asana's clock", () => {
  it("is unknown before the first answer", () => {
    expect(clockAfter().now()).toBeUndefined();
    expect(clockAfter().aheadMs()).toBeUndefined();
  });

  it("is that of the answers", () => {
    expect(clockAfter(-3 * HOUR_MS).now()).toBe(NOW - 3 * HOUR_MS);
    expect(clockAfter(-3 * HOUR_MS).aheadMs()).toBe(3 * HOUR_MS - 1000);
    expect(clockAfter(2 * HOUR_MS).aheadMs()).toBe(-2 * HOUR_MS);
  });

  it("is not moved on by a single odd answer, and moved back by one at once", () => {
    expect(clockAfter(0, 0, 0, 5 * HOUR_MS).now()).toBe(NOW);
    expect(clockAfter(0, 0, 0, -5 * HOUR_MS).now()).toBe(NOW - 5 * HOUR_MS);
  });

  it("follows a clock that was set", () => {
    expect(clockAfter(0, 0, HOUR_MS, HOUR_MS, HOUR_MS).now()).toBe(NOW + HOUR_MS);
  });

  it("differs from ours no more than the time that the answer took explains", () => {
    const clock = createAsanaClock({ now: () => NOW });
    clock.observe(dateOf(NOW), NOW - 1000, NOW + HOUR_MS);
    expect(clock.aheadMs()).toBe(0);
  });

  it.each([
    ["no header", undefined],
    ["a word", "soon"],
    ["a time before there was an audit log", "Thu, 01 Jan 1970 00:05:00 GMT"],
    ["a time in centuries", "Fri, 01 Jan 9999 00:00:00 GMT"],
    ["a day that does not exist", "Mon, 99 Jun 2026 12:00:00 GMT"],
  ])("is not set by %s", (_what, date) => {
    const clock = createAsanaClock({ now: () => NOW });
    expect(clock.observe(date, NOW, NOW)).toBeUndefined();
    expect(clock.now()).toBeUndefined();
  });
});
