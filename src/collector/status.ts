import { formatPlace } from "../config/issue.ts";
import type {
  Backfill,
  Checkpoint,
  Health,
  Incident,
  Source,
  StateChange,
  Status,
} from "../generated/status.ts";
import type { Incident as HealthIncident } from "../health/incident.ts";
import { TRACKERS } from "../health/tracker.ts";
import type { EnteredState, SourceSnapshot } from "../source/source.ts";
import { Activity } from "./activity.ts";
import { type History, reckonBackfill } from "./backfill.ts";
import type { RunningSource } from "./source-set.ts";

export type { Checkpoint, Incident, Source as SourceStatus, Status } from "../generated/status.ts";

/** What a snapshot is made of. Instants are milliseconds since the epoch. */
export interface StatusParts {
  readonly version: string;
  readonly now: number;
  readonly startedAt: number;
  readonly phase: Status["phase"];
  readonly collector: { readonly id: number; readonly name: string };
  readonly endpoint: string;
  readonly managedBy: Status["managedBy"];
  readonly sources: readonly RunningSource[];
  readonly incidents: readonly HealthIncident[];
  /** By the source's id; without sources that have none. */
  readonly deadLetters: ReadonlyMap<number, number>;
  readonly activities: ReadonlyMap<number, Activity>;
}

/** States as they are shown: to write their times is most of the work of a snapshot, and they never change. */
const shownStates = new WeakMap<EnteredState, StateChange>();

/** Makes the snapshot that everything a person or a program can see is read from. */
export function toStatus(parts: StatusParts): Status {
  const { now, startedAt, sources, incidents, deadLetters, activities, ...same } = parts;
  const bySource = Map.groupBy(incidents, ({ resource: { type, id } }) =>
    type === "SourceResource" ? id : undefined,
  );
  const quiet = new Activity().read(now);
  return {
    ...same,
    at: toIso(now),
    startedAt: toIso(startedAt),
    health: healthOf(incidents.map(({ trackerId }) => TRACKERS[trackerId])),
    incidents: (bySource.get(undefined) ?? []).map(toIncidentStatus),
    sources: sources.map((source) => {
      const { id } = source.identified;
      return {
        ...toSourceStatus(source, bySource.get(id) ?? [], now),
        deadLetters: deadLetters.get(id) ?? 0,
        activity: activities.get(id)?.read(now) ?? quiet,
      };
    }),
  };
}

/** An incident as it is shown. */
export function toIncidentStatus(incident: HealthIncident): Incident {
  const { openedEventId, trackerId, reason, hint, openedAt, lastAt, count, closedAt } = incident;
  const { name, severity } = TRACKERS[trackerId];
  return {
    id: openedEventId,
    trackerId,
    name,
    severity,
    reason,
    hint,
    openedAt: toIso(openedAt),
    lastAt: toIso(lastAt),
    count,
    ...instant("closedAt", closedAt),
  };
}

function toSourceStatus(
  { identified, snapshot }: RunningSource,
  incidents: readonly HealthIncident[],
  now: number,
): Omit<Source, "deadLetters" | "activity"> {
  const { name, description, category, workspaceID, origin } = identified.config;
  const {
    state,
    stateAt,
    states,
    failure,
    checkpoint,
    stretch: _stretch,
    past: _past,
    newestEventAt,
    lagMs,
    nextPollAt,
    ...counts
  } = snapshot;
  const open = incidents.map(toIncidentStatus);
  return {
    id: identified.id,
    name,
    ...(description === undefined ? {} : { description }),
    ...(category === undefined ? {} : { category }),
    workspaceID,
    ...(origin.line === 0 ? {} : { origin: formatPlace(origin) }),
    state,
    stateAt: toIso(stateAt),
    states: states.map(toStateChange),
    health: healthOf(open),
    incidents: open,
    ...(failure === undefined ? {} : { failure: toFailure(failure) }),
    ...counts,
    ...instant("newestEventAt", newestEventAt),
    ...(lagMs === undefined ? {} : { lagMs }),
    ...instant("nextPollAt", nextPollAt),
    ...toBackfill(snapshot, now),
    ...(checkpoint === undefined ? {} : { checkpoint: toCheckpointStatus(workspaceID, checkpoint) }),
  };
}

function toStateChange(entered: EnteredState): StateChange {
  const shown = shownStates.get(entered) ?? { state: entered.state, at: toIso(entered.at) };
  shownStates.set(entered, shown);
  return shown;
}

/** Nothing, unless the source goes through a past of which much is left. */
function toBackfill(snapshot: SourceSnapshot, now: number): { readonly backfill?: Backfill } {
  const { state, failure } = snapshot;
  const history = historyOf(snapshot, now);
  if (history === undefined || state === "Stopping" || state === "Stopped") return {};
  const reckoning = reckonBackfill(history, now);
  if (reckoning === undefined) return {};
  return {
    backfill: {
      fromAt: toIso(history.fromAt),
      toAt: toIso(history.toAt),
      reachedAt: toIso(history.reachedAt),
      share: reckoning.share,
      beganAt: toIso(history.beganAt),
      ...instant("expectedEndAt", failure === undefined ? reckoning.expectedEndAt : undefined),
    },
  };
}

/** What is read in slices beside the present or, without them, what is read before it. */
function historyOf({ past, stretch }: SourceSnapshot, now: number): History | undefined {
  if (past !== undefined) return { ...past, grows: false };
  if (stretch === undefined) return undefined;
  const { oldestEventAt: fromAt, newestEventAt: reachedAt, beganAt } = stretch;
  return { fromAt, toAt: now, grows: true, reachedAt, coveredMs: reachedAt - fromAt, beganAt };
}

/** A checkpoint as it is shown. */
export function toCheckpointStatus(
  workspaceID: string,
  { cursor, newestEventAt, updatedAt, totals, slices = [] }: NonNullable<SourceSnapshot["checkpoint"]>,
): Checkpoint {
  const slicesLeft = slices.filter(({ isOver }) => !isOver).length;
  return {
    workspaceID,
    ...instant("startAt", cursor.startAt),
    ...(cursor.offset === undefined ? {} : { offset: cursor.offset }),
    ...instant("newestEventAt", newestEventAt),
    updatedAt: toIso(updatedAt),
    ...(slicesLeft === 0 ? {} : { slicesLeft }),
    totals,
  };
}

function toFailure(failure: NonNullable<SourceSnapshot["failure"]>): NonNullable<Source["failure"]> {
  const { errorType, message, hint, attempts, retryAt } = failure;
  return { errorType, message, hint, attempts, ...instant("retryAt", retryAt) };
}

/** The worst of what is open. */
export function healthOf(open: readonly Pick<Incident, "severity">[]): Health {
  const severities = new Set(open.map(({ severity }) => severity));
  if (severities.has("Error")) return "error";
  return severities.has("Warning") ? "warning" : "healthy";
}

function instant<Key extends string>(key: Key, at: number | undefined): { [K in Key]?: string } {
  return at === undefined ? {} : ({ [key]: toIso(at) } as { [K in Key]: string });
}

function toIso(at: number): string {
  return new Date(at).toISOString();
}
