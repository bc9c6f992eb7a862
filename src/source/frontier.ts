import type { Cursor, Frontier } from "./ports.ts";

/** What of a page tells how far a stream is read. */
interface ReadPage {
  /** When its last event was created, in milliseconds since the epoch; undefined when no event has a readable time. */
  readonly lastEventAt: number | undefined;
  /** Whether anything in it was new. */
  readonly hasNew: boolean;
  /** Whether that event is dated later than the answer that brought it, so that its time says little. */
  readonly isClamped: boolean;
}

/**
 * Up to where a stream is read after a page (see `Frontier`). Asana sorts by time, so all before the last event was in
 * this page or an earlier one. A page that brings something new decides alone: what is still to come may be as old.
 * A page of known events moves nothing back, or a stream would never get through what it reads a second time; nor does
 * an event of the future, whose time is taken for that of the answer.
 */
export function readToAfter(
  before: number | undefined,
  { lastEventAt, hasNew, isClamped }: ReadPage,
): number | undefined {
  if (lastEventAt === undefined) return before;
  return (hasNew && !isClamped) || before === undefined ? lastEventAt : Math.max(before, lastEventAt);
}

/**
 * Where reading goes on when an offset is of no use: some time before the frontier, as far as what was delivered from then
 * on is recognised, and never after the frontier. Without one, where the stream began.
 *
 * @param backMs how long before the frontier at most, in milliseconds
 */
export function cursorByTime(
  { startAt }: Pick<Cursor, "startAt">,
  { readTo, knownSince = Number.NEGATIVE_INFINITY }: Frontier,
  backMs: number,
): Cursor {
  if (readTo === undefined) return { startAt, offset: undefined };
  const at = Math.max(readTo - backMs, Math.min(knownSince, readTo), startAt ?? Number.NEGATIVE_INFINITY);
  return { startAt: Math.min(at, readTo), offset: undefined };
}
