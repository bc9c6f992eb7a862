/** How bad a problem is: an error keeps a source from collecting, a warning is a weak point. */
export type Severity = "Error" | "Warning";

interface Tracker {
  readonly severity: Severity;
  /** The problem in a few words, as the health event's name. */
  readonly name: string;
  /** It is over when it was not seen for so long; without it, somebody says when it is over. Milliseconds. */
  readonly quietMs?: number;
}

const HOUR_MS = 3_600_000;

/** What is watched at each source, or at the Collector. The first three are Sumo Logic's error types. */
export const TRACKERS = {
  ThirdPartyConfigError: { severity: "Error", name: "Asana refuses the configuration" },
  ThirdPartyGenericError: { severity: "Error", name: "Asana cannot be read" },
  FirstPartyGenericError: { severity: "Error", name: "Records cannot be delivered or stored" },
  EventsLostError: { severity: "Error", name: "Events were lost", quietMs: 7 * 24 * HOUR_MS },
  StateLostError: { severity: "Error", name: "The stored state was damaged", quietMs: 7 * 24 * HOUR_MS },
  ConfigWarning: { severity: "Warning", name: "The configuration needs attention" },
  EventLagWarning: { severity: "Warning", name: "Events are delivered late" },
  NoEventsWarning: { severity: "Warning", name: "Nothing is collected" },
  MetricsExportWarning: { severity: "Warning", name: "Metrics cannot be pushed" },
  SourceLimitWarning: { severity: "Warning", name: "The Collector is almost full" },
  RecordsRejectedWarning: {
    severity: "Warning",
    name: "The endpoint rejected records",
    quietMs: HOUR_MS,
  },
  EndpointRemarkWarning: {
    severity: "Warning",
    name: "The endpoint's answers are unusual",
    quietMs: HOUR_MS,
  },
  DeadLettersWarning: { severity: "Warning", name: "There are dead letters" },
  EventTimeWarning: { severity: "Warning", name: "The times of events are odd", quietMs: HOUR_MS },
  ClockWarning: { severity: "Warning", name: "Clocks differ", quietMs: HOUR_MS },
  RedactionWarning: { severity: "Warning", name: "Events are not what redact expects", quietMs: HOUR_MS },
  ReadingByTimeWarning: { severity: "Warning", name: "The stored offset was of no use", quietMs: HOUR_MS },
} as const satisfies Record<string, Tracker>;

/** The name of a tracker. */
export type TrackerId = keyof typeof TRACKERS;

/** How long a tracker's problem may stay unseen before it is over; undefined when somebody says so. */
export function quietMsOf(trackerId: TrackerId): number | undefined {
  const tracker: Tracker = TRACKERS[trackerId];
  return tracker.quietMs;
}
