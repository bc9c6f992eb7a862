import fc from "fast-check";
import { expect, it } from "vitest";
import type { PageCommit, SourceKey, Span } from "../../src/checkpoint/store.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { inMemory, inSqlite } from "../support/durable-stores.ts";
import type { CheckpointStores } from "../support/memory-checkpoints.ts";

const LIMITS = { replayWindowMs: 100, mostDeadLetters: 4 };

const key: fc.Arbitrary<SourceKey> = fc.record({
  sourceId: fc.constantFrom(1, 2),
  workspaceID: fc.constantFrom("1", "2"),
});
const instant = fc.integer({ min: 0, max: 500 });
const cursor = fc.record({
  startAt: fc.option(instant, { nil: undefined }),
  offset: fc.option(fc.string(), { nil: undefined }),
  limit: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
});
const count = fc.nat(100);
const page: fc.Arbitrary<PageCommit> = fc.record({
  cursor,
  newestEventAt: fc.option(instant, { nil: undefined }),
  readTo: fc.option(instant, { nil: undefined }),
  gidsAt: fc.option(instant, { nil: undefined }),
  pollsSinceSweep: fc.option(fc.nat(20), { nil: undefined }),
  gids: fc.array(fc.string(), { maxLength: 3 }),
  counts: fc.record({
    pages: count,
    accepted: count,
    rejected: count,
    duplicates: count,
    filtered: count,
    deadLettered: count,
  }),
  deadLetters: fc.array(
    fc.record({
      gid: fc.option(fc.string(), { nil: undefined }),
      event: fc.string({ unit: "grapheme" }),
      reason: fc.string(),
    }),
    { maxLength: 2 },
  ),
  at: instant,
  isOver: fc.boolean(),
});
const slices = fc.uniqueArray(instant, { maxLength: 4 }).map((edges) =>
  edges
    .sort((a, b) => a - b)
    .map((endAt, index) => ({
      startAt: edges[index - 1],
      endAt,
      shownEventAt: index === 1 ? endAt - 1 : undefined,
    })),
);

/** A call of a store; its result, or that it threw. */
type Call = (stores: CheckpointStores) => unknown;

const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(key, fc.string(), cursor, instant, slices).map(begin) },
  { weight: 1, arbitrary: fc.tuple(key, fc.string(), cursor, instant).map(reset) },
  { weight: 8, arbitrary: fc.tuple(key, page).map(commit) },
  { weight: 8, arbitrary: fc.tuple(key, fc.nat(3), page).map(commitSlice) },
  { weight: 1, arbitrary: key.map(clear) },
  { weight: 2, arbitrary: fc.nat(3).map(takeOut) },
);

function begin([of, ...more]: [SourceKey, string, PageCommit["cursor"], number, readonly Span[]]): Call {
  return ({ checkpoints }) => checkpoints.source(of).begin(...more);
}

function reset([of, ...more]: [SourceKey, string, PageCommit["cursor"], number]): Call {
  return ({ checkpoints }) => checkpoints.source(of).reset(...more);
}

function commit([of, what]: [SourceKey, PageCommit]): Call {
  return ({ checkpoints }) => checkpoints.source(of).commit(what);
}

function commitSlice([of, index, what]: [SourceKey, number, PageCommit]): Call {
  return ({ checkpoints }) => {
    const source = checkpoints.source(of);
    const { slices: known = [] } = source.load() ?? {};
    return source.slice(known[index]?.id ?? -1).commit(what);
  };
}

function clear(of: SourceKey): Call {
  return ({ checkpoints }) => checkpoints.clear(of);
}

function takeOut(index: number): Call {
  return ({ deadLetters }) => deadLetters.remove(deadLetters.list()[index]?.id ?? -1);
}

/** All that can be seen of the stores. Sets and lists of gids have no order. */
function look({ checkpoints, deadLetters }: CheckpointStores): unknown {
  const keys = [1, 2].flatMap((sourceId) => ["1", "2"].map((workspaceID) => ({ sourceId, workspaceID })));
  return {
    checkpoints: keys.map((of) => checkpoints.source(of).load()),
    slices: keys.flatMap((of) => {
      const source = checkpoints.source(of);
      const known = source.load()?.slices ?? [];
      return known.map(({ id }) => [source.slice(id).load(), [...source.slice(id).replayGids()].sort()]);
    }),
    gids: keys.map((of) => [...checkpoints.source(of).replayGids()].sort()),
    list: checkpoints.list(),
    letters: deadLetters.list().map((letter) => ({ ...letter, id: undefined })),
    counts: new Map(deadLetters.counts()),
  };
}

function outcome(work: () => unknown): unknown {
  try {
    return work() ?? "done";
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    return "refused";
  }
}

it("SQLite keeps checkpoints and dead letters as the reference does, whatever is called in whatever order", () => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 30, size: "max" }), (calls) => {
      const [reference, database] = [inMemory(), inSqlite()];
      try {
        const pair = [reference.open(LIMITS), database.open(LIMITS)] as const;
        for (const each of calls) {
          const [expected, actual] = pair.map((stores) => outcome(() => each(stores)));
          expect(actual).toEqual(expected);
          expect(look(pair[1])).toEqual(look(pair[0]));
        }
      } finally {
        database.close();
      }
    }),
    { numRuns: 60 },
  );
});
