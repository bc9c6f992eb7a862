import { type Counts, sumCounts } from "../lib/counts.ts";
import type { Database } from "../storage/database.ts";
import {
  type Advanced,
  createSliceStatements,
  KNOWN_SINCE,
  type SliceStatements,
  type StreamRow,
  toAdvanced,
  toPosition,
  toStream,
  toSums,
} from "./slice-statements.ts";
import type {
  Checkpoint,
  Cursor,
  DeadLetter,
  Origin,
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
  begin(
    key: SourceKey,
    fingerprint: string,
    cursor: Cursor,
    beganFrom: number | undefined,
    at: number,
  ): number;
  advance(key: SourceKey, page: PageCommit, knownSince: number | undefined): Advanced;
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
  addDeadLetter(key: SourceKey, origin: Origin | undefined, letter: DeadLetter, at: number): void;
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
    `INSERT INTO checkpoint (source, workspace, fingerprint, start_at, asana_offset, began_from, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (source, workspace) DO UPDATE SET fingerprint = excluded.fingerprint, start_at = excluded.start_at,
       asana_offset = excluded.asana_offset, page_limit = NULL, read_to = NULL, known_since = NULL,
       began_from = excluded.began_from, updated_at = excluded.updated_at RETURNING id`,
  );
  const advance = database.prepare(
    `UPDATE checkpoint SET start_at = ?, asana_offset = ?, page_limit = ?, newest_event_at = ?, read_to = ?,
       ${KNOWN_SINCE}, polls_since_sweep = coalesce(?, polls_since_sweep), pages = pages + ?,
       accepted = accepted + ?, rejected = rejected + ?, duplicates = duplicates + ?,
       filtered = filtered + ?, dead_lettered = dead_lettered + ?, updated_at = ?
     WHERE ${OF_KEY} RETURNING id AS checkpoint, known_since`,
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
    begin({ sourceId, workspaceID }, fingerprint, { startAt, offset }, beganFrom, at) {
      const where = [startAt ?? null, offset ?? null, beganFrom ?? null];
      const row = begin.get(sourceId, workspaceID, fingerprint, ...where, at);
      return Number(row?.["id"]);
    },
    advance(key, page, knownSince) {
      const polls = page.pollsSinceSweep ?? null;
      const of = [key.sourceId, key.workspaceID];
      const row = advance.get(...toPosition(page, knownSince), polls, ...toSums(page), page.at, ...of);
      if (row === undefined) throw new Error(`source ${key.sourceId} has no checkpoint to move`);
      return toAdvanced(row);
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
    "INSERT INTO dead_letter (source, workspace, origin, gid, event, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const count = database.prepare("SELECT count(*) AS count FROM dead_letter");
  return {
    addDeadLetter({ sourceId, workspaceID }, origin, { gid, event, reason }, at) {
      const kept = origin === undefined ? null : JSON.stringify(origin);
      add.run(sourceId, workspaceID, kept, gid ?? null, event, reason, at);
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
  readonly began_from: number | null;
  readonly polls_since_sweep: number;
}

function toCheckpoint(row: CheckpointRow, slices: readonly Slice[], sliced: Counts): Checkpoint {
  const { totals, ...stream } = toStream(row);
  return {
    ...stream,
    fingerprint: row.fingerprint,
    totals: sumCounts(totals, sliced),
    ...(slices.length === 0 ? {} : { slices }),
    ...(row.sliced_until === null ? {} : { slicedUntil: row.sliced_until }),
    ...(row.began_from === null ? {} : { beganFrom: row.began_from }),
    pollsSinceSweep: row.polls_since_sweep,
  };
}
