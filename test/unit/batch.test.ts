import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/event/fields.ts";
import { toEvent } from "../../src/event/scan-event.ts";
import { cutBatches } from "../../src/otlp/batch.ts";
import { toJsonRequest } from "../../src/otlp/json-request.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { toRecord } from "../../src/record/to-record.ts";

const PIPE = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });

const MOST_BYTES = 50_000;

/** An event with every known field, and details of a thousand characters. */
function eventWith(value: string): string {
  const event: Record<string, unknown> = { details: { text: "x".repeat(1000) } };
  for (const field of FIELDS) {
    const [part = "", name] = field.split(".");
    if (name === undefined) event[part] = value;
    else event[part] = { ...Object(event[part]), [name]: value };
  }
  return JSON.stringify(event);
}

describe("events are cut into requests of about the bytes that are allowed, in order", () => {
  it.for([
    ["whose fields are copied", "value", "otel"],
    ["whose fields have escapes", 'value "quoted"', "otel"],
    ["without attributes", "value", "sumologic"],
  ] as const)("%s", ([, value, profile]) => {
    const records = PIPE.toReadable(
      Array.from({ length: 200 }, (_, index) => {
        const event = toEvent(eventWith(value));
        return toRecord(event, { profile, body: "json", observedAt: index }).logRecord;
      }),
    );
    const batches = cutBatches(records, { maxRecords: 1000, maxBytes: MOST_BYTES });
    expect(batches.flat()).toEqual(records);
    for (const batch of batches.slice(0, -1)) {
      const { length } = toJsonRequest(batch);
      expect(length / MOST_BYTES).toBeGreaterThan(0.75);
      expect(length / MOST_BYTES).toBeLessThan(1.1);
    }
  });

  it("by their number, too", () => {
    const { logRecord } = toRecord(toEvent("{}"), { profile: "otel", body: "json", observedAt: 0 });
    const records = PIPE.toReadable(Array(7).fill(logRecord));
    const batches = cutBatches(records, { maxRecords: 3, maxBytes: MOST_BYTES });
    expect(batches.map(({ length }) => length)).toEqual([3, 3, 1]);
  });
});
