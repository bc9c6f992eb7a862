import { DataPointType } from "@opentelemetry/sdk-metrics";
import { describe, expect, it } from "vitest";
import { STATUS_INSTRUMENTS } from "../../src/telemetry/instruments.ts";
import { toMetricData } from "../../src/telemetry/status-metrics.ts";
import { sourceStatus } from "../support/source-status.ts";
import { incident, status } from "../support/status-samples.ts";

/** The values of an instrument, with their attributes. */
function valuesOf(
  of: Parameters<typeof toMetricData>[0],
  { name }: { readonly name: string },
): readonly [object, unknown][] {
  const data = toMetricData(of).find(({ descriptor }) => descriptor.name === name);
  return (data?.dataPoints ?? []).map(({ attributes, value }) => [attributes, value]);
}

describe("the metrics of a status", () => {
  it("are all that the table of instruments has", () => {
    const full = sourceStatus({
      lagMs: 1,
      checkpoint: { workspaceID: "1", updatedAt: "2026-06-01T11:59:00.000Z", totals: sourceStatus() },
      backfill: { fromAt: "", toAt: "", reachedAt: "", share: 0.25, beganAt: "" },
      incidents: [incident()],
    });
    const names = toMetricData(status([full])).map(({ descriptor }) => descriptor.name);
    expect(names.toSorted()).toEqual(
      Object.values(STATUS_INSTRUMENTS)
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it("count events whatever became of them, and records by what became of them", () => {
    const now = status([
      sourceStatus({ accepted: 5, rejected: 2, deadLettered: 1, duplicates: 4, filtered: 8 }),
    ]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.events)).toEqual([[{ source: "Acme" }, 20]]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.records)).toEqual([
      [{ source: "Acme", outcome: "accepted" }, 5],
      [{ source: "Acme", outcome: "rejected" }, 2],
      [{ source: "Acme", outcome: "dead_lettered" }, 1],
    ]);
  });

  it("say 1 for the state that a source is in, and 0 for each other one", () => {
    const values = valuesOf(status([sourceStatus({ state: "Error" })]), STATUS_INSTRUMENTS.state);
    expect(values).toHaveLength(8);
    expect(values.filter(([, value]) => value === 1)).toEqual([[{ source: "Acme", state: "Error" }, 1]]);
  });

  it("tell times in seconds, and nothing where there is none", () => {
    const checkpoint = { workspaceID: "1", updatedAt: "2026-06-01T11:58:30.500Z", totals: sourceStatus() };
    const now = status([sourceStatus({ lagMs: 1500, checkpoint }), sourceStatus({ name: "New" })]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.lag)).toEqual([[{ source: "Acme" }, 1.5]]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.checkpointAge)).toEqual([[{ source: "Acme" }, 89.5]]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.backfillShare)).toEqual([]);
  });

  it("count open problems by tracker, those of the Collector without a source", () => {
    const lost = incident({ trackerId: "EventsLostError", severity: "Error" });
    const now = {
      ...status([sourceStatus({ incidents: [incident(), incident(), lost] })]),
      incidents: [lost],
    };
    expect(valuesOf(now, STATUS_INSTRUMENTS.incidents)).toEqual([
      [{ tracker: "EventsLostError", severity: "error" }, 1],
      [{ source: "Acme", tracker: "ConfigWarning", severity: "warning" }, 2],
      [{ source: "Acme", tracker: "EventsLostError", severity: "error" }, 1],
    ]);
  });

  it("tell a name once, of the source that runs, while an older one of that name is being stopped", () => {
    const now = status([sourceStatus({ pages: 1 }), sourceStatus({ pages: 9, state: "Stopping" })]);
    expect(valuesOf(now, STATUS_INSTRUMENTS.pages)).toEqual([[{ source: "Acme" }, 1]]);
  });

  it("begin when the receiver was started, and counters only grow", () => {
    const [data] = toMetricData(status([sourceStatus()])).filter(
      ({ descriptor: { name } }) => name === STATUS_INSTRUMENTS.pages.name,
    );
    expect(data).toMatchObject({ dataPointType: DataPointType.SUM, isMonotonic: true });
    expect(data?.dataPoints[0]?.startTime).toEqual([Date.parse("2026-06-01T11:00:00Z") / 1000, 0]);
  });
});
