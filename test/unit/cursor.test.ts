import { describe, expect, it } from "vitest";
import { cursorAfter, earlierOf, firstCursor } from "../../src/source/cursor.ts";

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

  it("by the newest offset, also after an empty page, in the same stream", () => {
    expect(cursorAfter(cursor, "b", undefined)).toEqual({ startAt: 3, offset: "b" });
  });

  it("with the same question while nothing has ever matched", () => {
    expect(cursorAfter(cursor, undefined, undefined)).toBe(cursor);
  });

  it("at the last event should events ever come without an offset", () => {
    expect(cursorAfter(cursor, undefined, 99)).toEqual({ startAt: 99, offset: undefined });
  });
});

describe("another stream of the same workspace", () => {
  it("begins at the earlier of two instants, and at the oldest event if one of them is that", () => {
    const early = { startAt: 3, offset: "a" };
    const late = { startAt: 9, offset: undefined };
    const oldest = { startAt: undefined, offset: undefined };
    expect(earlierOf(late, early)).toEqual({ startAt: 3, offset: undefined });
    expect(earlierOf(early, oldest)).toEqual(oldest);
  });
});
