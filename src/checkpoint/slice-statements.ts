import type { Counts } from "../lib/counts.ts";
import type { Database } from "../storage/database.ts";
import type { Checkpoint, Frontier, PageCommit, Slice, Span } from "./store.ts";

/** The prepared statements for slices; they run inside the transaction of whoever calls them. */
export interface SliceStatements {
  /** Gives up the slices there are, keeps their counts, and begins these. */
  cut(checkpointId: number, slices: readonly Span[], at: number): void;
  loadSlice(id: number): Checkpoint | undefined;
  advanceSlice(id: number, page: PageCommit, knownSince: number | undefined): Advanced;
  /** Forgets the slices of a checkpoint once all are over, and keeps their counts. */
  joinWhenOver(checkpointId: number): void;
  slicesOf(checkpointId: number): readonly Slice[];
  /** The counts of all of them together. */
  sumOf(checkpointId: number): Counts;
}

/** A stream after a page. */
export interface Advanced {
  /** The row id of the source's checkpoint. */
  readonly checkpointId: number;
  readonly knownSince: number | undefined;
}

/** What the rows of both kinds of streams have; their STRICT tables guarantee these types. */
export interface StreamRow {
  readonly start_at: number | null;
  readonly asana_offset: string | null;
  readonly page_limit: number | null;
  readonly read_to: number | null;
  readonly known_since: number | null;
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
  readonly shown_event_at: number | null;
}

/** Prepares them once. */
export function createSliceStatements(database: Database): SliceStatements {
  const join = createJoin(database);
  const setUntil = database.prepare(
    "UPDATE checkpoint SET sliced_until = ?, known_since = NULL WHERE id = ?",
  );
  const add = database.prepare(
    `INSERT INTO slice (checkpoint, span_start_at, span_end_at, shown_event_at, began_at, start_at, updated_at)
     VALUES (?1, ?2, ?3, ?4, ?5, ?2, ?5)`,
  );
  const load = database.prepare(
    "SELECT slice.*, fingerprint FROM slice JOIN checkpoint ON checkpoint.id = slice.checkpoint WHERE slice.id = ?",
  );
  const advance = database.prepare(
    `UPDATE slice SET start_at = ?, asana_offset = ?, page_limit = ?, newest_event_at = ?, read_to = ?, ${KNOWN_SINCE}, is_over = ?, pages = pages + ?,
       accepted = accepted + ?, rejected = rejected + ?, duplicates = duplicates + ?,
       filtered = filtered + ?, dead_lettered = dead_lettered + ?, updated_at = ?
     WHERE id = ? RETURNING checkpoint, known_since`,
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
      for (const { startAt, endAt, shownEventAt } of slices)
        add.run(checkpointId, startAt ?? null, endAt, shownEventAt ?? null, at);
    },
    loadSlice(id) {
      const row = load.get(id) as unknown as (SliceRow & { readonly fingerprint: string }) | undefined;
      if (row === undefined) return undefined;
      return { ...toStream(row), fingerprint: row.fingerprint, pollsSinceSweep: 0 };
    },
    advanceSlice(id, page, knownSince) {
      const row = advance.get(
        ...toPosition(page, knownSince),
        page.isOver === true ? 1 : 0,
        ...toSums(page),
        page.at,
        id,
      );
      if (row === undefined) throw new Error(`there is no slice ${id} to move`);
      return toAdvanced(row);
    },
    joinWhenOver(checkpointId) {
      if (countOpen.get(checkpointId)?.["count"] === 0) join(checkpointId);
    },
    slicesOf: (checkpointId) => (list.all(checkpointId) as unknown as SliceRow[]).map(toSlice),
    sumOf: (checkpointId) => toCounts(sum.get(checkpointId) as unknown as SliceRow),
  };
}

/** What is forgotten once stays forgotten; an unknown instant changes nothing, and any is later than the first one here. */
export const KNOWN_SINCE =
  "known_since = coalesce(max(coalesce(known_since, -9000000000000000), ?), known_since)";

/** The columns of where a stream is, in the order of the statements that move it. */
export function toPosition(
  { cursor, newestEventAt, readTo }: PageCommit,
  knownSince: number | undefined,
): readonly (number | string | null)[] {
  const { startAt, offset, limit } = cursor;
  return [startAt, offset, limit, newestEventAt, readTo, knownSince].map((value) => value ?? null);
}

/** The columns of its counts. */
export function toSums({ counts }: PageCommit): readonly number[] {
  const { pages, accepted, rejected, duplicates, filtered, deadLettered } = counts;
  return [pages, accepted, rejected, duplicates, filtered, deadLettered];
}

/** What slices have delivered stays known: it may be met again beyond their edges, and when late events are looked for. */
function createJoin(database: Database): (checkpointId: number) => void {
  const columns = ["pages", "accepted", "rejected", "duplicates", "filtered", "dead_lettered"];
  const sums = columns.map(
    (name) => `${name} = ${name} + (SELECT coalesce(sum(slice.${name}), 0) FROM slice WHERE checkpoint = ?1)`,
  );
  const add = database.prepare(`UPDATE checkpoint SET ${sums.join(", ")} WHERE id = ?1`);
  const know = database.prepare(
    `UPDATE checkpoint SET ${KNOWN_SINCE}
     WHERE id = ?`,
  );
  const knownOf = database.prepare("SELECT max(known_since) AS known_since FROM slice WHERE checkpoint = ?");
  const adopt = database.prepare(
    "UPDATE replay_page SET slice = NULL WHERE slice IN (SELECT id FROM slice WHERE checkpoint = ?)",
  );
  const forget = database.prepare("DELETE FROM slice WHERE checkpoint = ?");
  return (checkpointId) => {
    add.run(checkpointId);
    know.run(knownOf.get(checkpointId)?.["known_since"] ?? null, checkpointId);
    adopt.run(checkpointId);
    forget.run(checkpointId);
  };
}

/** Reads what both kinds of streams return when they are moved. */
export function toAdvanced({ checkpoint, known_since }: Readonly<Record<string, unknown>>): Advanced {
  return {
    checkpointId: Number(checkpoint),
    knownSince: known_since === null ? undefined : Number(known_since),
  };
}

/** What is known of a stream of either kind. */
export function toStream(row: StreamRow): Omit<Checkpoint, "fingerprint" | "pollsSinceSweep"> {
  const limit = row.page_limit === null ? {} : { limit: row.page_limit };
  return {
    cursor: { startAt: row.start_at ?? undefined, offset: row.asana_offset ?? undefined, ...limit },
    frontier: toFrontier(row),
    newestEventAt: row.newest_event_at ?? undefined,
    totals: toCounts(row),
    updatedAt: row.updated_at,
  };
}

function toFrontier({ read_to, known_since }: StreamRow): Frontier {
  return { readTo: read_to ?? undefined, knownSince: known_since ?? undefined };
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
    shownEventAt: row.shown_event_at ?? undefined,
    beganAt: row.began_at,
    frontier: toFrontier(row),
    newestEventAt: row.newest_event_at ?? undefined,
    isOver: row.is_over === 1,
  };
}
