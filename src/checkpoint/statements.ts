import type { Database } from "../storage/database.ts";
import type { Checkpoint, Cursor, DeadLetter, PageCommit, SourceKey, StoredCheckpoint } from "./store.ts";

/** The prepared statements behind the store; they run inside the transaction of whoever calls them. */
export interface Statements {
  load(key: SourceKey): Checkpoint | undefined;
  begin(key: SourceKey, fingerprint: string, cursor: Cursor, at: number): void;
  /** @returns the row id of the checkpoint */
  advance(key: SourceKey, page: PageCommit): number;
  addReplayPage(checkpointId: number, newestEventAt: number, gids: readonly string[]): void;
  dropReplayPages(checkpointId: number, before: number): void;
  replayGids(key: SourceKey): Set<string>;
  addDeadLetter(key: SourceKey, letter: DeadLetter, at: number): void;
  /** Of all sources. */
  countDeadLetters(): number;
  list(): StoredCheckpoint[];
  /** @returns whether there was one */
  clear(key: SourceKey): boolean;
}

const OF_KEY = "source = ? AND workspace = ?";

/** Prepares all statements once. */
export function createStatements(database: Database): Statements {
  return {
    ...createCheckpointStatements(database),
    ...createReplayStatements(database),
    ...createDeadLetterStatements(database),
  };
}

function createCheckpointStatements(
  database: Database,
): Pick<Statements, "load" | "begin" | "advance" | "list" | "clear"> {
  const load = database.prepare(`SELECT * FROM checkpoint WHERE ${OF_KEY}`);
  const begin = database.prepare(
    `INSERT INTO checkpoint (source, workspace, fingerprint, start_at, asana_offset, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, workspace) DO UPDATE SET fingerprint = excluded.fingerprint, start_at = excluded.start_at,
       asana_offset = excluded.asana_offset, updated_at = excluded.updated_at`,
  );
  const advance = database.prepare(
    `UPDATE checkpoint SET start_at = ?, asana_offset = ?, newest_event_at = ?, pages = pages + ?,
       accepted = accepted + ?, rejected = rejected + ?, duplicates = duplicates + ?,
       filtered = filtered + ?, dead_lettered = dead_lettered + ?, updated_at = ?
     WHERE ${OF_KEY} RETURNING id`,
  );
  const list = database.prepare(
    "SELECT checkpoint.*, name FROM checkpoint JOIN source ON source.id = checkpoint.source ORDER BY name, workspace",
  );
  const clear = database.prepare(`DELETE FROM checkpoint WHERE ${OF_KEY}`);
  return {
    load(key) {
      const row = load.get(key.sourceId, key.workspaceID);
      return row === undefined ? undefined : toCheckpoint(row as unknown as CheckpointRow);
    },
    begin(key, fingerprint, { startAt, offset }, at) {
      begin.run(key.sourceId, key.workspaceID, fingerprint, startAt ?? null, offset ?? null, at);
    },
    advance(key, { cursor, newestEventAt, counts, at }) {
      const { pages, accepted, rejected, duplicates, filtered, deadLettered } = counts;
      const position = [cursor.startAt ?? null, cursor.offset ?? null, newestEventAt ?? null];
      const sums = [pages, accepted, rejected, duplicates, filtered, deadLettered];
      const row = advance.get(...position, ...sums, at, key.sourceId, key.workspaceID);
      if (row === undefined) throw new Error(`source ${key.sourceId} has no checkpoint to move`);
      return Number(row["id"]);
    },
    list() {
      const rows = list.all() as unknown as (CheckpointRow & { readonly name: string })[];
      return rows.map((row) => ({
        sourceId: row.source,
        workspaceID: row.workspace,
        name: row.name,
        ...toCheckpoint(row),
      }));
    },
    clear(key) {
      return clear.run(key.sourceId, key.workspaceID).changes > 0;
    },
  };
}

function createReplayStatements(
  database: Database,
): Pick<Statements, "addReplayPage" | "dropReplayPages" | "replayGids"> {
  const add = database.prepare(
    "INSERT INTO replay_page (checkpoint, newest_event_at, gids) VALUES (?, ?, ?)",
  );
  const drop = database.prepare("DELETE FROM replay_page WHERE checkpoint = ? AND newest_event_at < ?");
  const list = database.prepare(
    `SELECT gids FROM replay_page WHERE checkpoint = (SELECT id FROM checkpoint WHERE ${OF_KEY})`,
  );
  return {
    addReplayPage(checkpointId, newestEventAt, gids) {
      add.run(checkpointId, newestEventAt, JSON.stringify(gids));
    },
    dropReplayPages(checkpointId, before) {
      drop.run(checkpointId, before);
    },
    replayGids(key) {
      const rows = list.all(key.sourceId, key.workspaceID) as unknown as { gids: string }[];
      return new Set(rows.flatMap(({ gids }) => JSON.parse(gids) as string[]));
    },
  };
}

function createDeadLetterStatements(
  database: Database,
): Pick<Statements, "addDeadLetter" | "countDeadLetters"> {
  const add = database.prepare(
    "INSERT INTO dead_letter (source, workspace, gid, event, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const count = database.prepare("SELECT count(*) AS count FROM dead_letter");
  return {
    addDeadLetter({ sourceId, workspaceID }, { gid, event, reason }, at) {
      add.run(sourceId, workspaceID, gid ?? null, event, reason, at);
    },
    countDeadLetters: () => Number(count.get()?.["count"]),
  };
}

/** The STRICT table of migration 1 guarantees these types. */
interface CheckpointRow {
  readonly source: number;
  readonly workspace: string;
  readonly fingerprint: string;
  readonly start_at: number | null;
  readonly asana_offset: string | null;
  readonly newest_event_at: number | null;
  readonly pages: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly filtered: number;
  readonly dead_lettered: number;
  readonly updated_at: number;
}

function toCheckpoint(row: CheckpointRow): Checkpoint {
  return {
    fingerprint: row.fingerprint,
    cursor: { startAt: row.start_at ?? undefined, offset: row.asana_offset ?? undefined },
    newestEventAt: row.newest_event_at ?? undefined,
    totals: {
      pages: row.pages,
      accepted: row.accepted,
      rejected: row.rejected,
      duplicates: row.duplicates,
      filtered: row.filtered,
      deadLettered: row.dead_lettered,
    },
    updatedAt: row.updated_at,
  };
}
