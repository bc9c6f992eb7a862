import { describe, expect, it } from "vitest";
import {
  firstSuspicion,
  isProven,
  isToBeHalved,
  mayBeAboutRecords,
  NEW_TRIAL,
  type Refusal,
  type Suspect,
  suspectAfter,
  type Trial,
  trialAfter,
} from "../../src/otlp/trial.ts";

function refusal(kind: Refusal["kind"], status?: number): Refusal {
  return { kind, message: "no", ...(status !== undefined && { status }) };
}

const FAILED = refusal("transient", 500);
const BLOCKED = refusal("config", 403);

describe("a refusal that may pass", () => {
  it.each<[string, Refusal, boolean]>([
    ["500", FAILED, true],
    ["503 without Retry-After", refusal("transient", 503), true],
    ["no answer", refusal("transient"), true],
    ["403", BLOCKED, true],
    ["503 with Retry-After", { ...refusal("transient", 503), retryAfterMs: 1000 } as Refusal, false],
    ["429", refusal("transient", 429), false],
    ["401", refusal("config", 401), false],
    ["404", refusal("config", 404), false],
    ["407", refusal("config", 407), false],
    ["a certificate that is not trusted", refusal("config"), false],
  ])("of %s may be about single records: %o %s", (_name, given, expected) => {
    expect(mayBeAboutRecords(given)).toBe(expected);
  });
});

const SECOND_MS = 1000;

/** What attempts come to that end like this, a second apart; `taken`: a part of the page was taken before. */
function trialOf(...attempts: readonly (Refusal | "taken")[]): Trial {
  let [trial, hasTaken, at] = [NEW_TRIAL, false, SECOND_MS];
  for (const each of attempts) {
    if (each === "taken") hasTaken = true;
    else {
      const met = { refusal: each, hasTaken, at };
      trial = trialAfter(trial, met, { hasSearched: false, suspects: new Map() });
      hasTaken = false;
      at += SECOND_MS;
    }
  }
  return trial;
}

describe("a page", () => {
  it.each<[string, Trial, Refusal, boolean]>([
    ["refused for good", NEW_TRIAL, refusal("permanent", 400), true],
    ["too large", NEW_TRIAL, refusal("tooLarge", 413), true],
    ["refused once with 500", NEW_TRIAL, FAILED, false],
    ["refused twice with 500", trialOf(FAILED), FAILED, false],
    ["refused three times with 500", trialOf(FAILED, FAILED), FAILED, true],
    ["refused three times with 403", trialOf(BLOCKED, BLOCKED), BLOCKED, true],
    [
      "refused three times with 401",
      trialOf(...Array(2).fill(refusal("config", 401))),
      refusal("config", 401),
      false,
    ],
    ["refused with 500, 403 and 500", trialOf(FAILED, BLOCKED), FAILED, false],
    ["taken in part since it was refused twice", trialOf(FAILED, FAILED, "taken", FAILED), FAILED, false],
    ["refused twice since it was taken in part", trialOf("taken", FAILED, FAILED), FAILED, true],
    ["that was halved before", { ...NEW_TRIAL, isHalving: true }, BLOCKED, true],
    [
      "that was halved before, and meets a 429",
      { ...NEW_TRIAL, isHalving: true },
      refusal("transient", 429),
      false,
    ],
  ])("%s is halved or not", (_name, trial, given, expected) => {
    const met = { refusal: given, hasTaken: false, at: trial.failedAt + SECOND_MS };
    expect(isToBeHalved(trial, met)).toBe(expected);
  });

  it("that is refused three times in one moment is not halved", () => {
    const trial = trialOf(FAILED, FAILED);
    expect(isToBeHalved(trial, { refusal: FAILED, hasTaken: false, at: trial.failedAt + 249 })).toBe(false);
  });
});

/** What is known after refusals alone, some seconds apart, with the count of requests that the endpoint had taken by then. */
function suspectOf(weakProofs: number, taken: readonly number[], seconds = 5, isProbed = false): Suspect {
  const [first, ...later] = taken.map((each, index) => ({ taken: each, at: index * seconds * SECOND_MS }));
  if (first === undefined) throw new Error("refused at least once");
  return later.reduce(
    (known, each) => suspectAfter(known, FAILED, each, isProbed),
    firstSuspicion(FAILED, first, weakProofs),
  );
}

describe("a record that is refused alone", () => {
  it.each<[string, Suspect, isTaken: boolean, boolean]>([
    ["twice, with others taken in between", suspectOf(0, [1, 2]), true, false],
    ["three times, with another taken in between", suspectOf(0, [1, 2, 2]), true, true],
    [
      "three times, with another taken in between that is of another page",
      suspectOf(0, [1, 2, 2]),
      false,
      false,
    ],
    [
      "four times, with others of other pages taken after each of them",
      suspectOf(0, [1, 2, 3, 4]),
      false,
      true,
    ],
    [
      "three times, minutes apart, with others taken in between",
      suspectOf(0, [1, 2, 3, 4], 121),
      true,
      false,
    ],
    ["three times, and nothing is taken any more", suspectOf(0, [9, 9, 9]), true, false],
    [
      "three times, with nothing but a probe taken, after others were taken between refusals of it with more",
      suspectOf(1, [9, 9, 9], 5, true),
      true,
      true,
    ],
    ["three times, with nothing but a probe taken", suspectOf(0, [9, 9, 9], 5, true), true, false],
    [
      "three times, with nothing of its page but a probe taken",
      suspectOf(1, [9, 9, 9], 5, true),
      false,
      false,
    ],
    ["a hundred times, and nothing is taken any more", suspectOf(0, [9, ...Array(99).fill(9)]), true, false],
    [
      "three times, after others were taken between refusals of it with more",
      suspectOf(3, [9, 9, 9]),
      true,
      false,
    ],
  ])("%s is proven or not", (_name, suspect, isTaken, expected) => {
    expect(isProven(suspect, isTaken)).toBe(expected);
  });

  it("in attempts of one moment is refused once", () => {
    expect(suspectOf(0, [1, 2, 3, 4], 0.08)).toEqual(suspectOf(0, [1]));
  });

  it("starts again when it is refused in another way", () => {
    const mark = { taken: 9, at: 20 * SECOND_MS };
    expect(suspectAfter(suspectOf(1, [1, 2]), BLOCKED, mark)).toEqual(firstSuspicion(BLOCKED, mark, 0));
  });
});
