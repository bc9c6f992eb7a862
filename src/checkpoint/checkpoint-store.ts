import { StorageError } from "../lib/errors.ts";
import type { Database } from "../storage/database.ts";
import { beganFromOf } from "./began-from.ts";
import { createStatements } from "./statements.ts";
import type {
  CheckpointLimits,
  CheckpointStore,
  Cursor,
  Origin,
  PageCommit,
  SourceCheckpoint,
  SourceKey,
  Span,
  StreamCheckpoint,
} from "./store.ts";

const READ = "read a checkpoint";
const WRITE = "write a checkpoint";

type Begin = (key: SourceKey, print: string, cursor: Cursor, at: number, slices: readonly Span[]) => void;

/** Keeps the checkpoints in the database: one transaction a page. */
export function createCheckpointStore(database: Database, limits: CheckpointLimits): CheckpointStore {
  const statements = createStatements(database);
  const knownSinceOf = ({ readTo }: PageCommit): number | undefined =>
    readTo === undefined ? undefined : readTo - limits.replayWindowMs;
  /** What of a page is not in the row of its stream. */
  const keep = (
    { key, origin }: Owner,
    checkpointId: number,
    slice: number | null,
    page: PageCommit,
  ): void => {
    const { deadLetters, readTo, gids, gidsAt = readTo, at } = page;
    const kept = deadLetters.length === 0 ? 0 : statements.countDeadLetters();
    if (kept + deadLetters.length > limits.mostDeadLetters)
      throw tooManyDeadLetters(kept, deadLetters.length, limits);
    for (const letter of deadLetters) statements.addDeadLetter(key, origin, letter, at);
    if (gidsAt !== undefined && gids.length > 0) statements.addReplayPage(checkpointId, slice, gidsAt, gids);
    const knownSince = knownSinceOf(page);
    if (knownSince !== undefined) statements.dropReplayPages(checkpointId, slice, knownSince);
  };
  const begin: Begin = (key, print, cursor, at, slices) => {
    const [first = cursor] = slices;
    const beganFrom = beganFromOf(first.startAt, statements.load(key));
    statements.cut(statements.begin(key, print, cursor, beganFrom, at), slices, at);
  };
  const slice = (owner: Owner, id: number): StreamCheckpoint => ({
    load: () => database.read(READ, () => statements.loadSlice(id)),
    replayGids: () => database.read(READ, () => statements.replayGids(owner.key, id)),
    begin() {
      throw new Error("a slice begins with its source");
    },
    commit: (page) =>
      database.write(WRITE, () => {
        const { checkpointId, knownSince } = statements.advanceSlice(id, page, knownSinceOf(page));
        keep(owner, checkpointId, id, page);
        if (page.isOver === true) statements.joinWhenOver(checkpointId);
        return knownSince;
      }),
  });
  return {
    source: (key, origin): SourceCheckpoint => ({
      load: () => database.read(READ, () => statements.load(key)),
      replayGids: () => database.read(READ, () => statements.replayGids(key, null)),
      begin: (fingerprint, cursor, at, slices = []) =>
        database.write(WRITE, () => begin(key, fingerprint, cursor, at, slices)),
      reset: (fingerprint, cursor, at) =>
        database.write(WRITE, () => {
          statements.clear(key);
          begin(key, fingerprint, cursor, at, []);
        }),
      commit: (page) =>
        database.write(WRITE, () => {
          const { checkpointId, knownSince } = statements.advance(key, page, knownSinceOf(page));
          keep({ key, origin }, checkpointId, null, page);
          return knownSince;
        }),
      slice: (id) => slice({ key, origin }, id),
    }),
    list: () => database.read(READ, () => statements.list()),
    clear: (key) => database.write(WRITE, () => statements.clear(key)),
  };
}

/** Whose dead letters are kept. */
interface Owner {
  readonly key: SourceKey;
  readonly origin: Origin | undefined;
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
