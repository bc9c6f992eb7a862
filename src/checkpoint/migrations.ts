import type { DatabaseSync } from "node:sqlite";
import { StorageError } from "../lib/errors.ts";

/** Each entry lifts the database by one version; entries are never edited once released. */
const MIGRATIONS = [
  `CREATE TABLE source (
     id INTEGER PRIMARY KEY,
     workspace TEXT NOT NULL,
     name TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     start_at INTEGER,
     asana_offset TEXT,
     newest_event_at INTEGER,
     pages INTEGER NOT NULL DEFAULT 0,
     accepted INTEGER NOT NULL DEFAULT 0,
     rejected INTEGER NOT NULL DEFAULT 0,
     duplicates INTEGER NOT NULL DEFAULT 0,
     updated_at INTEGER NOT NULL,
     UNIQUE (workspace, name)
   ) STRICT;
   CREATE TABLE replay_page (
     id INTEGER PRIMARY KEY,
     source INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
     newest_event_at INTEGER NOT NULL,
     gids TEXT NOT NULL
   ) STRICT;
   CREATE INDEX replay_page_by_time ON replay_page (source, newest_event_at);`,
];

/**
 * Brings the database to this program's version, each step in its own transaction.
 *
 * @throws StorageError when the database was written by a newer version
 */
export function migrate(database: DatabaseSync): void {
  const version = Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (version > MIGRATIONS.length) {
    throw new StorageError(`the checkpoints were written by a newer version (format ${version})`, {
      hint: "Run that version, or name another storage folder.",
    });
  }
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}
