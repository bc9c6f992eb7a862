import type { Cursor, Span } from "./ports.ts";
import { EDGE_MS } from "./slices.ts";
import type { Position } from "./source-ports.ts";
import type { SweepPosition } from "./sweep.ts";

/** Which events are wanted of an answer. Instants are milliseconds since the epoch. */
export interface Part {
  readonly fromAt: number | undefined;
  readonly untilAt: number | undefined;
}

/** What Asana is asked, and what for. */
export interface Question {
  /** `look`: whether a slice is really at its end. `sweep`: whether anything came late. */
  readonly kind: "stream" | "look" | "sweep";
  readonly position: Position;
  /** Where reading goes on from; `position` may begin a little earlier. */
  readonly cursor: Cursor;
  readonly part: Part;
}

/** What decides about the next question. */
export interface Reading {
  readonly cursor: Cursor;
  /** Whether anything of the stream was read: what is before its cursor then has its outcome. */
  readonly hasRead: boolean;
  /** Where reading goes on should the offset be of no use. */
  readonly byTime: Cursor;
  /** Events per page. */
  readonly limit: number;
  /** Of a slice. */
  readonly span: Span | undefined;
  /** Of a source's own stream: what is before it is the slices'. */
  readonly slicedUntil: number | undefined;
  readonly look: Cursor | undefined;
  readonly sweep: SweepPosition | undefined;
}

/**
 * What is asked next. Where a stream touches another one, it asks for some seconds more on either side, and leaves to the
 * other what is the other's: so a server that rounds its bounds hides nothing between them.
 */
export function nextQuestion(reading: Reading): Question {
  const { cursor, hasRead, byTime, limit, span, slicedUntil, look, sweep } = reading;
  if (sweep !== undefined) {
    const { cursor: at, fromAt, endAt } = sweep;
    const position = { ...at, endAt, limit: at.limit ?? limit };
    return { kind: "sweep", position, cursor: at, part: { fromAt, untilAt: undefined } };
  }
  const at = withLimit(look ?? cursor, limit, byTime);
  const edgeAt = span?.startAt ?? slicedUntil;
  // A server that forgets `start_at` must not bring again what is not recognised any more.
  const fromAt = hasRead ? (at.startAt ?? edgeAt) : edgeAt;
  const part = { fromAt, untilAt: span?.endAt };
  const hasEdge = edgeAt !== undefined && at.startAt !== undefined;
  const position = {
    ...at,
    startAt: hasEdge ? (at.startAt ?? 0) - EDGE_MS : at.startAt,
    endAt: part.untilAt === undefined ? undefined : part.untilAt + EDGE_MS,
  };
  return { kind: look === undefined ? "stream" : "look", position, cursor: at, part };
}

/** What an offset means with another page size is not documented: then reading goes on by time. */
function withLimit(cursor: Cursor, limit: number, byTime: Cursor): Cursor & { readonly limit: number } {
  const isValid = cursor.offset === undefined || cursor.limit === undefined || cursor.limit === limit;
  return { ...(isValid ? cursor : byTime), limit };
}
