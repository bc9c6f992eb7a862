import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { carryOut } from "../support/carry-out.ts";
import { inMemory, inSqlite } from "../support/durable-stores.ts";
import { MINUTE_MS, type Remarkable, World, type WorldOptions } from "../support/follower-world.ts";
import { type Action, action } from "../support/world-action.ts";

const options: fc.Arbitrary<WorldOptions> = fc.record({
  sweep: fc.option(
    fc.record({
      windowMs: fc.constantFrom(20, 60, 600).map((minutes) => minutes * MINUTE_MS),
      everyPolls: fc.integer({ min: 1, max: 3 }),
    }),
    { nil: undefined },
  ),
  startAt: fc.constantFrom({ kind: "beginning" as const }, { kind: "ago" as const, ms: 2 * MINUTE_MS }),
  maxRecords: fc.integer({ min: 1, max: 5 }),
  restartsAtEnd: fc.boolean(),
});

const actions = fc.array(action, { maxLength: 60, size: "max" });

describe.each([
  ["in memory", inMemory, 1000],
  ["in SQLite", inSqlite, 100],
] as const)("with checkpoints %s", (_name, createStores, numRuns) => {
  it("every event has one fate before the checkpoint passes it, whatever happens in whatever order", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(options, actions, async (setUp, happenings) => {
        const stores = createStores();
        const world = new World(setUp, stores);
        try {
          for (const each of happenings) {
            await carryOut(world, each);
            world.check();
          }
          await world.mend();
        } finally {
          stores.close();
        }
        for (const [what, count] of Object.entries(world.seen)) seen.set(what, (seen.get(what) ?? 0) + count);
      }),
      { numRuns },
    );
    // What never happened was not proved.
    const remarkable = {
      accepted: 1,
      rejected: 1,
      filtered: 1,
      deadLettered: 1,
      "recognised as known": 1,
      repeated: 1,
      "found late": 1,
      "told losses": 1,
      "pages held": 1,
    } satisfies Record<Remarkable, number>;
    for (const [what, least] of Object.entries(remarkable)) {
      expect(seen.get(what), what).toBeGreaterThanOrEqual(least);
    }
  });
});

const PLAIN = {
  sweep: undefined,
  startAt: { kind: "beginning" },
  maxRecords: 5,
  restartsAtEnd: false,
} as const;
const SWEEPING = { ...PLAIN, sweep: { windowMs: 60 * MINUTE_MS, everyPolls: 1 } };

function append(count: number, isWithheld = false): Action {
  const events = Array.from({ length: count }, () => ({ minutesAgo: 0, isPoison: false }));
  return { do: "append", events, isWithheld };
}

const POLL: Action = { do: "poll", steps: 9 };
const STEP: Action = { do: "poll", steps: 1 };

/** Each of these broke a law once. */
describe("without a broken law", () => {
  it.each<readonly [name: string, options: WorldOptions, happenings: readonly Action[]]>([
    [
      "a sweep begins although the gids that are known cannot be read just then",
      SWEEPING,
      [append(2), STEP, { do: "storeFaults", count: 1 }, STEP, POLL],
    ],
    [
      "a sweep goes on although what it has found cannot be read back just then",
      SWEEPING,
      [append(1, true), append(2), POLL, { do: "release" }, STEP, { do: "storeFaults", count: 1 }, POLL],
    ],
    [
      "events are deleted while a page in flight cannot be delivered",
      PLAIN,
      [append(5), { do: "answers", answers: ["transient"] }, STEP, { do: "longPause" }, POLL],
    ],
    [
      "events are deleted before the filters change",
      PLAIN,
      [append(1), POLL, append(1), { do: "longPause" }, { do: "reconfigure" }, POLL],
    ],
    [
      "more and more events are deleted while a page in flight cannot be delivered",
      PLAIN,
      [
        append(4),
        { do: "endpoint", mode: "transient" },
        POLL,
        { do: "longPause" },
        POLL,
        append(1),
        { do: "longPause" },
        POLL,
      ],
    ],
    [
      "a sweep waits while the log goes on, under a clock that is ahead, and the offset expires",
      { ...PLAIN, sweep: { windowMs: 20 * MINUTE_MS, everyPolls: 1 } },
      [
        { do: "setClock", minutesAhead: 60 },
        append(3),
        STEP,
        STEP,
        append(1),
        { do: "wait", minutes: 40 },
        append(1),
        { do: "expireOffsets" },
        POLL,
      ],
    ],
    [
      "an endpoint that has refused a page rejects single events of it in partial successes",
      PLAIN,
      [
        { do: "pageSize", count: 5 },
        append(5),
        { do: "endpoint", mode: "permanent" },
        STEP,
        { do: "endpoint", mode: "accept" },
        { do: "answers", answers: [{ rejected: 9 }, { rejected: 9 }, { rejected: 9 }] },
        POLL,
      ],
    ],
    [
      "a log without any event is read for longer than Asana keeps events",
      PLAIN,
      [POLL, { do: "longPause" }, POLL, { do: "crash" }, POLL],
    ],
  ])("%s", async (_name, setUp, happenings) => {
    const world = new World(setUp, inMemory());
    for (const each of happenings) {
      await carryOut(world, each);
      world.check();
    }
    await world.mend();
  });
});
