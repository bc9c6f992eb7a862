import type { DeadLetterStore, StoredDeadLetter } from "../../src/checkpoint/dead-letter-store.ts";
import type {
  Checkpoint,
  CheckpointLimits,
  CheckpointStore,
  Counts,
  PageCommit,
  SourceCheckpoint,
  SourceKey,
} from "../../src/checkpoint/store.ts";
import { StorageError } from "../../src/lib/errors.ts";

/** The two stores of a receiver. */
export interface CheckpointStores {
  readonly checkpoints: CheckpointStore;
  readonly deadLetters: DeadLetterStore;
}

interface Row {
  readonly key: SourceKey;
  readonly checkpoint: Checkpoint;
  readonly replayPages: readonly { readonly newestEventAt: number; readonly gids: readonly string[] }[];
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
  const commit = (key: SourceKey, page: PageCommit): void => {
    const row = rows.get(textOf(key));
    if (row === undefined) throw new StorageError("cannot write a checkpoint: there is none to move");
    if (page.deadLetters.length > 0 && letters.size + page.deadLetters.length > limits.mostDeadLetters) {
      throw new StorageError(`there are ${limits.mostDeadLetters} dead letters`);
    }
    for (const letter of page.deadLetters) {
      letterCount += 1;
      const owner = { sourceId: key.sourceId, sourceName: "", workspaceID: key.workspaceID };
      letters.set(letterCount, { id: letterCount, ...owner, ...letter, at: page.at });
    }
    rows.set(textOf(key), { key, ...after(row, page, limits) });
  };
  const withName = (letter: StoredDeadLetter): StoredDeadLetter => ({
    ...letter,
    sourceName: nameOf(letter.sourceId) ?? "",
  });
  return {
    checkpoints: {
      source: (key): SourceCheckpoint => ({
        load: () => rows.get(textOf(key))?.checkpoint,
        begin(fingerprint, cursor, updatedAt) {
          const known = rows.get(textOf(key));
          const { newestEventAt, totals = NOTHING } = known?.checkpoint ?? { newestEventAt: undefined };
          const checkpoint = { fingerprint, cursor, newestEventAt, totals, updatedAt };
          rows.set(textOf(key), { key, checkpoint, replayPages: known?.replayPages ?? [] });
        },
        reset: (fingerprint, cursor, updatedAt) => {
          const checkpoint = { fingerprint, cursor, newestEventAt: undefined, totals: NOTHING, updatedAt };
          rows.set(textOf(key), { key, checkpoint, replayPages: [] });
        },
        commit: (page) => commit(key, page),
        replayGids: () => new Set(rows.get(textOf(key))?.replayPages.flatMap(({ gids }) => gids)),
      }),
      list: () =>
        [...rows.values()]
          .flatMap(({ key, checkpoint }) => {
            const name = nameOf(key.sourceId);
            return name === undefined ? [] : [{ ...key, name, ...checkpoint }];
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

const NOTHING: Counts = { pages: 0, accepted: 0, rejected: 0, duplicates: 0, deadLettered: 0 };

function after(
  { checkpoint, replayPages }: Row,
  { cursor, newestEventAt, gids, counts, at }: PageCommit,
  { replayWindowMs }: CheckpointLimits,
): Omit<Row, "key"> {
  const moved = {
    ...checkpoint,
    cursor,
    newestEventAt,
    totals: sum(checkpoint.totals, counts),
    updatedAt: at,
  };
  if (newestEventAt === undefined) return { checkpoint: moved, replayPages };
  const pages = gids.length === 0 ? replayPages : [...replayPages, { newestEventAt, gids }];
  const oldest = newestEventAt - replayWindowMs;
  return { checkpoint: moved, replayPages: pages.filter((page) => page.newestEventAt >= oldest) };
}

function sum(a: Counts, b: Counts): Counts {
  return {
    pages: a.pages + b.pages,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    duplicates: a.duplicates + b.duplicates,
    deadLettered: a.deadLettered + b.deadLettered,
  };
}

function textOf({ sourceId, workspaceID }: SourceKey): string {
  return JSON.stringify([sourceId, workspaceID]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
