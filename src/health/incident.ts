import type { TrackerId } from "./tracker.ts";

/** What a problem is a problem of. */
export interface Resource {
  readonly type: "CollectorResource" | "SourceResource";
  readonly id: number;
  readonly name: string;
}

/** What is wrong and what to do about it. */
export interface Finding {
  readonly reason: string;
  readonly hint: string;
}

/** One problem from its first sight to its end. Instants are milliseconds since the epoch. */
export interface Incident extends Finding {
  /** The id of the health event that opened it: its own identity. */
  readonly openedEventId: string;
  readonly closedEventId: string | undefined;
  readonly resource: Resource;
  readonly trackerId: TrackerId;
  /** Which part of the resource, where it has several; "" for all of it. */
  readonly part: string;
  readonly openedAt: number;
  /** When it was seen last. */
  readonly lastAt: number;
  /** How often it was seen. */
  readonly count: number;
  readonly closedAt: number | undefined;
  /** Which of its health events the endpoint has. */
  readonly exported: "none" | "opened" | "closed";
}
