import type { Cursor, StartAt } from "./ports.ts";

/** Where a source without a checkpoint begins; "now" and "ago" are fixed here, once and for all. */
export function firstCursor(startAt: StartAt, now: number): Cursor {
  switch (startAt.kind) {
    case "beginning":
      return { startAt: undefined, offset: undefined };
    case "now":
      return { startAt: now, offset: undefined };
    case "ago":
      return { startAt: now - startAt.ms, offset: undefined };
    case "instant":
      return { startAt: startAt.at, offset: undefined };
  }
}

/** Where reading goes on when the stored offset is not valid any more: so early that nothing is skipped. */
export function earlierOf(a: Cursor, b: Cursor): Cursor {
  if (a.startAt === undefined || b.startAt === undefined) return { startAt: undefined, offset: undefined };
  return { startAt: Math.min(a.startAt, b.startAt), offset: undefined };
}

/**
 * Where reading goes on after a page. Asana gives an offset for ever once something matched, also with an
 * empty page; should it ever give events without one, reading goes on at the newest of them.
 */
export function cursorAfter(
  cursor: Cursor,
  offset: string | undefined,
  newestEventAt: number | undefined,
): Cursor {
  if (offset !== undefined) return { startAt: cursor.startAt, offset };
  return newestEventAt === undefined ? cursor : { startAt: newestEventAt, offset: undefined };
}

/**
 * Where reading goes on when the offset is refused: a little before the newest delivered event. The gids of
 * that overlap are known, so nothing is sent twice.
 */
export function cursorByTime(cursor: Cursor, newestEventAt: number | undefined, overlapMs: number): Cursor {
  if (newestEventAt === undefined) return { startAt: cursor.startAt, offset: undefined };
  return { startAt: Math.max(newestEventAt - overlapMs, cursor.startAt ?? 0), offset: undefined };
}
