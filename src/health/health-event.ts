import type { Incident, Resource } from "./incident.ts";
import { type Severity, TRACKERS } from "./tracker.ts";

/** A health event in Sumo Logic's JSON. */
export interface HealthEvent {
  readonly status: "Healthy" | "UnHealthy";
  readonly details: {
    readonly trackerId: string;
    readonly name: string;
    readonly description: string;
  };
  readonly eventType: "Health-Change";
  readonly severityLevel: Severity;
  readonly accountId: string;
  readonly eventId: string;
  readonly eventName: "TrackerHealthy" | "TrackerUnHealthy";
  /** ISO 8601, in milliseconds and UTC. */
  readonly eventTime: string;
  readonly eventFormatVersion: "1.0";
  readonly subsystem: "Collection";
  readonly resourceIdentity: {
    readonly collectorId?: string;
    readonly collectorName?: string;
    readonly id: string;
    readonly name: string;
    readonly type: Resource["type"];
  };
}

/** There is no account of Sumo Logic behind these events. */
const NO_ACCOUNT = toHexId(0);

/** The health events of an incident so far: of its beginning and, once it is over, of its end. */
export function toHealthEvents(incident: Incident, collector: Resource): HealthEvent[] {
  const { openedEventId, closedEventId, openedAt, closedAt, reason, hint, count } = incident;
  const opened = toHealthEvent(incident, collector, {
    status: "UnHealthy",
    eventName: "TrackerUnHealthy",
    eventId: openedEventId,
    at: openedAt,
    description: `${reason}. ${hint}`,
  });
  if (closedEventId === undefined || closedAt === undefined) return [opened];
  const times = count === 1 ? "once" : `${count} times`;
  const closed = toHealthEvent(incident, collector, {
    status: "Healthy",
    eventName: "TrackerHealthy",
    eventId: closedEventId,
    at: closedAt,
    description: `Over; it was seen ${times}: ${reason}`,
  });
  return [opened, closed];
}

function toHealthEvent(
  { trackerId, resource }: Incident,
  collector: Resource,
  change: Pick<HealthEvent, "status" | "eventName" | "eventId"> & {
    readonly at: number;
    readonly description: string;
  },
): HealthEvent {
  const { status, eventName, eventId, at, description } = change;
  const { severity, name } = TRACKERS[trackerId];
  const owner =
    resource.type === "SourceResource"
      ? { collectorId: toHexId(collector.id), collectorName: collector.name }
      : {};
  return {
    status,
    details: { trackerId, name, description },
    eventType: "Health-Change",
    severityLevel: severity,
    accountId: NO_ACCOUNT,
    eventId,
    eventName,
    eventTime: new Date(at).toISOString(),
    eventFormatVersion: "1.0",
    subsystem: "Collection",
    resourceIdentity: { ...owner, id: toHexId(resource.id), name: resource.name, type: resource.type },
  };
}

/** Ids in health events have 16 hexadecimal digits. */
function toHexId(id: number): string {
  return id.toString(16).toUpperCase().padStart(16, "0");
}
