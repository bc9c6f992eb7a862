import type { Health } from "../health/health.ts";
import { type HealthEvent, toHealthEvents } from "../health/health-event.ts";
import { toHealthRecord, toHealthResource } from "../health/health-record.ts";
import type { Resource } from "../health/incident.ts";
import type { Clock } from "../lib/clock.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import type { Exporter } from "../otlp/exporter.ts";
import { createRecordPipe, type RecordPipe } from "../otlp/record-pipe.ts";

/** What is needed to send health events to the endpoint. */
export interface HealthExportDeps {
  readonly health: Pick<Health, "unexported" | "markExported">;
  readonly collector: Resource;
  readonly exporter: Pick<Exporter, "send">;
  /** Resource attributes of every record. */
  readonly resource: Readonly<Record<string, string>>;
  readonly clock: Pick<Clock, "now">;
  /** Whether nothing may be sent any more. */
  readonly isClosed: () => boolean;
}

/** Incidents of one request. */
const MOST_AT_ONCE = 100;

/**
 * Makes the way of health events to the endpoint. What it does not take waits for the next call: that the endpoint is
 * in trouble is itself among the health events, and must make no new ones.
 */
export function createHealthExport(deps: HealthExportDeps): () => Promise<void> {
  const { health, collector, exporter, resource, clock, isClosed } = deps;
  const pipes = new Map<string, RecordPipe>();
  const pipeOf = (event: HealthEvent): RecordPipe => {
    const scope = { name: PACKAGE_NAME, version: PACKAGE_VERSION };
    const known = pipes.get(event.eventName);
    const pipe = known ?? createRecordPipe({ resource: { ...resource, ...toHealthResource(event) }, scope });
    pipes.set(event.eventName, pipe);
    return pipe;
  };
  const sendAll = async (): Promise<void> => {
    while (!isClosed()) {
      const incidents = health.unexported.slice(0, MOST_AT_ONCE);
      if (incidents.length === 0) return;
      const events = incidents.flatMap((incident) => {
        const all = toHealthEvents(incident, collector);
        return incident.exported === "opened" ? all.slice(1) : all;
      });
      const now = clock.now();
      const records = events.flatMap((event) => pipeOf(event).toReadable([toHealthRecord(event, now)]));
      const { kind } = await exporter.send(records);
      if (kind !== "accepted" && kind !== "partial") return;
      health.markExported(incidents);
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
