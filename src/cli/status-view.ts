import type { Backfill, Incident, Source, Status } from "../generated/status.ts";
import { formatCount, formatSeverities, formatSpan } from "../lib/format.ts";
import { formatRelative } from "./relative-time.ts";
import { formatTable } from "./table.ts";

const NOTHING = "–";

const SOURCE_TITLES = [
  ...["SOURCE", "STATE", "HEALTH", "LAST EVENT", "LAG"],
  ...["ACKNOWLEDGED", "REJECTED", "DEAD LETTERS", "NEXT"],
];
const SOURCE_NUMBERS = [4, 5, 6, 7];

const INCIDENT_TITLES = ["SEVERITY", "SOURCE", "WHAT", "SINCE", "SEEN"];

/** What a source without trouble and without a rest is doing. */
const DOING: Readonly<Record<Source["state"], string>> = {
  Pending: "starting",
  Started: "starting",
  Initialized: "starting",
  Authenticated: "reading",
  Collecting: "reading",
  Error: "waiting",
  Stopping: "being stopped",
  Stopped: "ended",
};

/** Lays a snapshot out for people: the receiver, its sources, and below them what is wrong. */
export function toStatusLines(status: Status, width?: number): readonly string[] {
  const { sources } = status;
  const table =
    sources.length === 0
      ? ["There is no source."]
      : formatTable([SOURCE_TITLES, ...sources.map((source) => toRow(source, status.at))], {
          right: SOURCE_NUMBERS,
          width,
        });
  return [toTitle(status), "", ...table, ...toIncidentLines(status, width)];
}

function toTitle({ version, collector, at, startedAt, endpoint, managedBy, health }: Status): string {
  const up = formatSpan(Date.parse(at) - Date.parse(startedAt));
  const made = managedBy === "files" ? "sources from files" : "sources made through the API";
  return `${collector.name} (${collector.id}): ${health}, up ${up}, to ${endpoint}, ${made}, version ${version}`;
}

function toRow(source: Source, now: string): readonly string[] {
  const { name, state, incidents, newestEventAt, lagMs, accepted, rejected, deadLetters } = source;
  return [
    name,
    state,
    formatSeverities(incidents) || "healthy",
    newestEventAt === undefined ? NOTHING : formatRelative(newestEventAt, now),
    lagMs === undefined ? NOTHING : formatSpan(lagMs),
    formatCount(accepted),
    formatCount(rejected),
    formatCount(deadLetters),
    toNext(source, now),
  ];
}

/** When something happens stands before why, which may be cut. */
function toNext({ state, failure, nextPollAt, backfill }: Source, now: string): string {
  if (failure !== undefined) {
    const { attempts, retryAt, message } = failure;
    const times = attempts === 1 ? "1 attempt" : `${formatCount(attempts)} attempts`;
    const next = retryAt === undefined ? "a change or a restart" : formatRelative(retryAt, now);
    return retryAt === undefined
      ? `waits for ${next}: ${message}`
      : `retry ${next} after ${times}: ${message}`;
  }
  if (nextPollAt !== undefined) return `next poll ${formatRelative(nextPollAt, now)}`;
  return backfill === undefined ? DOING[state] : `reading a history: ${toHowFar(backfill, now)}`;
}

/** Of what is left there is always something, so never 100 %. */
function toHowFar({ share, expectedEndAt }: Backfill, now: string): string {
  const percent = `${Math.floor(share * 100)} %`;
  if (expectedEndAt === undefined) return percent;
  return `${percent}, ends in about ${formatSpan(Date.parse(expectedEndAt) - Date.parse(now))}`;
}

function toIncidentLines({ at, collector, incidents, sources }: Status, width?: number): readonly string[] {
  const open = [
    ...incidents.map((incident) => ({ incident, of: `Collector ${collector.name}` })),
    ...sources.flatMap(({ name, incidents: own }) => own.map((incident) => ({ incident, of: name }))),
  ];
  if (open.length === 0) return [];
  const rows = open.map(({ incident, of }) => toIncidentRow(incident, of, at));
  const [titles = "", ...table] = formatTable([INCIDENT_TITLES, ...rows], { width });
  const texts = open.map(({ incident: { reason, hint } }) => [`  ${reason}`, `  ${hint}`]);
  return ["", "Open incidents", titles, ...table.flatMap((line, index) => [line, ...(texts[index] ?? [])])];
}

function toIncidentRow({ severity, name, openedAt, count }: Incident, of: string, now: string): string[] {
  const times = count === 1 ? "once" : `${formatCount(count)} times`;
  return [severity, of, name, formatRelative(openedAt, now), times];
}
