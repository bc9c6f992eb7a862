import { StorageError } from "../lib/errors.ts";
import type { Database } from "../storage/database.ts";
import { createStatements } from "./statements.ts";
import type {
  CheckpointLimits,
  CheckpointStore,
  Cursor,
  PageCommit,
  SourceCheckpoint,
  SourceKey,
  Span,
  StreamCheckpoint,
} from "./store.ts";

const READ = "read a checkpoint";
const WRITE = "write a checkpoint";

/** Keeps the checkpoints in the database: one transaction a page. */
export function createCheckpointStore(database: Database, limits: CheckpointLimits): CheckpointStore {
  const statements = createStatements(database);
  /** What of a page is not in the row of its stream. */
  const keep = (key: SourceKey, checkpointId: number, slice: number | null, page: PageCommit): void => {
    const { deadLetters, newestEventAt, gids, at } = page;
    if (deadLetters.length > 0) {
      const kept = statements.countDeadLetters();
      if (kept + deadLetters.length > limits.mostDeadLetters)
        throw tooManyDeadLetters(kept, deadLetters.length, limits);
      for (const letter of deadLetters) statements.addDeadLetter(key, letter, at);
    }
    if (newestEventAt === undefined) return;
    if (gids.length > 0) statements.addReplayPage(checkpointId, slice, newestEventAt, gids);
    statements.dropReplayPages(checkpointId, slice, newestEventAt - limits.replayWindowMs);
  };
  const begin = (key: SourceKey, print: string, cursor: Cursor, at: number, slices: readonly Span[]): void =>
    statements.cut(statements.begin(key, print, cursor, at), slices, at);
  const slice = (key: SourceKey, id: number): StreamCheckpoint => ({
    load: () => database.read(READ, () => statements.loadSlice(id)),
    replayGids: () => database.read(READ, () => statements.replayGids(key, id)),
    begin() {
      throw new Error("a slice begins with its source");
    },
    commit: (page) =>
      database.write(WRITE, () => {
        const checkpointId = statements.advanceSlice(id, page);
        keep(key, checkpointId, id, page);
        if (page.isOver === true) statements.joinWhenOver(checkpointId);
      }),
  });
  return {
    source: (key: SourceKey): SourceCheckpoint => ({
      load: () => database.read(READ, () => statements.load(key)),
      replayGids: () => database.read(READ, () => statements.replayGids(key, null)),
      begin: (fingerprint, cursor, at, slices = []) =>
        database.write(WRITE, () => begin(key, fingerprint, cursor, at, slices)),
      reset: (fingerprint, cursor, at) =>
        database.write(WRITE, () => {
          statements.clear(key);
          begin(key, fingerprint, cursor, at, []);
        }),
      commit: (page) => database.write(WRITE, () => keep(key, statements.advance(key, page), null, page)),
      slice: (id) => slice(key, id),
    }),
    list: () => database.read(READ, () => statements.list()),
    clear: (key) => database.write(WRITE, () => statements.clear(key)),
  };
}

/** Why a page is not committed: with its `more` dead letters beside the `kept` ones there were more than may be. */
export function tooManyDeadLetters(
  kept: number,
  more: number,
  { mostDeadLetters }: CheckpointLimits,
): StorageError {
  const raise = `raise deadLetters.limit to ${kept + more} or more and start the receiver anew`;
  const hint =
    kept === 0
      ? raise
      : `send those that are kept again or take them out with the command deadletter, or ${raise}`;
  return new StorageError(
    `more dead letters than deadLetters.limit allows (${mostDeadLetters}): ${kept} kept, and ${more} of a page`,
    { hint: `Nothing is lost, the source holds. See why they are refused, or ${hint}.` },
  );
}
