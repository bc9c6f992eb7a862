import fc from "fast-check";
import { expect, it } from "vitest";
import { Activity } from "../../src/collector/activity.ts";
import type { Activity as ShownActivity } from "../../src/generated/status.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
const BEGAN_AT = Date.parse("2026-06-01T12:00:00Z");
const KINDS = { minutes: [60, MINUTE_MS], halfHours: [48, 30 * MINUTE_MS] } as const;
const EMPTY = { acknowledged: 0, lagMs: null };

interface Note {
  readonly at: number;
  readonly acknowledged: number;
  readonly lagMs: number | undefined;
}

interface Bucket {
  readonly acknowledged: number;
  readonly lagMs: number | null;
}

/** Short and long steps of a clock that only goes forward. */
const step = fc.oneof(fc.nat(MINUTE_MS), fc.nat(90 * MINUTE_MS), fc.nat(3 * DAY_MS));
const amount = fc.record({
  acknowledged: fc.nat(100),
  lagMs: fc.option(fc.nat(DAY_MS), { nil: undefined }),
});

/** Notes whose times go the steps; the last step leads to the moment at which they are read. */
function toNotes(steps: readonly number[], amounts: readonly Omit<Note, "at">[]) {
  let now = BEGAN_AT;
  const notes: Note[] = [];
  for (const [index, ms] of steps.entries()) {
    now += ms;
    const noted = amounts[index];
    if (noted !== undefined) notes.push({ at: now, ...noted });
  }
  return { notes, now };
}

/** What the buckets up to `now` are, by all notes. */
function bucketsOf(notes: readonly Note[], now: number, kind: keyof ShownActivity): Bucket[] {
  const [length, bucketMs] = KINDS[kind];
  const last = Math.floor(now / bucketMs);
  return Array.from({ length }, (_, index) => {
    const within = notes.filter(({ at }) => Math.floor(at / bucketMs) === last - length + 1 + index);
    return within.reduce<Bucket>(
      (sum, { acknowledged, lagMs }) => ({
        acknowledged: sum.acknowledged + acknowledged,
        lagMs: lagMs === undefined ? sum.lagMs : Math.max(sum.lagMs ?? 0, lagMs),
      }),
      EMPTY,
    );
  });
}

function read(notes: readonly Note[], now: number, kind: keyof ShownActivity): Bucket[] {
  const activity = new Activity();
  for (const { at, acknowledged, lagMs } of notes) activity.note(at, acknowledged, lagMs);
  const { acknowledged, lagMs } = activity.read(now)[kind];
  expect(lagMs).toHaveLength(acknowledged.length);
  return acknowledged.map((count, index) => ({ acknowledged: count, lagMs: lagMs[index] ?? null }));
}

it.each(["minutes", "halfHours"] as const)(
  "the %s are what was noted in each, however long nothing was",
  (kind) => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(amount, { maxLength: 40 }),
        (steps, amounts) => {
          const { notes, now } = toNotes(steps, amounts);
          expect(read(notes, now, kind)).toEqual(bucketsOf(notes, now, kind));
        },
      ),
    );
  },
);

it.each(["minutes", "halfHours"] as const)(
  "the %s after a jump of the clock hold all that was noted since, and nothing that was not noted in them",
  (kind) => {
    const jump = fc.oneof(step, step).map((ms) => -ms);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(step, amount), { maxLength: 20 }),
        jump,
        fc.array(fc.tuple(step, amount), { maxLength: 20 }),
        (before, back, after) => {
          const steps = [
            ...before.map(([ms]) => ms),
            ...after.map(([ms], index) => ms + (index === 0 ? back : 0)),
          ];
          const { notes, now } = toNotes(
            steps,
            [...before, ...after].map(([, noted]) => noted),
          );
          const least = bucketsOf(notes.slice(before.length), now, kind);
          const most = bucketsOf(notes, now, kind);
          for (const [index, bucket] of read(notes, now, kind).entries()) {
            expect(bucket.acknowledged).toBeGreaterThanOrEqual(least[index]?.acknowledged ?? 0);
            expect(bucket.acknowledged).toBeLessThanOrEqual(most[index]?.acknowledged ?? 0);
            expect(bucket.lagMs ?? -1).toBeGreaterThanOrEqual(least[index]?.lagMs ?? -1);
            expect(bucket.lagMs ?? -1).toBeLessThanOrEqual(most[index]?.lagMs ?? -1);
          }
        },
      ),
    );
  },
);
