import { describe, expect, it } from "vitest";
import { cursorByTime, readToAfter } from "../../src/source/frontier.ts";

const FROM_THE_OLDEST = { startAt: undefined };

describe("how far a stream is read", () => {
  it.each([
    [
      "to the last event of a page with something new",
      10,
      { lastEventAt: 20, hasNew: true, isClamped: false },
      20,
    ],
    [
      "not beyond an event whose time was odd, once older ones follow",
      99,
      { lastEventAt: 20, hasNew: true, isClamped: false },
      20,
    ],
    [
      "as far as before while known events are read again",
      99,
      { lastEventAt: 20, hasNew: false, isClamped: false },
      99,
    ],
    [
      "further with known events that another stream has delivered",
      10,
      { lastEventAt: 20, hasNew: false, isClamped: false },
      20,
    ],
    ["to the first event", undefined, { lastEventAt: 20, hasNew: false, isClamped: false }, 20],
    [
      "as far as before, where the last event is dated in the future of an answer whose clock is behind",
      99,
      { lastEventAt: 20, hasNew: true, isClamped: true },
      99,
    ],
    [
      "as far as before when no event has a readable time",
      10,
      { lastEventAt: undefined, hasNew: true, isClamped: false },
      10,
    ],
  ])("%s", (_what, before, page, expected) => {
    expect(readToAfter(before, page)).toBe(expected);
  });
});

describe("reading by time", () => {
  it("begins a little before the frontier", () => {
    const frontier = { readTo: 10_000, knownSince: undefined };
    expect(cursorByTime(FROM_THE_OLDEST, frontier, 600)).toEqual({ startAt: 9400, offset: undefined });
  });

  it("begins not before what would be recognised", () => {
    const frontier = { readTo: 10_000, knownSince: 9800 };
    expect(cursorByTime(FROM_THE_OLDEST, frontier, 600).startAt).toBe(9800);
  });

  it("begins at the frontier where nothing before it would be recognised", () => {
    const frontier = { readTo: 10_000, knownSince: 12_000 };
    expect(cursorByTime(FROM_THE_OLDEST, frontier, 600).startAt).toBe(10_000);
  });

  it("begins not before the stream's own beginning", () => {
    const frontier = { readTo: 10_000, knownSince: undefined };
    expect(cursorByTime({ startAt: 9900 }, frontier, 600).startAt).toBe(9900);
  });

  it("begins where the stream began when nothing was read", () => {
    const frontier = { readTo: undefined, knownSince: 8 };
    expect(cursorByTime({ startAt: 7 }, frontier, 600)).toEqual({ startAt: 7, offset: undefined });
  });

  it("never begins after the frontier", () => {
    const frontier = { readTo: 10_000, knownSince: undefined };
    expect(cursorByTime({ startAt: 11_000 }, frontier, 600).startAt).toBe(10_000);
  });
});
