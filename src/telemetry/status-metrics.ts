import { type Attributes, ValueType } from "@opentelemetry/api";
import { millisToHrTime } from "@opentelemetry/core";
import { AggregationTemporality, DataPointType, type MetricData } from "@opentelemetry/sdk-metrics";
import type { Incident, Source, State, Status } from "../generated/status.ts";
import { type Instrument, STATUS_INSTRUMENTS } from "./instruments.ts";

/** One value of an instrument; none where the snapshot has none. */
type Point = readonly [attributes: Attributes, value: number | undefined];

const STATES = Object.keys({
  Pending: 0,
  Started: 0,
  Initialized: 0,
  Authenticated: 0,
  Collecting: 0,
  Error: 0,
  Stopping: 0,
  Stopped: 0,
} satisfies Record<State, 0>);

const { state, pages, events, records, duplicates, filtered, redacted, repairs } = STATUS_INSTRUMENTS;
const { lag, checkpointAge, backfillShare, deadLetters, incidents } = STATUS_INSTRUMENTS;

/** How each instrument is read. */
const READINGS: readonly (readonly [instrument: Instrument, read: (status: Status) => Point[]])[] = [
  [state, each((source) => STATES.map((name) => [{ state: name }, name === source.state ? 1 : 0]))],
  [pages, each((source) => [[{}, source.pages]])],
  [events, each((source) => [[{}, recordsOf(source) + source.duplicates + source.filtered]])],
  [
    records,
    each(({ accepted, rejected, deadLettered }) => [
      [{ outcome: "accepted" }, accepted],
      [{ outcome: "rejected" }, rejected],
      [{ outcome: "dead_lettered" }, deadLettered],
    ]),
  ],
  [duplicates, each((source) => [[{}, source.duplicates]])],
  [filtered, each((source) => [[{}, source.filtered]])],
  [redacted, each((source) => [[{}, source.redacted]])],
  [repairs, each((source) => [[{}, source.repairs]])],
  [lag, each(({ lagMs }) => [[{}, lagMs === undefined ? undefined : lagMs / 1000]])],
  [
    checkpointAge,
    each(({ checkpoint }, { at }) => [[{}, checkpoint && secondsBetween(checkpoint.updatedAt, at)]]),
  ],
  [backfillShare, each(({ backfill }) => [[{}, backfill?.share]])],
  [deadLetters, each((source) => [[{}, source.deadLetters]])],
  [
    incidents,
    (status) => [
      ...countIncidents(status.incidents),
      ...each((source) => countIncidents(source.incidents))(status),
    ],
  ],
];

/**
 * Everything that the snapshot tells in numbers. Made anew each time and not by the SDK's observable instruments, which
 * in this version go on telling what is not observed any more: sources that are gone, problems that are over.
 */
export function toMetricData(status: Status): MetricData[] {
  const distinct = { ...status, sources: distinctSources(status) };
  return READINGS.flatMap(([instrument, read]) => {
    const points = read(distinct).flatMap(([attributes, value]) =>
      value === undefined ? [] : [{ attributes, value }],
    );
    return points.length === 0 ? [] : [toData(instrument, points, status)];
  });
}

/** For a moment, a source that is made anew has the name of one that is being stopped; the one that runs is listed first. */
function distinctSources({ sources }: Status): Source[] {
  return [...new Map(sources.toReversed().map((source) => [source.name, source])).values()].toReversed();
}

function each(read: (source: Source, status: Status) => Point[]): (status: Status) => Point[] {
  return (status) =>
    status.sources.flatMap((source) =>
      read(source, status).map(
        ([attributes, value]): Point => [{ source: source.name, ...attributes }, value],
      ),
    );
}

function recordsOf({ accepted, rejected, deadLettered }: Source): number {
  return accepted + rejected + deadLettered;
}

function countIncidents(incidents: readonly Incident[]): Point[] {
  const byTracker = Map.groupBy(incidents, ({ trackerId }) => trackerId);
  return [...byTracker].map(([tracker, [first, ...others]]) => [
    { tracker, severity: first?.severity.toLowerCase() },
    1 + others.length,
  ]);
}

function toData(
  { name, description, unit, kind }: Instrument,
  points: readonly { readonly attributes: Attributes; readonly value: number }[],
  { at, startedAt }: Status,
): MetricData {
  const startTime = millisToHrTime(Date.parse(startedAt));
  const endTime = millisToHrTime(Date.parse(at));
  const isWhole = unit.startsWith("{");
  const data = {
    descriptor: { name, description, unit, valueType: isWhole ? ValueType.INT : ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
    dataPoints: points.map((point) => ({ ...point, startTime, endTime })),
  };
  return kind === "counter"
    ? { ...data, dataPointType: DataPointType.SUM, isMonotonic: true }
    : { ...data, dataPointType: DataPointType.GAUGE };
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from)) / 1000;
}
