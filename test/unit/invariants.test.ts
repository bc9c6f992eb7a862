import { expect, it } from "vitest";
import { findBrokenInvariant } from "../../src/source/invariants.ts";
import type { Question } from "../../src/source/question.ts";

const FRONTIER = { readTo: 1000, knownSince: 400 };

function ask(kind: Question["kind"], startAt: number, offset?: string): Question {
  const cursor = { startAt, offset };
  const position = { ...cursor, endAt: undefined, limit: 100 };
  return { kind, position, cursor, part: { fromAt: startAt, untilAt: undefined } };
}

it("reading by time after what was read last is a failure, not a skip", () => {
  expect(findBrokenInvariant(ask("stream", 1001), FRONTIER)?.errorType).toBe("FirstPartyGeneric");
  expect(findBrokenInvariant(ask("look", 1001), FRONTIER)?.message).toContain("after what was read last");
});

it.each([
  ["at the frontier", ask("stream", 1000)],
  ["by an offset", ask("stream", 2000, "offset")],
  ["where known events are recognised", ask("sweep", 400)],
])("reading %s is fine", (_where, question) => {
  expect(findBrokenInvariant(question, FRONTIER)).toBeUndefined();
});

it("reading where nothing was read yet is fine", () => {
  expect(
    findBrokenInvariant(ask("stream", 1001), { readTo: undefined, knownSince: undefined }),
  ).toBeUndefined();
});

it("a sweep before what is known is a failure", () => {
  expect(findBrokenInvariant(ask("sweep", 399), FRONTIER)?.message).toContain("not recognised");
});
