import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf, StorageError } from "../lib/errors.ts";
import { migrate } from "./migrations.ts";
import { createStatements } from "./statements.ts";
import { type CheckpointStore, REPLAY_WINDOW_MS, type SourceCheckpoint, type SourceKey } from "./store.ts";

const FILE_NAME = "checkpoints.sqlite";

/**
 * Opens the checkpoints in `folder`, which is made when missing (mode 0700).
 *
 * A committed page is on the disk (WAL, synchronous=FULL). The file is locked for this process alone, so
 * that two receivers never follow the same log; the lock ends with the process, however it ends.
 *
 * @throws StorageError when the folder or the database cannot be used
 */
export function openCheckpointStore(folder: string): CheckpointStore {
  const database = open(folder);
  const statements = createStatements(database);
  const guard = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new StorageError(`cannot ${what} in ${folder}`, { cause, hint: hintFor(cause) });
    }
  };
  const source = (key: SourceKey): SourceCheckpoint => ({
    load: () => guard("read a checkpoint", () => statements.load(key)),
    replayGids: () => guard("read a checkpoint", () => statements.replayGids(key)),
    begin: (fingerprint, cursor, at) =>
      guard("write a checkpoint", () =>
        inTransaction(database, () => statements.begin(key, fingerprint, cursor, at)),
      ),
    commit: (page) =>
      guard("write a checkpoint", () =>
        inTransaction(database, () => {
          const id = statements.advance(key, page);
          if (page.newestEventAt === undefined) return;
          if (page.gids.length > 0) statements.addReplayPage(id, page.newestEventAt, page.gids);
          statements.dropReplayPages(id, page.newestEventAt - REPLAY_WINDOW_MS);
        }),
      ),
  });
  return { source, close: () => database.close() };
}

function open(folder: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(join(folder, FILE_NAME), { timeout: 0 });
    // Exclusive before WAL: then no shared-memory file is needed and the lock is held from here on.
    database.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    );
    database.exec("BEGIN EXCLUSIVE; COMMIT;");
    migrate(database);
    return database;
  } catch (cause) {
    database?.close();
    if (cause instanceof StorageError) throw cause;
    throw new StorageError(`cannot open the checkpoints in ${folder}`, { cause, hint: hintFor(cause) });
  }
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    work();
    database.exec("COMMIT");
  } catch (error) {
    // SQLite ends the transaction by itself after some failures, such as a full disk.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /locked|busy/i,
    "Stop the other otel-asana-receiver that uses this folder, or name another one with --storage.",
  ],
  [/full|ENOSPC/i, "Make room on the disk; reading goes on by itself."],
  [/readonly|read-only|EACCES|EPERM|EROFS|unable to open/i, "Make the folder writable for this user."],
  [
    /malformed|not a database/i,
    "The file is damaged: move it away; without it reading begins at polling.startAt.",
  ],
];

function hintFor(cause: unknown): string {
  const message = messageOf(cause);
  return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? "Check the storage folder and its disk.";
}
