import type { Checkpoint, Source } from "../../generated/status.ts";

/** What was read since the source's first run; before its checkpoint is there, since it was started. */
export function totalsOf(source: Source): Checkpoint["totals"] {
  const { pages, accepted, rejected, duplicates, filtered, deadLettered } =
    source.checkpoint?.totals ?? source;
  return { pages, accepted, rejected, duplicates, filtered, deadLettered };
}

/** How many events the endpoint acknowledged in the last hour. */
export function eventsOfLastHour({ activity }: Source): number {
  return activity.minutes.acknowledged.reduce((sum, count) => sum + count, 0);
}
