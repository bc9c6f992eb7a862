import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf, StorageError } from "../lib/errors.ts";
import { migrate } from "./migrations.ts";

/** A file that others than its owner may use. */
export interface ExposedFile {
  readonly path: string;
  /** In octal digits. */
  readonly mode: string;
}

/** The one file of a storage folder. */
export const DATABASE_FILE = "state.sqlite";

/** What was written last, until SQLite takes it over into the file. */
const LOG = "-wal";

/** Stands in the name of a file that was set aside, before the time of it. */
const DAMAGED = ".damaged-";

/** It holds the tokens of sources that were made through the API. */
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;
const ALL = 0o777;

/** SQLite takes a file without a whole header for a new database, and deletes the log beside it. */
const HEADER_BYTES = 100;

/**
 * Whether there is a database in `folder`, or what is left of one. A folder that may not be looked into is not an empty
 * one.
 *
 * @throws StorageError when it cannot be looked into
 */
export function hasDatabase(folder: string): boolean {
  const path = join(folder, DATABASE_FILE);
  try {
    return [path, path + LOG].some((file) => statSync(file, { throwIfNoEntry: false }) !== undefined);
  } catch (cause) {
    const hint = "Run this as the user of the receiver, or name another folder with --storage.";
    throw new StorageError(`cannot look into ${folder}`, { cause, hint });
  }
}

/**
 * Makes the database where there is none. It gets its name only when it is whole: an empty file of that name was cut off
 * later, such as by a power failure.
 *
 * @throws Error when what is there cannot be a whole database
 */
export function prepareFile(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined && !existsSync(path + LOG)) makeFile(path);
  else if (size === undefined) throw damage("it is gone, and only its log is left");
  else if (size < HEADER_BYTES) throw damage(`it has only ${size} bytes`);
  keepToOwner(path);
}

/** Whether others than its owner may use a file. Windows has no such modes. */
export function findExposed(path: string): ExposedFile | undefined {
  if (process.platform === "win32") return undefined;
  const { mode } = statSync(path);
  return (mode & OTHERS) === 0 ? undefined : { path, mode: (mode & ALL).toString(8) };
}

/** What makes a file count as damaged. */
export function damage(what: string): Error {
  return new Error(`file is not a database of this program: ${what}`);
}

/** Whether an error of SQLite, or of this module, says that the file is damaged. */
export function isDamage(cause: unknown): boolean {
  return /malformed|not a database/i.test(messageOf(cause));
}

/** Sets a damaged file aside; what belongs to it goes with it. */
export function moveAway(path: string): void {
  const away = `${path}${DAMAGED}${new Date().toISOString().replaceAll(":", "-")}`;
  for (const ending of ["", LOG]) {
    if (existsSync(path + ending)) renameSync(path + ending, away + ending);
  }
}

/** The latest file that was set aside. Found again at every start, so that a run that ends early leaves the next one knowing. */
export function findDamaged(folder: string): string | undefined {
  const names = readdirSync(folder).filter((name) => name.startsWith(DATABASE_FILE + DAMAGED));
  const latest = names
    .map((name) => (name.endsWith(LOG) ? name.slice(0, -LOG.length) : name))
    .sort()
    .at(-1);
  if (latest === undefined) return undefined;
  return join(folder, names.includes(latest) ? latest : latest + LOG);
}

function keepToOwner(path: string): void {
  if (findExposed(path) === undefined) return;
  try {
    chmodSync(path, OWNER_ONLY);
  } catch {
    // It is another user's, and can be used all the same, or not be opened. Its mode is reported.
  }
}

function makeFile(path: string): void {
  const draft = `${path}.new-${randomUUID()}`;
  try {
    // SQLite's files beside it take over its mode.
    closeSync(openSync(draft, "wx", OWNER_ONLY));
    const database = new DatabaseSync(draft, { timeout: 0 });
    try {
      database.exec("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = FULL;");
      migrate(database);
    } finally {
      database.close();
    }
    giveName(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** A link takes the place of no file that another process has made meanwhile; some file systems have none. */
function giveName(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch {
    if (!existsSync(path)) renameSync(draft, path);
  }
}
