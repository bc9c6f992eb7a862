import type { Counts } from "../lib/counts.ts";
import type { Database } from "../storage/database.ts";
import type { Checkpoint, PageCommit, Slice, Span } from "./store.ts";

/** The prepared statements for slices; they run inside the transaction of whoever calls them. */
export interface SliceStatements {
  /** Gives up the slices there are, keeps their counts, and begins these. */
  cut(checkpointId: number, slices: readonly Span[], at: number): void;
  loadSlice(id: number): Checkpoint | undefined;
  /** @returns the row id of the slice's checkpoint */
  advanceSlice(id: number, page: PageCommit): number;
  /** Forgets the slices of a checkpoint once all are over, and keeps their counts. */
  joinWhenOver(checkpointId: number): void;
  slicesOf(checkpointId: number): readonly Slice[];
  /** The counts of all of them together. */
  sumOf(checkpointId: number): Counts;
}

/** What the rows of both kinds of streams have; their STRICT tables guarantee these types. */
export interface StreamRow {
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

interface SliceRow extends StreamRow {
  readonly id: number;
  readonly span_start_at: number | null;
  readonly span_end_at: number;
  readonly began_at: number;
  readonly is_over: number;
}

/** Prepares them once. */
export function createSliceStatements(database: Database): SliceStatements {
  const join = createJoin(database);
  const setUntil = database.prepare("UPDATE checkpoint SET sliced_until = ? WHERE id = ?");
  const add = database.prepare(
    `INSERT INTO slice (checkpoint, span_start_at, span_end_at, began_at, start_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?2, ?4)`,
  );
  const load = database.prepare(
    "SELECT slice.*, fingerprint FROM slice JOIN checkpoint ON checkpoint.id = slice.checkpoint WHERE slice.id = ?",
  );
  const advance = database.prepare(
    `UPDATE slice SET start_at = ?, asana_offset = ?, newest_event_at = ?, is_over = ?, pages = pages + ?,
       accepted = accepted + ?, rejected = rejected + ?, duplicates = duplicates + ?,
       filtered = filtered + ?, dead_lettered = dead_lettered + ?, updated_at = ?
     WHERE id = ? RETURNING checkpoint`,
  );
  const countOpen = database.prepare(
    "SELECT count(*) AS count FROM slice WHERE checkpoint = ? AND is_over = 0",
  );
  const list = database.prepare("SELECT * FROM slice WHERE checkpoint = ? ORDER BY span_end_at");
  const sum = database.prepare(
    `SELECT total(pages) AS pages, total(accepted) AS accepted, total(rejected) AS rejected,
       total(duplicates) AS duplicates, total(filtered) AS filtered,
       total(dead_lettered) AS dead_lettered FROM slice WHERE checkpoint = ?`,
  );
  return {
    cut(checkpointId, slices, at) {
      join(checkpointId);
      setUntil.run(slices.at(-1)?.endAt ?? null, checkpointId);
      for (const { startAt, endAt } of slices) add.run(checkpointId, startAt ?? null, endAt, at);
    },
    loadSlice(id) {
      const row = load.get(id) as unknown as (SliceRow & { readonly fingerprint: string }) | undefined;
      return row === undefined ? undefined : { ...toStream(row), fingerprint: row.fingerprint };
    },
    advanceSlice(id, { cursor, newestEventAt, counts, isOver = false, at }) {
      const { pages, accepted, rejected, duplicates, filtered, deadLettered } = counts;
      const position = [cursor.startAt ?? null, cursor.offset ?? null, newestEventAt ?? null];
      const sums = [pages, accepted, rejected, duplicates, filtered, deadLettered];
      const row = advance.get(...position, isOver ? 1 : 0, ...sums, at, id);
      if (row === undefined) throw new Error(`there is no slice ${id} to move`);
      return Number(row["checkpoint"]);
    },
    joinWhenOver(checkpointId) {
      if (countOpen.get(checkpointId)?.["count"] === 0) join(checkpointId);
    },
    slicesOf: (checkpointId) => (list.all(checkpointId) as unknown as SliceRow[]).map(toSlice),
    sumOf: (checkpointId) => toCounts(sum.get(checkpointId) as unknown as SliceRow),
  };
}

function createJoin(database: Database): (checkpointId: number) => void {
  const columns = ["pages", "accepted", "rejected", "duplicates", "filtered", "dead_lettered"];
  const sums = columns.map(
    (name) => `${name} = ${name} + (SELECT coalesce(sum(slice.${name}), 0) FROM slice WHERE checkpoint = ?1)`,
  );
  const add = database.prepare(`UPDATE checkpoint SET ${sums.join(", ")} WHERE id = ?1`);
  const forget = database.prepare("DELETE FROM slice WHERE checkpoint = ?");
  return (checkpointId) => {
    add.run(checkpointId);
    forget.run(checkpointId);
  };
}

/** What is known of a stream of either kind. */
export function toStream(row: StreamRow): Omit<Checkpoint, "fingerprint"> {
  return {
    cursor: { startAt: row.start_at ?? undefined, offset: row.asana_offset ?? undefined },
    newestEventAt: row.newest_event_at ?? undefined,
    totals: toCounts(row),
    updatedAt: row.updated_at,
  };
}

function toCounts(row: StreamRow): Counts {
  const { pages, accepted, rejected, duplicates, filtered, dead_lettered: deadLettered } = row;
  return { pages, accepted, rejected, duplicates, filtered, deadLettered };
}

function toSlice(row: SliceRow): Slice {
  return {
    id: row.id,
    startAt: row.span_start_at ?? undefined,
    endAt: row.span_end_at,
    beganAt: row.began_at,
    newestEventAt: row.newest_event_at ?? undefined,
    isOver: row.is_over === 1,
  };
}
