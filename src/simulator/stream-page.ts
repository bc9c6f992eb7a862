import type { AuditEvent } from "./audit-event.ts";
import type { EventStream } from "./event-stream.ts";
import type { EventFilter } from "./page-query.ts";

/** A run of matching events. */
export interface StreamPage {
  /** Each event's JSON, oldest first. */
  readonly texts: readonly string[];
  /** The number of the first event that was not looked at. */
  readonly next: number;
}

/** Where a filter's events can begin. */
export function firstPosition(stream: EventStream, { startAt }: EventFilter): number {
  return startAt === undefined ? stream.begin : Math.max(stream.begin, stream.positionOf(startAt));
}

/**
 * Cuts the next page out of a stream.
 *
 * Without filters for events it costs as much as the page is long; with them it looks at every event until
 * the page is full or the stream ends.
 */
export function cutPage(stream: EventStream, filter: EventFilter, from: number, limit: number): StreamPage {
  const end = filter.endAt === undefined ? stream.end : stream.positionOf(filter.endAt);
  const texts: string[] = [];
  // Events may have been deleted since the offset was given (inferred: reading goes on with the oldest one).
  let next = Math.max(from, firstPosition(stream, filter));
  const isUnfiltered = filter.eventType === undefined && filter.actorType === undefined && hasNoGids(filter);
  for (; next < end && texts.length < limit; next++) {
    if (stream.isWithheld(next)) continue;
    if (isUnfiltered) texts.push(stream.eventAt(next).text);
    else {
      const event = stream.describe(next);
      if (matches(event, filter)) texts.push(JSON.stringify(event));
    }
  }
  return { texts, next };
}

function hasNoGids({ actorGid, resourceGid }: EventFilter): boolean {
  return actorGid === undefined && resourceGid === undefined;
}

function matches({ event_type, actor, resource }: AuditEvent, filter: EventFilter): boolean {
  return (
    (filter.eventType === undefined || event_type === filter.eventType) &&
    (filter.actorType === undefined || actor.actor_type === filter.actorType) &&
    (filter.actorGid === undefined || actor.gid === filter.actorGid) &&
    (filter.resourceGid === undefined || resource.gid === filter.resourceGid)
  );
}
