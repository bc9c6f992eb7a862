import type { DatabaseSync } from "node:sqlite";
import type { Checkpoint, Cursor, PageCommit, SourceKey } from "./store.ts";

/** The prepared statements behind the store; they run inside the transaction of whoever calls them. */
export interface Statements {
  load(key: SourceKey): Checkpoint | undefined;
  begin(key: SourceKey, fingerprint: string, cursor: Cursor, at: number): void;
  /** @returns the row id of the source */
  advance(key: SourceKey, page: PageCommit): number;
  addReplayPage(sourceId: number, newestEventAt: number, gids: readonly string[]): void;
  dropReplayPages(sourceId: number, before: number): void;
  replayGids(key: SourceKey): Set<string>;
}

/** Prepares all statements once. */
export function createStatements(database: DatabaseSync): Statements {
  const load = database.prepare("SELECT * FROM source WHERE workspace = ? AND name = ?");
  const begin = database.prepare(
    `INSERT INTO source (workspace, name, fingerprint, start_at, asana_offset, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (workspace, name) DO UPDATE SET fingerprint = excluded.fingerprint, start_at = excluded.start_at,
       asana_offset = excluded.asana_offset, updated_at = excluded.updated_at`,
  );
  const advance = database.prepare(
    `UPDATE source SET start_at = ?, asana_offset = ?, newest_event_at = ?, pages = pages + ?,
       accepted = accepted + ?, rejected = rejected + ?, duplicates = duplicates + ?, updated_at = ?
     WHERE workspace = ? AND name = ? RETURNING id`,
  );
  const addReplayPage = database.prepare(
    "INSERT INTO replay_page (source, newest_event_at, gids) VALUES (?, ?, ?)",
  );
  const dropReplayPages = database.prepare(
    "DELETE FROM replay_page WHERE source = ? AND newest_event_at < ?",
  );
  const replayGids = database.prepare(
    "SELECT gids FROM replay_page WHERE source = (SELECT id FROM source WHERE workspace = ? AND name = ?)",
  );
  return {
    load(key) {
      const row = load.get(key.workspaceID, key.name);
      return row === undefined ? undefined : toCheckpoint(row as unknown as SourceRow);
    },
    begin(key, fingerprint, cursor, at) {
      begin.run(key.workspaceID, key.name, fingerprint, cursor.startAt ?? null, cursor.offset ?? null, at);
    },
    advance(key, { cursor, newestEventAt, counts, at }) {
      const row = advance.get(
        cursor.startAt ?? null,
        cursor.offset ?? null,
        newestEventAt ?? null,
        counts.pages,
        counts.accepted,
        counts.rejected,
        counts.duplicates,
        at,
        key.workspaceID,
        key.name,
      );
      if (row === undefined) throw new Error(`source ${key.name} has no checkpoint to move`);
      return Number(row["id"]);
    },
    addReplayPage(sourceId, newestEventAt, gids) {
      addReplayPage.run(sourceId, newestEventAt, JSON.stringify(gids));
    },
    dropReplayPages(sourceId, before) {
      dropReplayPages.run(sourceId, before);
    },
    replayGids(key) {
      const rows = replayGids.all(key.workspaceID, key.name) as unknown as { gids: string }[];
      return new Set(rows.flatMap(({ gids }) => JSON.parse(gids) as string[]));
    },
  };
}

/** The STRICT table of migration 1 guarantees these types. */
interface SourceRow {
  readonly fingerprint: string;
  readonly start_at: number | null;
  readonly asana_offset: string | null;
  readonly newest_event_at: number | null;
  readonly pages: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly updated_at: number;
}

function toCheckpoint(row: SourceRow): Checkpoint {
  return {
    fingerprint: row.fingerprint,
    cursor: { startAt: row.start_at ?? undefined, offset: row.asana_offset ?? undefined },
    newestEventAt: row.newest_event_at ?? undefined,
    totals: {
      pages: row.pages,
      accepted: row.accepted,
      rejected: row.rejected,
      duplicates: row.duplicates,
    },
    updatedAt: row.updated_at,
  };
}
