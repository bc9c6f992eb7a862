import { type Counts, sumCounts } from "../lib/counts.ts";
import type { Database } from "../storage/database.ts";
import { createSliceStatements, type SliceStatements, type StreamRow, toStream } from "./slice-statements.ts";
import type {
  Checkpoint,
  Cursor,
  DeadLetter,
  PageCommit,
  Slice,
  SourceKey,
  StoredCheckpoint,
} from "./store.ts";

/** The prepared statements behind the store; they run inside the transaction of whoever calls them. */
export interface Statements extends SliceStatements {
  /** With the counts of its slices. */
  load(key: SourceKey): Checkpoint | undefined;
  /** @returns the row id of the checkpoint */
  begin(key: SourceKey, fingerprint: string, cursor: Cursor, at: number): number;
  /** @returns the row id of the checkpoint */
  advance(key: SourceKey, page: PageCommit): number;
  /** `slice`: whose page it was; null of the source's own stream. */
  addReplayPage(
    checkpointId: number,
    slice: number | null,
    newestEventAt: number,
    gids: readonly string[],
  ): void;
  /** Those of a slice or, where there are no slices, of the source's own stream. */
  dropReplayPages(checkpointId: number, slice: number | null, before: number): void;
  replayGids(key: SourceKey, slice: number | null): Set<string>;
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
  const slices = createSliceStatements(database);
  return {
    ...slices,
    ...createCheckpointStatements(database, slices),
    ...createReplayStatements(database),
    ...createDeadLetterStatements(database),
  };
}

function createCheckpointStatements(
  database: Database,
  { slicesOf, sumOf }: SliceStatements,
): Pick<Statements, "load" | "begin" | "advance" | "list" | "clear"> {
  const load = database.prepare(`SELECT * FROM checkpoint WHERE ${OF_KEY}`);
  const begin = database.prepare(
    `INSERT INTO checkpoint (source, workspace, fingerprint, start_at, asana_offset, updated_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, workspace) DO UPDATE SET fingerprint = excluded.fingerprint, start_at = excluded.start_at,
       asana_offset = excluded.asana_offset, updated_at = excluded.updated_at RETURNING id`,
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
  const whole = (row: CheckpointRow): Checkpoint => toCheckpoint(row, slicesOf(row.id), sumOf(row.id));
  return {
    load(key) {
      const row = load.get(key.sourceId, key.workspaceID);
      return row === undefined ? undefined : whole(row as unknown as CheckpointRow);
    },
    begin(key, fingerprint, { startAt, offset }, at) {
      const row = begin.get(key.sourceId, key.workspaceID, fingerprint, startAt ?? null, offset ?? null, at);
      return Number(row?.["id"]);
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
        ...whole(row),
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
    "INSERT INTO replay_page (checkpoint, slice, newest_event_at, gids) VALUES (?, ?, ?, ?)",
  );
  const drop = database.prepare(
    `DELETE FROM replay_page WHERE checkpoint = ? AND slice IS NULL AND newest_event_at < ?
       AND NOT EXISTS (SELECT 1 FROM slice WHERE slice.checkpoint = replay_page.checkpoint)`,
  );
  const dropOfSlice = database.prepare("DELETE FROM replay_page WHERE slice = ? AND newest_event_at < ?");
  const list = database.prepare(
    `SELECT gids FROM replay_page WHERE checkpoint = (SELECT id FROM checkpoint WHERE ${OF_KEY})
       AND (slice IS NULL OR slice = ?)`,
  );
  return {
    addReplayPage(checkpointId, slice, newestEventAt, gids) {
      add.run(checkpointId, slice, newestEventAt, JSON.stringify(gids));
    },
    dropReplayPages(checkpointId, slice, before) {
      if (slice === null) drop.run(checkpointId, before);
      else dropOfSlice.run(slice, before);
    },
    replayGids(key, slice) {
      const rows = list.all(key.sourceId, key.workspaceID, slice) as unknown as { gids: string }[];
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

/** The STRICT table of the migrations guarantees these types. */
interface CheckpointRow extends StreamRow {
  readonly id: number;
  readonly source: number;
  readonly workspace: string;
  readonly fingerprint: string;
  readonly sliced_until: number | null;
}

function toCheckpoint(row: CheckpointRow, slices: readonly Slice[], sliced: Counts): Checkpoint {
  const { totals, ...stream } = toStream(row);
  return {
    ...stream,
    fingerprint: row.fingerprint,
    totals: sumCounts(totals, sliced),
    ...(slices.length === 0 ? {} : { slices }),
    ...(row.sliced_until === null ? {} : { slicedUntil: row.sliced_until }),
  };
}
