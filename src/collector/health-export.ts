import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Health } from "../health/health.ts";
import { type HealthEvent, toHealthEvents } from "../health/health-event.ts";
import { toHealthRecord, toHealthResource } from "../health/health-record.ts";
import type { Incident, Resource } from "../health/incident.ts";
import type { Clock } from "../lib/clock.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import type { BatchLimits } from "../otlp/batch.ts";
import { deliver } from "../otlp/deliver.ts";
import type { Exporter } from "../otlp/exporter.ts";
import { createRecordPipe, type RecordPipe } from "../otlp/record-pipe.ts";
import type { Standing } from "../otlp/standing.ts";
import { NEW_TRIAL } from "../otlp/trial.ts";

/** What is needed to send health events to the endpoint. */
export interface HealthExportDeps {
  readonly health: Pick<Health, "unexported" | "markExported">;
  readonly collector: Resource;
  readonly exporter: Pick<Exporter, "send">;
  readonly standing: Standing;
  readonly batch: BatchLimits;
  /** Resource attributes of every record. */
  readonly resource: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, "now">;
  /** Whether nothing may be sent any more. */
  readonly isClosed: () => boolean;
}

/** Incidents of one round. */
const MOST_AT_ONCE = 100;

/**
 * Makes the way of health events to the endpoint. What it does not take waits for the next call: that the endpoint is
 * in trouble is itself among the health events, and must make no new ones.
 */
export function createHealthExport(deps: HealthExportDeps): () => Promise<void> {
  const { health, collector, exporter, standing, batch, resource, clock, isClosed } = deps;
  const pipes = new Map<string, RecordPipe>();
  const pipeOf = (event: HealthEvent): RecordPipe => {
    const scope = { name: PACKAGE_NAME, version: PACKAGE_VERSION };
    const known = pipes.get(event.eventName);
    const pipe = known ?? createRecordPipe({ resource: { ...resource, ...toHealthResource(event) }, scope });
    pipes.set(event.eventName, pipe);
    return pipe;
  };
  const toRecords = (incident: Incident): readonly ReadableLogRecord[] => {
    const all = toHealthEvents(incident, collector);
    const due = incident.exported === "opened" ? all.slice(1) : all;
    return due.flatMap((event) => pipeOf(event).toReadable([toHealthRecord(event, clock.now())]));
  };
  const sendAll = async (): Promise<void> => {
    while (!isClosed()) {
      const due = health.unexported
        .slice(0, MOST_AT_ONCE)
        .map((incident) => ({ incident, records: toRecords(incident) }));
      if (due.length === 0) return;
      const records = due.flatMap((each) => each.records);
      // One that the endpoint refuses by itself is not tried again: it stays in the list of health events.
      const { held, remaining } = await deliver(records, exporter, { ...batch, trial: NEW_TRIAL, standing });
      const left = new Set(remaining);
      const done = due.filter((each) => !each.records.some((record) => left.has(record)));
      health.markExported(done.map(({ incident }) => incident));
      if (held !== undefined) return;
    }
  };
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= sendAll().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
