import { describe, expect, it } from "vitest";
import { findDoubtfulEnd, findLostOffset } from "../../src/source/page-check.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const DAY_MS = 86_400_000;

describe("an answer without a new offset", () => {
  it("to an offset is a refusal where it has no event", () => {
    expect(findLostOffset({ events: [], offset: undefined }, "asked")).toMatchObject({
      kind: "offsetRefused",
    });
  });

  it("to a first question says that there is nothing yet", () => {
    expect(findLostOffset({ events: [], offset: undefined }, undefined)).toBeUndefined();
  });

  it("is none where the answer has one", () => {
    expect(findLostOffset({ events: [], offset: "next" }, "asked")).toBeUndefined();
  });
});

describe("the end of a slice in which Asana has shown an event before", () => {
  const span = { startAt: NOW - 5 * DAY_MS, endAt: NOW - 4 * DAY_MS, shownEventAt: NOW - 5 * DAY_MS + 1 };
  const nothing = { readTo: undefined, knownSince: undefined };

  it("is doubtful while nothing of it was read", () => {
    expect(findDoubtfulEnd(span, nothing, NOW)?.message).toContain("2026-05-27T12:00:00.001Z");
  });

  it("is believed when something of it was read", () => {
    expect(findDoubtfulEnd(span, { ...nothing, readTo: span.shownEventAt }, NOW)).toBeUndefined();
  });

  it("is believed when Asana may have deleted the event since", () => {
    expect(findDoubtfulEnd(span, nothing, NOW + 90 * DAY_MS)).toBeUndefined();
  });

  it("is believed where no event is known", () => {
    expect(findDoubtfulEnd({ ...span, shownEventAt: undefined }, nothing, NOW)).toBeUndefined();
  });
});
