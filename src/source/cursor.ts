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
 * empty page; should it ever give events without one, reading goes on at the last of them.
 *
 * @param cursor what the page was asked for with
 */
export function cursorAfter(
  cursor: Cursor,
  offset: string | undefined,
  lastEventAt: number | undefined,
): Cursor {
  const { startAt, limit } = cursor;
  if (offset !== undefined) return { startAt, offset, limit };
  return lastEventAt === undefined ? cursor : { startAt: lastEventAt, offset: undefined };
}
