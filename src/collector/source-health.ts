import type { Health } from "../health/health.ts";
import type { Resource } from "../health/incident.ts";
import type { TrackerId } from "../health/tracker.ts";
import type { SourceSnapshot } from "../source/source.ts";
import type { SourceChange, SourceWarning } from "../source/source-change.ts";

const WARNINGS = {
  byTime: {
    trackerId: "ReadingByTimeWarning",
    hint: "Nothing to do: nothing is lost. After a change of asana.url or the filters, older events may come twice.",
  },
  clock: {
    trackerId: "ClockWarning",
    hint: "Set this machine's clock, for example by NTP. Nothing is lost: Asana's clock decides where reading begins and ends.",
  },
  lost: {
    trackerId: "EventsLostError",
    hint: "Nothing brings them back from Asana. Keep the receiver running, and watch its health.",
  },
  times: {
    trackerId: "EventTimeWarning",
    hint: "Check this machine's clock. Nothing is lost; with a clock that is behind, events may come twice.",
  },
  redaction: {
    trackerId: "RedactionWarning",
    hint: "Check redact; more is taken out of these events than it names, and nothing of what it names is sent.",
  },
  dead: {
    trackerId: "DeadLettersWarning",
    hint: "See the endpoint's log, then: otel-asana-receiver deadletter list, retry or export.",
  },
  rejected: {
    trackerId: "RecordsRejectedWarning",
    hint: "See the endpoint's log: it will not take these records, and forbids to send them again.",
  },
  remark: {
    trackerId: "EndpointRemarkWarning",
    hint: "Check that the endpoint is what it should be; it has acknowledged the records.",
  },
} as const satisfies Record<SourceWarning["about"], { trackerId: TrackerId; hint: string }>;

/** A source that collects has none of these. */
const ERRORS = ["ThirdPartyConfigError", "ThirdPartyGenericError", "FirstPartyGenericError"] as const;

/** Tells health what a source tells of itself. */
export function noteChange(health: Health, resource: Resource, change: SourceChange): void {
  if (change.kind === "failure") {
    const { errorType, message, hint } = change.failure;
    health.raise(resource, `${errorType}Error`, { reason: message, hint });
  } else if (change.kind === "warning") {
    const { trackerId, hint } = WARNINGS[change.about];
    health.raise(resource, trackerId, { reason: change.message, hint });
  } else if (change.kind === "state" && change.state === "Authenticated") {
    health.clear(resource, "ThirdPartyConfigError");
  } else if (change.kind === "state" && change.state === "Collecting") {
    for (const trackerId of ERRORS) health.clear(resource, trackerId);
  }
}

/** From when on late and missing events are a problem, in milliseconds. */
export interface HealthLimits {
  readonly lagLimitMs: number;
  readonly silenceLimitMs: number;
}

/** Looks for what a source cannot tell of itself: that it is behind, or that nothing comes any more. */
export function checkProgress(
  health: Health,
  resource: Resource,
  { state, lagMs, newestEventAt, nextPollAt, stateAt }: SourceSnapshot,
  { now, lagLimitMs, silenceLimitMs }: HealthLimits & { readonly now: number },
): void {
  const isResting = state === "Collecting" && nextPollAt !== undefined;
  const isReading = state === "Collecting" && nextPollAt === undefined;
  if (isReading && lagMs !== undefined && lagMs > lagLimitMs) {
    const reason = `The newest delivered event is ${toHours(lagMs)} old, more than health.lagLimit`;
    const hint =
      "Nothing to do while a history is read; else the endpoint or Asana is slower than events come.";
    health.raise(resource, "EventLagWarning", { reason, hint });
  } else if (state === "Collecting") {
    health.clear(resource, "EventLagWarning");
  }
  if (!isResting) return;
  const silentSince = newestEventAt ?? stateAt;
  if (now - silentSince <= silenceLimitMs) {
    health.clear(resource, "NoEventsWarning");
    return;
  }
  // Not for how long: these words would be others at every look.
  const reason = `No event since ${new Date(silentSince).toISOString()}, for longer than health.silenceLimit`;
  const hint =
    "Check workspaceID and the filters, and that people use the workspace; a quiet one may need a longer limit.";
  health.sustain(resource, "NoEventsWarning", { reason, hint });
}

function toHours(ms: number): string {
  return `${(ms / 3_600_000).toFixed(1)} h`;
}
