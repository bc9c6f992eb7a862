import type { DatabaseSync } from "node:sqlite";
import { StorageError } from "../lib/errors.ts";

/**
 * Each entry lifts the database by one version; entries are never edited once released.
 *
 * `source`: every source that was ever configured; its id is its identity in the API, in health events and for its
 * checkpoints. `document` is there for those that were made through the API, and holds their token.
 */
const MIGRATIONS = [
  `CREATE TABLE source (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL UNIQUE,
     document TEXT,
     revision INTEGER NOT NULL DEFAULT 1
   ) STRICT;
   CREATE TABLE checkpoint (
     id INTEGER PRIMARY KEY,
     source INTEGER NOT NULL,
     workspace TEXT NOT NULL,
     fingerprint TEXT NOT NULL,
     start_at INTEGER,
     asana_offset TEXT,
     newest_event_at INTEGER,
     pages INTEGER NOT NULL DEFAULT 0,
     accepted INTEGER NOT NULL DEFAULT 0,
     rejected INTEGER NOT NULL DEFAULT 0,
     duplicates INTEGER NOT NULL DEFAULT 0,
     dead_lettered INTEGER NOT NULL DEFAULT 0,
     updated_at INTEGER NOT NULL,
     UNIQUE (source, workspace)
   ) STRICT;
   CREATE TABLE replay_page (
     id INTEGER PRIMARY KEY,
     checkpoint INTEGER NOT NULL REFERENCES checkpoint (id) ON DELETE CASCADE,
     newest_event_at INTEGER NOT NULL,
     gids TEXT NOT NULL
   ) STRICT;
   CREATE INDEX replay_page_by_time ON replay_page (checkpoint, newest_event_at);
   CREATE TABLE dead_letter (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     source INTEGER NOT NULL,
     workspace TEXT NOT NULL,
     gid TEXT,
     event TEXT NOT NULL,
     reason TEXT NOT NULL,
     at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE incident (
     opened_event_id TEXT PRIMARY KEY,
     closed_event_id TEXT,
     resource_type TEXT NOT NULL,
     resource_id INTEGER NOT NULL,
     resource_name TEXT NOT NULL,
     tracker TEXT NOT NULL,
     part TEXT NOT NULL,
     reason TEXT NOT NULL,
     hint TEXT NOT NULL,
     opened_at INTEGER NOT NULL,
     last_at INTEGER NOT NULL,
     count INTEGER NOT NULL,
     closed_at INTEGER,
     exported TEXT NOT NULL
   ) STRICT;
   CREATE INDEX incident_by_end ON incident (closed_at);`,
  "ALTER TABLE checkpoint ADD COLUMN filtered INTEGER NOT NULL DEFAULT 0;",
  `CREATE TABLE slice (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     checkpoint INTEGER NOT NULL REFERENCES checkpoint (id) ON DELETE CASCADE,
     span_start_at INTEGER,
     span_end_at INTEGER NOT NULL,
     began_at INTEGER NOT NULL,
     is_over INTEGER NOT NULL DEFAULT 0,
     start_at INTEGER,
     asana_offset TEXT,
     newest_event_at INTEGER,
     pages INTEGER NOT NULL DEFAULT 0,
     accepted INTEGER NOT NULL DEFAULT 0,
     rejected INTEGER NOT NULL DEFAULT 0,
     duplicates INTEGER NOT NULL DEFAULT 0,
     filtered INTEGER NOT NULL DEFAULT 0,
     dead_lettered INTEGER NOT NULL DEFAULT 0,
     updated_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX slice_by_checkpoint ON slice (checkpoint);
   ALTER TABLE checkpoint ADD COLUMN sliced_until INTEGER;
   ALTER TABLE replay_page ADD COLUMN slice INTEGER REFERENCES slice (id) ON DELETE CASCADE;
   CREATE INDEX replay_page_by_slice ON replay_page (slice, newest_event_at);`,
  // How far older streams were read without a gap, and what of them is known, was not kept: neither is assumed.
  `ALTER TABLE checkpoint ADD COLUMN page_limit INTEGER;
   ALTER TABLE checkpoint ADD COLUMN read_to INTEGER;
   ALTER TABLE checkpoint ADD COLUMN known_since INTEGER;
   ALTER TABLE checkpoint ADD COLUMN began_from INTEGER;
   ALTER TABLE checkpoint ADD COLUMN polls_since_sweep INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE slice ADD COLUMN page_limit INTEGER;
   ALTER TABLE slice ADD COLUMN read_to INTEGER;
   ALTER TABLE slice ADD COLUMN known_since INTEGER;
   ALTER TABLE slice ADD COLUMN shown_event_at INTEGER;
   UPDATE checkpoint SET known_since = newest_event_at, began_from = start_at;
   UPDATE slice SET known_since = newest_event_at;`,
  "ALTER TABLE dead_letter ADD COLUMN origin TEXT;",
];

/**
 * Brings the database to this program's version, each step in its own transaction.
 *
 * @throws StorageError when the database was written by a newer version
 */
export function migrate(database: DatabaseSync): void {
  const version = versionOf(database);
  if (version > MIGRATIONS.length) {
    throw new StorageError(`the state was written by a newer version (format ${version})`, {
      hint: "Run that version, or name another storage folder.",
    });
  }
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`);
  }
}

/** Whether a database was made by this program, of any version. */
export function isOurs(database: DatabaseSync): boolean {
  const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  const hasTables = ["source", "checkpoint", "dead_letter"].every((name) => tables.get(name) !== undefined);
  return versionOf(database) > MIGRATIONS.length || (versionOf(database) > 0 && hasTables);
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
}
