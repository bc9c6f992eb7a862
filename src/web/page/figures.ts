import type { Checkpoint, Health, Incident, Source } from "../../generated/status.ts";

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

/** `2 errors, 1 warning`, or that there is none. */
export function countIncidents(incidents: readonly Incident[]): string {
  const words = (["Error", "Warning"] as const).flatMap((severity) => {
    const { length } = incidents.filter((incident) => incident.severity === severity);
    return length === 0 ? [] : [`${length} ${severity.toLowerCase()}${length === 1 ? "" : "s"}`];
  });
  return words.length === 0 ? "no errors, no warnings" : words.join(", ");
}

/** The worst of what is open. */
export function healthOf(incidents: readonly Incident[]): Health {
  if (incidents.some(({ severity }) => severity === "Error")) return "error";
  return incidents.length === 0 ? "healthy" : "warning";
}
