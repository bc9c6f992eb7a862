import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inMemory, inSqlite } from "../support/durable-stores.ts";
import type { Bounds, DateHeader, Glitch, LogEvent } from "./audit-log.ts";
import { type Death, HOUR_MS, MINUTE_MS, type Settings, SourceModel } from "./source-model.ts";

/** What happens next. Each kind has lost events once. */
type Happening =
  | { readonly do: "insert"; readonly count: number; readonly isNarrow: boolean }
  /** An event that appears some time after its own. */
  | { readonly do: "insertLate"; readonly lateMinutes: number }
  | { readonly do: "live"; readonly death?: Death | undefined }
  | { readonly do: "editFilter" | "editUrl" | "expire" }
  | { readonly do: "settings"; readonly settings: Settings }
  | { readonly do: "glitches"; readonly glitches: readonly Glitch[] }
  | { readonly do: "bounds"; readonly bounds: Bounds }
  | { readonly do: "skew"; readonly minutes: number }
  | { readonly do: "date"; readonly date: DateHeader }
  | { readonly do: "wait"; readonly minutes: number };

const count = (max: number) => fc.integer({ min: 1, max });

const settings: fc.Arbitrary<Settings> = fc.record({
  limit: fc.constantFrom(2, 3, 5),
  streams: fc.constantFrom(0, 0, 1, 3),
  windowMs: fc.constantFrom(0, HOUR_MS, HOUR_MS, 12 * HOUR_MS),
});

const glitch = fc.constantFrom<Glitch[]>(
  "none",
  "none",
  "emptyWithOffset",
  "emptyWithNull",
  "errors",
  "refuse",
  "fail",
);

const bounds = fc.constantFrom<Bounds[]>(
  "exact",
  "exact",
  "toSecond",
  "upToSecond",
  "toMinute",
  "upToMinute",
  "forgetsEnd",
  "forgetsStart",
  "excludesStart",
);
const date = fc.constantFrom<DateHeader[]>(0, 0, "none", 3 * HOUR_MS);
const skewMinutes = fc.constantFrom(-300, 0, 5, 180);

/** What is odd from the first. */
const beginning: fc.Arbitrary<readonly Happening[]> = fc
  .record({ settings, bounds, date, minutes: skewMinutes })
  .map((chosen) => [
    { do: "settings", settings: chosen.settings },
    { do: "bounds", bounds: chosen.bounds },
    { do: "date", date: chosen.date },
    { do: "skew", minutes: chosen.minutes },
  ]);

const death = fc.option(fc.record({ delivery: count(8), isTaken: fc.boolean() }), { nil: undefined });

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("insert" as const),
      count: count(6),
      isNarrow: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("insertLate" as const), lateMinutes: count(30) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("live" as const), death }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("editFilter" as const, "editUrl" as const, "expire" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("settings" as const), settings }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("glitches" as const),
      glitches: fc.array(glitch, { maxLength: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("bounds" as const),
      bounds,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("skew" as const), minutes: skewMinutes }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("date" as const),
      date,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: count(20) }) },
);

/** A log of half a day, most of it older than an hour: what slices are made of. */
const history = fc.array(fc.integer({ min: 1, max: 12 * 60 }), { minLength: 5, maxLength: 40 });

const startAt = fc.constantFrom(
  { kind: "beginning" as const },
  { kind: "instant" as const, at: Date.parse("2026-06-01T02:00:30Z") },
);

/** An event is late when a stream may have passed it before it appeared. The history was there from the first. */
function isLate({ createdAt, visibleAt }: LogEvent): boolean {
  return visibleAt > createdAt;
}

let edits = 0;

async function carryOut(model: SourceModel, each: Happening): Promise<void> {
  const { log, now } = model;
  switch (each.do) {
    case "insert":
      for (let index = 0; index < each.count; index++)
        log.append({ createdAt: now + index, visibleAt: now + index, isNarrow: each.isNarrow });
      return model.wait(1000);
    case "insertLate":
      return log.append({ createdAt: now - each.lateMinutes * MINUTE_MS, visibleAt: now, isNarrow: true });
    case "live":
      await model.live(each.death);
      return;
    case "editFilter":
      log.stream = log.stream.startsWith("narrow") ? log.stream.slice(6) : `narrow${log.stream}`;
      return;
    case "editUrl":
      edits += 1;
      log.stream = `${log.stream.startsWith("narrow") ? "narrow" : ""}wide-${edits}`;
      return;
    case "expire":
      return log.expireOffsets();
    case "settings":
      model.settings = each.settings;
      return;
    case "glitches":
      log.glitches.push(...each.glitches);
      return;
    case "bounds":
      log.bounds = each.bounds;
      return;
    case "skew":
      model.skewMs = each.minutes * MINUTE_MS;
      return;
    case "date":
      log.date = each.date;
      return;
    case "wait":
      return model.wait(each.minutes * MINUTE_MS);
  }
}

/** Heals what is odd, and lets the log be read to its end. */
async function heal(model: SourceModel): Promise<void> {
  model.log.glitches.length = 0;
  model.log.date = 0;
  model.skewMs = 0;
  if (model.log.stream.startsWith("narrow")) model.log.stream = model.log.stream.slice(6);
  // A wrong Date of some hours is over by then.
  for (let day = 0; day < 3; day++) {
    let end = await model.live();
    for (let attempt = 0; attempt < 3 && end !== "caughtUp"; attempt++) end = await model.live();
    expect(end).toBe("caughtUp");
    model.wait(25 * HOUR_MS);
  }
}

async function run(
  first: readonly number[],
  model: SourceModel,
  happenings: readonly Happening[],
): Promise<void> {
  const { log, now } = model;
  for (const ago of first)
    log.append({ createdAt: now - ago * MINUTE_MS, visibleAt: 0, isNarrow: ago % 2 === 0 });
  for (const each of happenings) await carryOut(model, each);
  await heal(model);
  expect(model.missing(isLate)).toEqual([]);
}

describe.each([
  ["in memory", inMemory, 600],
  ["in SQLite", inSqlite, 20],
] as const)("with checkpoints %s", (_name, createStores, numRuns) => {
  it("every visible event that matches is delivered, whatever is edited, killed, refused, empty or wrong", async () => {
    await fc.assert(
      fc.asyncProperty(
        history,
        startAt,
        beginning,
        fc.array(happening, { maxLength: 30, size: "max" }),
        async (first, begin, odd, happenings) => {
          const stores = createStores();
          try {
            await run(first, new SourceModel(begin, stores), [...odd, ...happenings]);
          } finally {
            stores.close();
          }
        },
      ),
      { numRuns },
    );
  });
});

it("a late event within the window is found by the next poll, also where slices have read, and nothing comes twice", async () => {
  await fc.assert(
    fc.asyncProperty(history, count(11 * 60), settings, async (first, lateMinutes, chosen) => {
      const model = new SourceModel({ kind: "beginning" }, inMemory());
      model.settings = { ...chosen, windowMs: 12 * HOUR_MS };
      const { log, now } = model;
      for (const ago of first) log.append({ createdAt: now - ago * MINUTE_MS, visibleAt: 0, isNarrow: true });
      // An event of the present supports Asana's clock, so that all slices come to their end.
      log.append({ createdAt: now, visibleAt: 0, isNarrow: true });
      await model.live();
      model.wait(MINUTE_MS);
      await model.live();
      log.append({ createdAt: model.now - lateMinutes * MINUTE_MS, visibleAt: model.now, isNarrow: true });
      model.wait(1000);
      await model.live();
      expect(model.missing(() => false)).toEqual([]);
      expect([...model.taken.values()].filter((times) => times > 1)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it("offsets that die sooner than the overlap takes to be read do not keep a log from its end", async () => {
  const model = new SourceModel({ kind: "beginning" }, inMemory());
  model.settings = { limit: 5, streams: 0, windowMs: 0 };
  const { log, now } = model;
  // Ten minutes of overlap are 120 pages.
  for (let second = 1800; second > 0; second--)
    log.append({ createdAt: now - second * 1000, visibleAt: 0, isNarrow: true });
  log.offsetLife = 10;
  expect(await model.live()).toBe("caughtUp");
  expect(model.missing(() => false)).toEqual([]);
  expect([...model.taken.values()].every((times) => times === 1)).toBe(true);
  // 360 pages of its own, and what is read a second time: less and less, until it fits into an offset's life.
  expect(log.requests).toBeLessThan(1500);
});

it.each<Bounds>(["forgetsStart", "forgetsEnd", "toMinute", "upToMinute"])(
  "a server whose bounds are %s costs requests, and no event comes twice",
  async (bounds) => {
    const model = new SourceModel({ kind: "beginning" }, inMemory());
    model.settings = { limit: 5, streams: 3, windowMs: HOUR_MS };
    const { log, now } = model;
    log.bounds = bounds;
    for (let minute = 720; minute >= 0; minute -= 2)
      log.append({ createdAt: now - minute * MINUTE_MS, visibleAt: 0, isNarrow: true });
    for (let poll = 0; poll < 3; poll++) {
      expect(await model.live()).toBe("caughtUp");
      model.wait(MINUTE_MS);
    }
    expect(model.missing(() => false)).toEqual([]);
    expect([...model.taken.values()].every((times) => times === 1)).toBe(true);
  },
);
