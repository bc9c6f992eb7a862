import { StorageError } from "../lib/errors.ts";
import type { Database } from "../storage/database.ts";
import { createStatements } from "./statements.ts";
import type { CheckpointLimits, CheckpointStore, SourceCheckpoint, SourceKey } from "./store.ts";

const READ = "read a checkpoint";
const WRITE = "write a checkpoint";

/** Keeps the checkpoints in the database: one transaction a page. */
export function createCheckpointStore(database: Database, limits: CheckpointLimits): CheckpointStore {
  const statements = createStatements(database);
  return {
    source: (key: SourceKey): SourceCheckpoint => ({
      load: () => database.read(READ, () => statements.load(key)),
      replayGids: () => database.read(READ, () => statements.replayGids(key)),
      begin: (fingerprint, cursor, at) =>
        database.write(WRITE, () => statements.begin(key, fingerprint, cursor, at)),
      reset: (fingerprint, cursor, at) =>
        database.write(WRITE, () => {
          statements.clear(key);
          statements.begin(key, fingerprint, cursor, at);
        }),
      commit: (page) =>
        database.write(WRITE, () => {
          const id = statements.advance(key, page);
          if (page.deadLetters.length > 0) {
            if (statements.countDeadLetters() + page.deadLetters.length > limits.mostDeadLetters)
              throw full(limits);
            for (const letter of page.deadLetters) statements.addDeadLetter(key, letter, page.at);
          }
          if (page.newestEventAt === undefined) return;
          if (page.gids.length > 0) statements.addReplayPage(id, page.newestEventAt, page.gids);
          statements.dropReplayPages(id, page.newestEventAt - limits.replayWindowMs);
        }),
    }),
    list: () => database.read(READ, () => statements.list()),
    clear: (key) => database.write(WRITE, () => statements.clear(key)),
  };
}

function full({ mostDeadLetters }: CheckpointLimits): StorageError {
  return new StorageError(`there are ${mostDeadLetters} dead letters, as many as deadLetters.limit allows`, {
    hint: "Send them again or take them out with the command deadletter, or raise the limit and start the receiver anew; the source holds.",
  });
}
