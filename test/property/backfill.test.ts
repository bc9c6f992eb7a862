import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planBackfill } from "../../src/source/slices.ts";
import { inMemory, inSqlite } from "../support/durable-stores.ts";
import { type Deed, SourceWorld } from "../support/source-world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW = Date.parse("2026-06-01T12:00:00Z");
const SPAN_MS = 6 * DAY_MS;

const startAt = fc.option(fc.integer({ min: NOW - 200 * DAY_MS, max: NOW + DAY_MS }), { nil: undefined });
const options = fc.record({
  streams: fc.integer({ min: 0, max: 50 }),
  sliceMs: fc.oneof(fc.integer({ min: 1, max: DAY_MS }), fc.constantFrom(DAY_MS, 7 * DAY_MS)),
  pageLimit: fc.constant(100),
});

const page = fc.record({
  events: fc.constantFrom(0, 99, 100, 100, 100),
  oldestEventAt: fc.constant(NOW - 60 * DAY_MS),
  newestEventAt: fc
    .oneof(fc.constant(0), fc.integer({ min: 0, max: 40 * DAY_MS }))
    .map((spanMs) => NOW - 60 * DAY_MS + spanMs),
});

it("slices and the present cover all from where reading begins, without a gap, and each instant once", () => {
  fc.assert(
    fc.property(startAt, options, page, (from, backfill, firstPage) => {
      const first = { startAt: from, offset: undefined };
      const { cursor, slices } = planBackfill(first, NOW, backfill, firstPage);
      expect(cursor.offset).toBeUndefined();
      const edges = [...slices.map((slice) => slice.startAt), cursor.startAt];
      expect(edges[0]).toBe(from);
      expect(slices.map(({ endAt }) => endAt)).toEqual(edges.slice(1));
      for (const { startAt: begin = Number.NEGATIVE_INFINITY, endAt } of slices)
        expect(begin).toBeLessThan(endAt);
      expect(slices.length).toBeLessThanOrEqual(500);
      if (firstPage.events < 100 || backfill.streams === 0) expect(slices).toEqual([]);
      // No more slices than pages, as far as the first one tells.
      const begin = Math.max(from ?? -Infinity, NOW - 90 * DAY_MS);
      const spanMs = firstPage.newestEventAt - firstPage.oldestEventAt;
      if (spanMs > 0) expect(slices.length).toBeLessThanOrEqual(Math.ceil(Math.max(0, NOW - begin) / spanMs));
      if (slices.length > 0) expect(cursor.startAt).toBe(NOW - HOUR_MS);
    }),
    { numRuns: 500 },
  );
});

/** Where slices of a day meet when six days are read. */
const EDGES = planBackfill(
  { startAt: NOW - SPAN_MS, offset: undefined },
  NOW,
  { streams: 1, sliceMs: DAY_MS, pageLimit: 1 },
  { events: 1, oldestEventAt: undefined, newestEventAt: undefined },
).slices.flatMap(({ startAt: begin, endAt }) => [begin ?? 0, endAt]);

/** Most events are at an edge or beside it, several in the same millisecond. */
const times = fc
  .array(
    fc.oneof(
      fc.tuple(fc.constantFrom(...EDGES), fc.constantFrom(-1, 0, 0, 0, 1)).map(([edge, ms]) => edge + ms),
      fc.integer({ min: NOW - SPAN_MS, max: NOW }),
    ),
    { maxLength: 40 },
  )
  .map((all) => all.filter((at) => at >= NOW - SPAN_MS).sort((a, b) => a - b));

const happenings = fc.record({
  streams: fc.integer({ min: 1, max: 8 }),
  limit: fc.integer({ min: 1, max: 4 }),
  pageLimit: fc.integer({ min: 1, max: 4 }),
  endIsInclusive: fc.boolean(),
  clockAheadMs: fc.constantFrom(0, 0, 0, 2 * HOUR_MS, 30 * DAY_MS, -3 * HOUR_MS),
  sweep: fc.option(fc.constant({ windowMs: 2 * DAY_MS, everyPolls: 1 }), { nil: undefined }),
  script: fc.array(fc.constantFrom<Deed[]>("none", "none", "none", "refuse", "kill", "killAfter"), {
    maxLength: 20,
  }),
  faults: fc.array(fc.constantFrom("none", "none", "failure", "expire"), { maxLength: 20 }),
  later: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 6 }),
});

describe.each([
  ["in memory", inMemory, 300],
  ["in SQLite", inSqlite, 40],
] as const)("with checkpoints %s", (_name, createStores, numRuns) => {
  it("each event is delivered once, in order inside its slice, whatever is at the edges and whoever is killed", async () => {
    const seen = { killed: 0, sliced: 0, again: 0 };
    await fc.assert(
      fc.asyncProperty(times, happenings, async (at, set) => {
        const stores = createStores();
        try {
          const clock = { now: NOW + set.clockAheadMs, asanaNow: NOW };
          const startAgoMs = SPAN_MS + Math.max(0, set.clockAheadMs);
          const backfill = { streams: set.streams, sliceMs: DAY_MS, pageLimit: set.pageLimit };
          const world = new SourceWorld({ ...clock, startAgoMs, backfill, sweep: set.sweep }, stores);
          world.asana.limit = set.limit;
          world.asana.endIsInclusive = set.endIsInclusive;
          for (const createdAt of at) world.asana.append({ createdAt, isWithheld: false, isUnwanted: false });
          world.onFetch = (request) => {
            const fault = set.faults[request];
            if (fault === "failure") world.asana.faults.push("failure");
            if (fault === "expire") world.asana.expireOffsets();
          };
          for (const deed of set.script) world.script.push(deed);
          let passed = 0;
          for (const minutes of [...set.later, 0, 0]) {
            for (let end = await world.live(); end !== "caughtUp"; end = await world.live()) seen.killed += 1;
            // The log goes on, and by and by what was the future of a clock that is ahead is Asana's past.
            passed += minutes * HOUR_MS;
            world.wait(minutes * HOUR_MS);
            world.asana.append({ createdAt: NOW + passed, isWithheld: false, isUnwanted: false });
          }
          while ((await world.live()) !== "caughtUp") seen.killed += 1;
          world.check();
          seen.sliced += world.order.size - 1;
          seen.again += [...world.sent.values()].filter((count) => count > 1).length;
        } finally {
          stores.close();
        }
      }),
      { numRuns },
    );
    // What never happened was not proved.
    expect(seen.killed).toBeGreaterThan(0);
    expect(seen.sliced).toBeGreaterThan(0);
    expect(seen.again).toBeGreaterThan(0);
  });
});
