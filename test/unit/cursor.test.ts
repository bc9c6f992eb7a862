import { describe, expect, it } from "vitest";
import { cursorAfter, cursorByTime, firstCursor } from "../../src/source/cursor.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");

describe("where a source begins", () => {
  it.each([
    ["at the oldest event", { kind: "beginning" }, undefined],
    ["now", { kind: "now" }, NOW],
    ["some time ago", { kind: "ago", ms: 86_400_000 }, NOW - 86_400_000],
    ["at an instant", { kind: "instant", at: 5 }, 5],
  ] as const)("%s", (_what, startAt, expected) => {
    expect(firstCursor(startAt, NOW)).toEqual({ startAt: expected, offset: undefined });
  });
});

describe("where it reads on", () => {
  const cursor = { startAt: 3, offset: "a" };
  const byTime = { startAt: 99, offset: undefined };

  it("by the newest offset, also after an empty page, in the same stream", () => {
    expect(cursorAfter(cursor, { offset: "b", events: [] }, byTime)).toEqual({ startAt: 3, offset: "b" });
  });

  it("with the same question while nothing has ever matched", () => {
    expect(cursorAfter(cursor, { offset: undefined, events: [] }, byTime)).toBe(cursor);
  });

  it("by time should events ever come without an offset", () => {
    expect(cursorAfter(cursor, { offset: undefined, events: [1] }, byTime)).toBe(byTime);
  });
});

describe("by time", () => {
  it("is a little before the newest event", () => {
    expect(cursorByTime({ startAt: undefined, offset: "x" }, 10_000, 600)).toEqual({
      startAt: 9400,
      offset: undefined,
    });
  });

  it("is never before the stream's own beginning", () => {
    expect(cursorByTime({ startAt: 9900, offset: "x" }, 10_000, 600).startAt).toBe(9900);
  });

  it("is the stream's beginning when no event was ever delivered", () => {
    expect(cursorByTime({ startAt: 7, offset: "x" }, undefined, 600)).toEqual({
      startAt: 7,
      offset: undefined,
    });
  });
});
