import { expect, it } from "vitest";
import { Gap } from "../../src/source/gap.ts";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-06-01T12:00:00Z");
/** Nothing was read for 100 days, so that ten are lost. */
const UPDATED_AT = NOW - 100 * DAY_MS;
const SPAN = { startAt: UPDATED_AT - 20 * DAY_MS, endAt: UPDATED_AT - 18 * DAY_MS };
const CHECKPOINT = {
  fingerprint: "",
  cursor: { startAt: undefined, offset: undefined },
  frontier: { readTo: undefined, knownSince: undefined },
  pollsSinceSweep: 0,
  newestEventAt: undefined,
  totals: { pages: 0, accepted: 0, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
  updatedAt: UPDATED_AT,
};

/** What is said to be lost, in days before the last reading. */
function lostDays(message: string | undefined): readonly number[] {
  const instants = message?.match(/\d{4}-\S+/g) ?? [];
  return instants.map((instant) => (Date.parse(instant) - UPDATED_AT) / DAY_MS);
}

it("what Asana has deleted since the last reading is lost, and told once for every day", () => {
  const gap = new Gap(undefined);
  expect(lostDays(gap.find(CHECKPOINT, UPDATED_AT - DAY_MS, NOW))).toEqual([-1, 10]);
  expect(gap.find(CHECKPOINT, undefined, NOW + DAY_MS - 1)).toBeUndefined();
  expect(lostDays(gap.find(CHECKPOINT, undefined, NOW + DAY_MS))).toEqual([0, 11]);
});

it("nothing is lost within 90 days", () => {
  expect(new Gap(undefined).find(CHECKPOINT, undefined, UPDATED_AT + 90 * DAY_MS)).toBeUndefined();
});

it("of a slice no more is lost than is in it", () => {
  expect(lostDays(new Gap(SPAN).find(CHECKPOINT, undefined, NOW))).toEqual([-20, -18]);
  expect(lostDays(new Gap(SPAN).find(CHECKPOINT, UPDATED_AT - 19 * DAY_MS, NOW))).toEqual([-19, -18]);
  const isCut = { ...SPAN, endAt: UPDATED_AT + 30 * DAY_MS };
  expect(lostDays(new Gap(isCut).find(CHECKPOINT, undefined, NOW))).toEqual([-20, 10]);
});
