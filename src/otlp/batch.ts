import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { FIELD_ATTRIBUTES } from "../record/attributes.ts";
import type { EventLogRecord } from "../record/event-log-record.ts";
import { ReadableEvent } from "./readable-event.ts";

/** How much goes into one request. */
export interface BatchLimits {
  readonly maxRecords: number;
  /** Before compression. */
  readonly maxBytes: number;
}

/** Names, types and lengths around a record's texts. */
const RECORD_OVERHEAD_BYTES = 200;
const ATTRIBUTE_OVERHEAD_BYTES = 40;

/** In JSON, a body that is JSON itself has a backslash before every quote. */
const ESCAPES = 1.25;

/**
 * Cuts records into requests of at most so many records and, as far as one can tell without encoding them, bytes. A
 * record that is larger by itself is a request of its own.
 */
export function cutBatches(
  records: readonly ReadableLogRecord[],
  { maxRecords, maxBytes }: BatchLimits,
): ReadableLogRecord[][] {
  const batches: ReadableLogRecord[][] = [];
  let batch: ReadableLogRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = estimateBytes(record);
    if (batch.length > 0 && (batch.length >= maxRecords || bytes + size > maxBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

/** About the length of a record in OTLP/JSON, the larger of the two encodings. */
function estimateBytes(record: ReadableLogRecord): number {
  if (record instanceof ReadableEvent) return estimateEventBytes(record.logRecord);
  const { body, attributes } = record;
  return RECORD_OVERHEAD_BYTES + attributesLength(attributes) + valueLength(body);
}

function attributesLength(attributes: ReadableLogRecord["attributes"]): number {
  let length = 0;
  for (const name of Object.keys(attributes))
    length += name.length + ATTRIBUTE_OVERHEAD_BYTES + valueLength(attributes[name]);
  return length;
}

/** The length of most of it is known without a look at its texts. */
function estimateEventBytes({ event, plainStart, odd }: EventLogRecord): number {
  const { spans, oddStart, start, end } = event;
  let bytes = RECORD_OVERHEAD_BYTES + (end - start) * ESCAPES;
  for (let at = plainStart; at < oddStart; at += 3) {
    const attribute = FIELD_ATTRIBUTES[spans[at] ?? 0] ?? "";
    bytes += attribute.length + ATTRIBUTE_OVERHEAD_BYTES + (spans[at + 2] ?? 0) - (spans[at + 1] ?? 0);
  }
  return odd === undefined ? bytes : bytes + attributesLength(odd);
}

function valueLength(value: unknown): number {
  if (typeof value === "string") return Math.ceil(Buffer.byteLength(value) * ESCAPES);
  if (typeof value !== "object" || value === null) return ATTRIBUTE_OVERHEAD_BYTES;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + key.length + ATTRIBUTE_OVERHEAD_BYTES + valueLength(inner),
    0,
  );
}
