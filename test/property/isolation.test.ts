import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../src/simulator/random.ts";
import { OutageWorld, type OutageWorldOptions } from "../support/outage-world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What happened longer ago proves nothing. */
const LONGEST_PROOF_MS = 2 * MINUTE_MS;

/** Outages of up to ten minutes, with as much between them as distinguishes them from a record's own refusals. */
const outages = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: LONGEST_PROOF_MS, max: 8 * MINUTE_MS }),
      lengthMs: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 10 * MINUTE_MS })),
    }),
    { maxLength: 5 },
  )
  .map((all) => {
    let at = -LONGEST_PROOF_MS;
    return all.map(({ gapMs, lengthMs }) => {
      const from = at + gapMs;
      at = from + lengthMs;
      return { from, to: at };
    });
  });

const record = fc.constantFrom(false, false, false, false, true);
const page = fc.array(record, { minLength: 1, maxLength: 12 });
const goodPage = page.map((records) => records.map(() => false));
/** With enough good records to distinguish a record from an outage. */
const mixedPage = fc.oneof(
  goodPage,
  page.map((records) => [...records, ...Array(12).fill(false)] as boolean[]),
);

function optionsOf(
  onePage: fc.Arbitrary<readonly boolean[]>,
  when: fc.Arbitrary<OutageWorldOptions["outages"]>,
): fc.Arbitrary<OutageWorldOptions> {
  return fc.record({
    sources: fc.array(fc.array(onePage, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
    outages: when,
    maxRecords: fc.constantFrom(1, 3, 100),
    mostDeadPerHour: fc.constant(1000),
    random: fc.nat().map((seed) => {
      const dice = new Random(seed);
      return () => dice.next();
    }),
  });
}

describe("whatever an endpoint refuses, and whenever it is away", () => {
  it.each([
    ["no other source sends anything", {}],
    ["others send to the same endpoint", { othersEveryMs: MINUTE_MS / 2 }],
  ])(
    "and %s: good records are no dead letters, each is taken once, and nothing is dead while nothing else passes",
    async (_name, others) => {
      await fc.assert(
        fc.asyncProperty(optionsOf(page, outages), async (options) => {
          const world = new OutageWorld({ ...options, ...others });
          await world.run(24 * HOUR_MS);
          for (const { id } of world.dead) expect(world.poison).toContain(id);
        }),
        { numRuns: 300 },
      );
    },
  );

  it("all poison is found, and all else is taken, where a page has enough of that", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(optionsOf(mixedPage, outages), async (options) => {
        const world = new OutageWorld({ ...options, othersEveryMs: MINUTE_MS / 2 });
        await world.run(24 * HOUR_MS);
        expect(world.isDone).toBe(true);
        expect(new Set(world.dead.map(({ id }) => id))).toEqual(world.poison);
        found += world.poison.size;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(0);
  });

  it("no more records become dead letters within an hour than may", async () => {
    const few = optionsOf(mixedPage, outages).map((options) => ({ ...options, mostDeadPerHour: 2 }));
    await fc.assert(
      fc.asyncProperty(few, async (options) => {
        const world = new OutageWorld(options);
        await world.run(24 * HOUR_MS);
        for (const [index, { at }] of world.dead.entries())
          expect(at - (world.dead[index - 2]?.at ?? -HOUR_MS)).toBeGreaterThanOrEqual(HOUR_MS - MINUTE_MS);
      }),
      { numRuns: 100 },
    );
  });

  it("an outage without an end makes no dead letter, and no more requests in an attempt than one search takes", async () => {
    const forEver = fc.integer({ min: 0, max: 5000 }).map((from) => [{ from, to: Number.POSITIVE_INFINITY }]);
    await fc.assert(
      fc.asyncProperty(optionsOf(goodPage, forEver), async (options) => {
        const world = new OutageWorld(options);
        await world.run(2 * HOUR_MS);
        expect(world.dead).toEqual([]);
        const refused = world.requests.filter(({ isTaken }) => !isTaken);
        expect(refused.length).toBeLessThanOrEqual(24 * world.attempts);
      }),
      { numRuns: 100 },
    );
  });
});
