import type { Database } from "../storage/database.ts";
import { createStatements } from "./statements.ts";
import { type CheckpointStore, REPLAY_WINDOW_MS, type SourceCheckpoint, type SourceKey } from "./store.ts";

const READ = "read a checkpoint";
const WRITE = "write a checkpoint";

/** Keeps the checkpoints in the database: one transaction a page. */
export function createCheckpointStore(database: Database): CheckpointStore {
  const statements = createStatements(database);
  return {
    source: (key: SourceKey): SourceCheckpoint => ({
      load: () => database.read(READ, () => statements.load(key)),
      replayGids: () => database.read(READ, () => statements.replayGids(key)),
      begin: (fingerprint, cursor, at) =>
        database.write(WRITE, () => statements.begin(key, fingerprint, cursor, at)),
      commit: (page) =>
        database.write(WRITE, () => {
          const id = statements.advance(key, page);
          if (page.newestEventAt === undefined) return;
          if (page.gids.length > 0) statements.addReplayPage(id, page.newestEventAt, page.gids);
          statements.dropReplayPages(id, page.newestEventAt - REPLAY_WINDOW_MS);
        }),
    }),
    list: () => database.read(READ, () => statements.list()),
    clear: (key) => database.write(WRITE, () => statements.clear(key)),
  };
}
