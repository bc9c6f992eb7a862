import type { HealthEvent } from "../../src/health/health-event.ts";
import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";
import { resourceValue } from "./accounting.ts";

/** A health event as it arrived at the endpoint. */
export interface ExportedHealth {
  /** The metadata under which Sumo Logic keeps it. */
  readonly sourceCategory: string | undefined;
  readonly sourceName: string | undefined;
  readonly sourceHost: string | undefined;
  readonly event: HealthEvent;
}

/** The health events a sink has got, in the order of arrival; what belongs to a workspace is none. */
export function exportedHealth(sink: Pick<OtlpSink, "records">): readonly ExportedHealth[] {
  const records = sink.records.filter((record) => resourceValue(record, "asana.workspace.gid") === undefined);
  return records.map((record) => ({
    sourceCategory: resourceValue(record, "_sourceCategory"),
    sourceName: resourceValue(record, "_sourceName"),
    sourceHost: resourceValue(record, "_sourceHost"),
    event: JSON.parse(record.logRecord.body?.stringValue ?? ""),
  }));
}
