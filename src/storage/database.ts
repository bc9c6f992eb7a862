import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { messageOf, StorageError } from "../lib/errors.ts";
import { migrate } from "./migrations.ts";

/** The receiver's own durable state. Every method throws StorageError when the database fails. */
export interface Database {
  /** Prepares a statement; call it once for each. */
  prepare(sql: string): StatementSync;
  /** Runs statements that read. `what` completes "cannot …". */
  read<T>(what: string, work: () => T): T;
  /** Runs statements that write, all or none of them, durably. `what` completes "cannot …". */
  write<T>(what: string, work: () => T): T;
  close(): void;
}

/** The one file of a storage folder. */
export const DATABASE_FILE = "state.sqlite";

/** It holds the tokens of sources that were made through the API. */
const OWNER_ONLY = 0o600;

/**
 * Opens the database in `folder`, which is made when missing (mode 0700).
 *
 * What was written is on the disk (WAL, synchronous=FULL). The file is for its owner only, and locked for this
 * process alone, so that two receivers never follow the same log; the lock ends with the process, however it ends.
 *
 * @throws StorageError when the folder or the database cannot be used
 */
export function openDatabase(folder: string): Database {
  const database = open(folder);
  const guard = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new StorageError(`cannot ${what} in ${folder}`, { cause, hint: hintFor(cause) });
    }
  };
  return {
    prepare: (sql) => database.prepare(sql),
    read: guard,
    write: (what, work) => guard(what, () => inTransaction(database, work)),
    close: () => database.close(),
  };
}

function open(folder: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = new DatabaseSync(ownFile(join(folder, DATABASE_FILE)), { timeout: 0 });
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
    throw new StorageError(`cannot open the state in ${folder}`, { cause, hint: hintFor(cause) });
  }
}

/** SQLite's files beside it take over its mode. */
function ownFile(path: string): string {
  closeSync(openSync(path, "a", OWNER_ONLY));
  chmodSync(path, OWNER_ONLY);
  return path;
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
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
