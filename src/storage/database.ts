import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { messageOf, StorageError } from "../lib/errors.ts";
import { hasLocks, isLockRefused } from "./locks.ts";
import { isOurs, migrate } from "./migrations.ts";
import {
  DATABASE_FILE,
  damage,
  type ExposedFile,
  findDamaged,
  findExposed,
  isDamage,
  moveAway,
  prepareFile,
} from "./state-file.ts";

/** The receiver's own durable state. Every method throws StorageError when the database fails. */
export interface Database {
  /** Prepares a statement; call it once for each. */
  prepare(sql: string): StatementSync;
  /** Runs statements that read. `what` completes "cannot …". */
  read<T>(what: string, work: () => T): T;
  /** Runs statements that write, all or none of them, durably. `what` completes "cannot …". */
  write<T>(what: string, work: () => T): T;
  /** The damaged file in whose place this one was begun, as long as it is in the folder. */
  readonly setAside: string | undefined;
  /** The file, where others than its owner may use it and that cannot be changed. */
  readonly exposed: ExposedFile | undefined;
  close(): void;
}

/**
 * Opens the database in `folder`, which is made when missing (mode 0700).
 *
 * A file that is damaged is never deleted: it is refused or, with `setsAside`, moved away, and a new one begun: the log
 * itself is still with Asana.
 *
 * What was written is on the disk (WAL, synchronous=FULL). The file is for its owner only, and locked for this
 * process alone, so that two receivers never follow the same log; the lock ends with the process, however it ends.
 *
 * @throws StorageError when the folder or the database cannot be used
 */
export function openDatabase(folder: string, { setsAside }: { readonly setsAside: boolean }): Database {
  const database = open(folder, setsAside);
  const setAside = findDamaged(folder);
  const exposed = findExposed(join(folder, DATABASE_FILE));
  const transaction = { begin: database.prepare("BEGIN IMMEDIATE"), commit: database.prepare("COMMIT") };
  const guard = <T>(what: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof StorageError) throw cause;
      throw new StorageError(`cannot ${what} in ${folder}`, { cause, hint: hintFor(cause) });
    }
  };
  return {
    prepare: (sql) => database.prepare(sql),
    read: guard,
    write: (what, work) => guard(what, () => inTransaction(database, transaction, work)),
    setAside,
    exposed,
    close: () => database.close(),
  };
}

function open(folder: string, setsAside: boolean): DatabaseSync {
  const path = join(folder, DATABASE_FILE);
  try {
    makeFolder(folder);
    try {
      return openFile(path);
    } catch (cause) {
      if (!isDamage(cause) || !setsAside) throw cause;
      moveAway(path);
      return openFile(path);
    }
  } catch (cause) {
    if (cause instanceof StorageError) throw cause;
    if (isLockRefused(cause) && !hasLocks(folder)) throw withoutLocks(folder, cause);
    throw new StorageError(`cannot open the state in ${folder}`, { cause, hint: hintFor(cause) });
  }
}

/**
 * Not with `recursive`: where the parent is there and nothing can be made in it all the same, such as in /proc, Node would
 * try for ever, and no signal ends it.
 */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been faster.
    if (!existsSync(folder)) throw error;
  }
}

function openFile(path: string): DatabaseSync {
  prepareFile(path);
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    // Exclusive before WAL: then no shared-memory file is needed and the lock is held from here on.
    database.exec(
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;",
    );
    database.exec("BEGIN EXCLUSIVE; COMMIT;");
    const check = database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"];
    if (check !== "ok") throw damage(String(check));
    if (!isOurs(database)) throw damage("it has none of the tables");
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function inTransaction<T>(
  database: DatabaseSync,
  { begin, commit }: Readonly<Record<"begin" | "commit", StatementSync>>,
  work: () => T,
): T {
  begin.run();
  try {
    const result = work();
    commit.run();
    return result;
  } catch (error) {
    // SQLite ends the transaction by itself after some failures, such as a full disk.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function withoutLocks(folder: string, cause: unknown): StorageError {
  return new StorageError(`cannot open the state in ${folder}`, {
    cause: new Error("its file system has no locks", { cause }),
    hint: "Mount it with locks (NFS with lockd, SMB with nobrl), or name a folder on another file system with --storage.",
  });
}

const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /locked|busy/i,
    "Stop the other otel-asana-receiver that uses this folder, or name another one with --storage.",
  ],
  [/full|ENOSPC/i, "Make room on the disk; reading goes on by itself."],
  [/readonly|read-only|EACCES|EPERM|EROFS|unable to open/i, "Make the folder writable for this user."],
];

const DAMAGED_HINT =
  "The file is damaged. Start the receiver again: it sets the file aside, and reads the log from its beginning.";

function hintFor(cause: unknown): string {
  if (isDamage(cause)) return DAMAGED_HINT;
  const message = messageOf(cause);
  return HINTS.find(([pattern]) => pattern.test(message))?.[1] ?? "Check the storage folder and its disk.";
}
