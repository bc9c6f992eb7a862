import { cursorByTime } from "./frontier.ts";
import type { Cursor, Slice, Span } from "./ports.ts";
import { RETENTION_MS } from "./retention.ts";

/** How the past is read beside the present. */
export interface BackfillOptions {
  /** So many slices at once, of all sources; 0: what is past is read before what is present, in one stream. */
  readonly streams: number;
  /** How long a slice is, in milliseconds; with less to read there is none. */
  readonly sliceMs: number;
  /** So many events make a page full. */
  readonly pageLimit: number;
}

/** The first page of what is to be read. Instants are milliseconds since the epoch. */
export interface FirstPage {
  readonly events: number;
  /** Both undefined when no event had a readable time. */
  readonly oldestEventAt: number | undefined;
  readonly newestEventAt: number | undefined;
}

/** Streams that touch each other ask for so much more on either side of their edge. Milliseconds. */
export const EDGE_MS = 5000;

const MINUTE_MS = 60_000;

/** What is younger is the present's, which is read for ever: events may appear some time after their time. */
const PRESENT_MS = 60 * MINUTE_MS;

/** Asana must have come so far beyond a slice's end, by its own clock, before the slice counts as read. */
const SETTLED_MS = 30 * MINUTE_MS;

/** So far, where no event beyond the end supports the clock: a wrong `Date` is not believed at once. */
const SETTLED_UNSEEN_MS = 24 * 60 * MINUTE_MS;

/** Edges are whole minutes, or whole seconds of short slices, so that a server that rounds its bounds changes nothing. */
const MIN_SLICE_OF_MINUTES_MS = 10 * MINUTE_MS;

/** Any more cost memory, and read nothing faster. */
const MOST_SLICES = 500;

/** A stream that begins at a cursor, and the past before it. */
export interface Plan {
  readonly cursor: Cursor;
  /** The oldest first; one ends where the next begins. */
  readonly slices: readonly Span[];
}

/**
 * Cuts what is to be read from `cursor` on into the past and the present; without slices where that is not worth while:
 * a log that fits into a page is read by then, and a slice of less than a page would cost more requests than it saves.
 */
export function planBackfill(cursor: Cursor, now: number, options: BackfillOptions, page: FirstPage): Plan {
  if (options.streams === 0 || page.events < options.pageLimit) return { cursor, slices: [] };
  const { oldestEventAt, newestEventAt } = page;
  const sliceMs = Math.max(options.sliceMs, (newestEventAt ?? 0) - (oldestEventAt ?? 0));
  const unitMs = sliceMs < MIN_SLICE_OF_MINUTES_MS ? 1000 : MINUTE_MS;
  const toEdge = (at: number): number => Math.floor(at / unitMs) * unitMs;
  const presentAt = toEdge(now - PRESENT_MS);
  const oldestAt = Math.max(cursor.startAt ?? Number.NEGATIVE_INFINITY, now - RETENTION_MS);
  const count = Math.min(MOST_SLICES, Math.ceil((presentAt - oldestAt) / sliceMs));
  if (count < 2) return { cursor, slices: [] };
  const edges = Array.from({ length: count }, (_, index) =>
    toEdge(oldestAt + ((presentAt - oldestAt) * (index + 1)) / count),
  ).filter((edge, index, all) => edge > oldestAt && edge !== all[index - 1]);
  const slices = edges.map((endAt, index) => {
    // What is older than Asana says it keeps is wanted all the same.
    const startAt = index === 0 ? cursor.startAt : edges[index - 1];
    const isShown =
      oldestEventAt !== undefined && oldestEventAt >= (startAt ?? -Infinity) && oldestEventAt < endAt;
    return { startAt, endAt, ...(isShown ? { shownEventAt: oldestEventAt } : {}) };
  });
  return { cursor: { startAt: presentAt, offset: undefined }, slices };
}

/**
 * Whether an answer that was empty at `servedAt`, by Asana's clock, says that nothing more will come of a slice: what may
 * be Asana's future is not over. An event beyond the end, such as one of the present, supports Asana's clock.
 *
 * @param servedAt undefined where Asana does not tell the time
 * @param presentEventAt when the newest event of the present was created; undefined: none is known
 */
export function isSettled(
  { endAt }: Pick<Span, "endAt">,
  servedAt: number | undefined,
  presentEventAt: number | undefined,
): boolean {
  if (servedAt === undefined) return false;
  const isSeen = presentEventAt !== undefined && presentEventAt >= endAt;
  return servedAt >= endAt + (isSeen ? SETTLED_MS : SETTLED_UNSEEN_MS);
}

/** Where what is left of slices would be read on by time, a little before the frontier of each. */
export function cursorsOfUnread(slices: readonly Slice[], overlapMs: number): readonly Cursor[] {
  return slices
    .filter(({ isOver }) => !isOver)
    .map(({ startAt, frontier }) => cursorByTime({ startAt }, frontier, overlapMs));
}

/** Names slices that do not go on, the oldest first, of which there is one at least. */
export function nameHeld(slices: readonly Slice[]): string {
  const [first] = slices;
  const from = first?.startAt === undefined ? "the oldest event" : new Date(first.startAt).toISOString();
  const to = new Date(first?.endAt ?? 0).toISOString();
  const others = slices.length > 1 ? ` and ${slices.length - 1} later slices` : "";
  return `held: the past from ${from} to ${to}${others}`;
}

/** A slice as this process knows it. */
export interface ReadSlice extends Slice {
  /** Whether there was nothing more to read in it, also where its end is not proved yet. */
  readonly isAtEnd: boolean;
}

/** How far the past is read. Instants are milliseconds since the epoch. */
export interface PastProgress {
  readonly fromAt: number;
  readonly toAt: number;
  /** All before it is read. */
  readonly reachedAt: number;
  /** How much of the time from `fromAt` to `toAt` is read, wherever it is. */
  readonly coveredMs: number;
  readonly beganAt: number;
}

/** Sums up slices, the oldest first; undefined when nothing more is known to be read of any. */
export function progressOf(slices: readonly ReadSlice[]): PastProgress | undefined {
  const open = slices.find(({ isOver, isAtEnd }) => !isOver && !isAtEnd);
  const [first] = slices;
  const toAt = slices.at(-1)?.endAt;
  if (open === undefined || first === undefined || toAt === undefined) return undefined;
  const fromAt = first.startAt ?? first.beganAt - RETENTION_MS;
  const reachedAtOf = ({
    startAt = fromAt,
    endAt,
    newestEventAt = startAt,
    isOver,
    isAtEnd,
  }: ReadSlice): number => (isOver || isAtEnd ? endAt : Math.min(endAt, Math.max(startAt, newestEventAt)));
  const coveredMs = slices.reduce((sum, slice) => sum + reachedAtOf(slice) - (slice.startAt ?? fromAt), 0);
  return { fromAt, toAt, reachedAt: reachedAtOf(open), coveredMs, beganAt: first.beganAt };
}
