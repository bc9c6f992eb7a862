import { tooManyDeadLetters } from "../../src/checkpoint/checkpoint-store.ts";
import type { DeadLetterStore, StoredDeadLetter } from "../../src/checkpoint/dead-letter-store.ts";
import type {
  Checkpoint,
  CheckpointLimits,
  CheckpointStore,
  PageCommit,
  Slice,
  SourceCheckpoint,
  SourceKey,
  StreamCheckpoint,
} from "../../src/checkpoint/store.ts";
import { NO_COUNTS, sumCounts } from "../../src/lib/counts.ts";
import { StorageError } from "../../src/lib/errors.ts";

/** The two stores of a receiver. */
export interface CheckpointStores {
  readonly checkpoints: CheckpointStore;
  readonly deadLetters: DeadLetterStore;
}

/** What is kept of a stream: a source's own, or a slice of its past. */
interface Stream {
  readonly checkpoint: Checkpoint;
  readonly replayPages: readonly { readonly newestEventAt: number; readonly gids: readonly string[] }[];
}

interface Row extends Stream {
  readonly key: SourceKey;
  readonly slices: ReadonlyMap<number, Stream & { readonly slice: Slice }>;
}

/**
 * What the database must do, said in as few words as possible: the reference it is compared with.
 *
 * @param nameOf a source's name; undefined when it was never configured
 */
export function createMemoryCheckpoints(
  limits: CheckpointLimits,
  nameOf: (sourceId: number) => string | undefined,
): CheckpointStores {
  const rows = new Map<string, Row>();
  const letters = new Map<number, StoredDeadLetter>();
  let letterCount = 0;
  let sliceCount = 0;
  const keepLetters = (key: SourceKey, page: PageCommit): void => {
    const more = page.deadLetters.length;
    if (more > 0 && letters.size + more > limits.mostDeadLetters) {
      throw tooManyDeadLetters(letters.size, more, limits);
    }
    for (const letter of page.deadLetters) {
      letterCount += 1;
      const owner = { sourceId: key.sourceId, sourceName: "", workspaceID: key.workspaceID };
      letters.set(letterCount, { id: letterCount, ...owner, ...letter, at: page.at });
    }
  };
  const commit = (key: SourceKey, page: PageCommit): void => {
    const row = rows.get(textOf(key));
    if (row === undefined) throw new StorageError("cannot write a checkpoint: there is none to move");
    keepLetters(key, page);
    // While there are slices, all is kept.
    const window = row.slices.size > 0 ? Number.POSITIVE_INFINITY : limits.replayWindowMs;
    rows.set(textOf(key), { ...row, ...after(row, page, window) });
  };
  const sliceOf = (key: SourceKey, id: number): StreamCheckpoint => {
    const find = () => rows.get(textOf(key))?.slices.get(id);
    return {
      load: () => find()?.checkpoint,
      replayGids: () => {
        const own = find()?.replayPages ?? [];
        return new Set([...(rows.get(textOf(key))?.replayPages ?? []), ...own].flatMap(({ gids }) => gids));
      },
      begin: () => undefined,
      commit(page) {
        const row = rows.get(textOf(key));
        const stream = find();
        if (row === undefined || stream === undefined) throw new StorageError("there is no such slice");
        keepLetters(key, page);
        const { newestEventAt, isOver = false } = page;
        const moved = {
          slice: { ...stream.slice, newestEventAt, isOver },
          ...after(stream, page, limits.replayWindowMs),
        };
        const slices = new Map(row.slices).set(id, moved);
        const areAllOver = [...slices.values()].every(({ slice }) => slice.isOver);
        rows.set(textOf(key), areAllOver ? { ...row, ...joined({ ...row, slices }) } : { ...row, slices });
      },
    };
  };
  const withName = (letter: StoredDeadLetter): StoredDeadLetter => ({
    ...letter,
    sourceName: nameOf(letter.sourceId) ?? "",
  });
  return {
    checkpoints: {
      source: (key): SourceCheckpoint => ({
        load: () => wholeOf(rows.get(textOf(key))),
        begin(fingerprint, cursor, updatedAt, slices = []) {
          const known = rows.get(textOf(key));
          const { newestEventAt, totals } = wholeOf(known) ?? { newestEventAt: undefined, totals: NO_COUNTS };
          const slicedUntil = slices.at(-1)?.endAt;
          const until = slicedUntil === undefined ? {} : { slicedUntil };
          const checkpoint = { fingerprint, cursor, newestEventAt, totals, updatedAt, ...until };
          const begun = slices.map(({ startAt, endAt }) => {
            sliceCount += 1;
            const begin = { fingerprint, cursor: { startAt, offset: undefined }, newestEventAt: undefined };
            return {
              slice: {
                id: sliceCount,
                startAt,
                endAt,
                beganAt: updatedAt,
                newestEventAt: undefined,
                isOver: false,
              },
              checkpoint: { ...begin, totals: NO_COUNTS, updatedAt },
              replayPages: [],
            };
          });
          rows.set(textOf(key), {
            key,
            checkpoint,
            replayPages: known?.replayPages ?? [],
            slices: new Map(begun.map((stream) => [stream.slice.id, stream])),
          });
        },
        reset: (fingerprint, cursor, updatedAt) => {
          const checkpoint = { fingerprint, cursor, newestEventAt: undefined, totals: NO_COUNTS, updatedAt };
          rows.set(textOf(key), { key, checkpoint, replayPages: [], slices: new Map() });
        },
        commit: (page) => commit(key, page),
        replayGids: () => new Set(rows.get(textOf(key))?.replayPages.flatMap(({ gids }) => gids)),
        slice: (id) => sliceOf(key, id),
      }),
      list: () =>
        [...rows.values()]
          .flatMap((row) => {
            const name = nameOf(row.key.sourceId);
            const whole = wholeOf(row);
            return name === undefined || whole === undefined ? [] : [{ ...row.key, name, ...whole }];
          })
          .sort((a, b) => compare(a.name, b.name) || compare(a.workspaceID, b.workspaceID)),
      clear: (key) => rows.delete(textOf(key)),
    },
    deadLetters: {
      list: () => [...letters.values()].map(withName),
      find(id) {
        const letter = letters.get(id);
        return letter === undefined ? undefined : withName(letter);
      },
      counts: () => {
        const bySource = Map.groupBy(letters.values(), ({ sourceId }) => sourceId);
        return new Map([...bySource].map(([sourceId, own]) => [sourceId, own.length]));
      },
      remove: (id) => letters.delete(id),
    },
  };
}

/** With its slices, and their counts. */
function wholeOf(row: Row | undefined): Checkpoint | undefined {
  if (row === undefined || row.slices.size === 0) return row?.checkpoint;
  const slices = [...row.slices.values()].map(({ slice }) => slice).sort((a, b) => a.endAt - b.endAt);
  return { ...joined(row).checkpoint, slices };
}

/** With the counts of its slices, which are forgotten. */
function joined({ checkpoint, slices }: Row): Pick<Row, "checkpoint" | "slices"> {
  const totals = [...slices.values()].reduce(
    (all, one) => sumCounts(all, one.checkpoint.totals),
    checkpoint.totals,
  );
  return { checkpoint: { ...checkpoint, totals }, slices: new Map() };
}

function after(
  { checkpoint, replayPages }: Stream,
  { cursor, newestEventAt, gids, counts, at }: PageCommit,
  replayWindowMs: number,
): Stream {
  const moved = {
    ...checkpoint,
    cursor,
    newestEventAt,
    totals: sumCounts(checkpoint.totals, counts),
    updatedAt: at,
  };
  if (newestEventAt === undefined) return { checkpoint: moved, replayPages };
  const pages = gids.length === 0 ? replayPages : [...replayPages, { newestEventAt, gids }];
  const oldest = newestEventAt - replayWindowMs;
  return { checkpoint: moved, replayPages: pages.filter((page) => page.newestEventAt >= oldest) };
}

function textOf({ sourceId, workspaceID }: SourceKey): string {
  return JSON.stringify([sourceId, workspaceID]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
