import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";

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
  if (records.length <= maxRecords && areSurelyWithin(records, maxBytes)) {
    return records.length === 0 ? [] : [[...records]];
  }
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

/** UTF-8 takes no more for a character. */
const MOST_BYTES_A_CHARACTER = 3;

/** Whether even the most that their texts can take is not too much: a page is one request without a closer look. */
function areSurelyWithin(records: readonly ReadableLogRecord[], maxBytes: number): boolean {
  let characters = 0;
  let others = 0;
  for (const { body, attributes } of records) {
    if (typeof body !== "string") return false;
    characters += body.length;
    others += RECORD_OVERHEAD_BYTES + 1;
    for (const name of Object.keys(attributes)) {
      const value = attributes[name];
      if (typeof value !== "string") return false;
      characters += value.length;
      others += name.length + ATTRIBUTE_OVERHEAD_BYTES + 1;
    }
  }
  return characters * MOST_BYTES_A_CHARACTER * ESCAPES + others <= maxBytes;
}

/** About the length of a record in OTLP/JSON, the larger of the two encodings. */
function estimateBytes({ body, attributes }: ReadableLogRecord): number {
  const names = Object.keys(attributes);
  const nameBytes = names.reduce((sum, name) => sum + name.length + ATTRIBUTE_OVERHEAD_BYTES, 0);
  const valueBytes = names.reduce((sum, name) => sum + valueLength(attributes[name]), 0);
  return RECORD_OVERHEAD_BYTES + nameBytes + valueBytes + valueLength(body);
}

function valueLength(value: unknown): number {
  if (typeof value === "string") return Math.ceil(Buffer.byteLength(value) * ESCAPES);
  if (typeof value !== "object" || value === null) return ATTRIBUTE_OVERHEAD_BYTES;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + key.length + ATTRIBUTE_OVERHEAD_BYTES + valueLength(inner),
    0,
  );
}
