import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { AsanaEvent } from "../event/asana-event.ts";
import { FIELD_ATTRIBUTES } from "../record/attributes.ts";
import type { EventLogRecord } from "../record/event-log-record.ts";
import { keyField, ProtobufText, STRING_VALUE } from "./protobuf-text.ts";
import { ReadableEvent } from "./readable-event.ts";
import { groupRecords } from "./record-groups.ts";

const writer = new ProtobufText();

/** The keys of attributes as fields, by the index of their field in an event. */
const fieldKeys = FIELD_ATTRIBUTES.map((name) => (name === undefined ? undefined : keyField(name)));

/** Resources and scopes as fields: each serves all records of a source. */
const shared = new WeakMap<object, Uint8Array>();

/** Fields of opentelemetry/proto/logs/v1/logs.proto, with their wire types. */
const RESOURCE_LOGS = 0x0a;
const RESOURCE = 0x0a;
const SCOPE_LOGS = 0x12;
const SCHEMA_URL = 0x1a;
const SCOPE = 0x0a;
const LOG_RECORD = 0x12;
const TIME = 0x09;
const SEVERITY_NUMBER = 0x10;
const SEVERITY_TEXT = 0x1a;
const BODY = 0x2a;
const ATTRIBUTE = 0x32;
const DROPPED_ATTRIBUTES = 0x38;
const FLAGS = 0x45;
const TRACE_ID = 0x4a;
const SPAN_ID = 0x52;
const OBSERVED_TIME = 0x59;
const EVENT_NAME = 0x62;

/** Of Resource and InstrumentationScope. */
const RESOURCE_ATTRIBUTE = 0x0a;
const RESOURCE_DROPPED_ATTRIBUTES = 0x10;
const SCOPE_NAME = 0x0a;
const SCOPE_VERSION = 0x12;
const SCOPE_ATTRIBUTE = 0x1a;
const SCOPE_DROPPED_ATTRIBUTES = 0x20;

/**
 * Encodes records as an OTLP/protobuf request, byte for byte as OpenTelemetry's ProtobufLogsSerializer does, in a fraction of
 * its time: it goes over every record twice, a character at a time.
 */
export function toProtobufRequest(records: readonly ReadableLogRecord[]): Uint8Array {
  writer.at = 0;
  for (const [resource, scopes] of groupRecords(records)) {
    const resourceLogs = writer.begin(RESOURCE_LOGS, 3);
    writeOnce(resource, writeResource);
    for (const [scope, group] of scopes) {
      const scopeLogs = writer.begin(SCOPE_LOGS, 3);
      writeOnce(scope, writeScope);
      for (const record of group) writeRecord(record);
      if (scope.schemaUrl) writer.string(SCHEMA_URL, scope.schemaUrl);
      writer.end(scopeLogs, 3);
    }
    if (resource.schemaUrl) writer.string(SCHEMA_URL, resource.schemaUrl);
    writer.end(resourceLogs, 3);
  }
  return writer.finish();
}

function writeRecord(record: ReadableLogRecord): void {
  const start = writer.begin(LOG_RECORD, 2);
  writer.fixed64(TIME, record.hrTime);
  if (record.severityNumber) writer.number(SEVERITY_NUMBER, record.severityNumber);
  if (record.severityText) writer.string(SEVERITY_TEXT, record.severityText);
  const event = record instanceof ReadableEvent ? record.logRecord : undefined;
  if (event !== undefined) writeText(event.event);
  else if (record.body !== undefined) writeBody(record.body);
  if (event !== undefined) writeFields(event);
  const attributes = event === undefined ? record.attributes : event.odd;
  if (attributes !== undefined) writeAttributes(ATTRIBUTE, attributes);
  writer.number(DROPPED_ATTRIBUTES, record.droppedAttributesCount);
  if (record.spanContext !== undefined) writeSpan(record.spanContext);
  writer.fixed64(OBSERVED_TIME, record.hrTimeObserved);
  if (record.eventName) writer.string(EVENT_NAME, record.eventName);
  writer.end(start, 2);
}

function writeBody(value: unknown): void {
  const body = writer.begin(BODY, 2);
  writer.anyValue(value);
  writer.end(body, 2);
}

/** A JSON text as the body. */
function writeText({ bytes, start, end }: AsanaEvent): void {
  const body = writer.begin(BODY, 2);
  writer.stringOf(STRING_VALUE, bytes, start, end);
  writer.end(body, 2);
}

/** The bytes between their quotes are their texts. */
function writeFields({ event, plainStart }: EventLogRecord): void {
  const { bytes, spans, oddStart } = event;
  for (let at = plainStart; at < oddStart; at += 3) {
    const key = fieldKeys[spans[at] ?? 0];
    if (key === undefined) continue;
    writer.keyText(ATTRIBUTE, key, bytes, (spans[at + 1] ?? 0) + 1, (spans[at + 2] ?? 0) - 1);
  }
}

function writeSpan({ traceFlags, traceId, spanId }: NonNullable<ReadableLogRecord["spanContext"]>): void {
  if (traceFlags) writer.fixed32(FLAGS, traceFlags);
  if (traceId) writer.bytesField(TRACE_ID, Buffer.from(traceId, "hex"));
  if (spanId) writer.bytesField(SPAN_ID, Buffer.from(spanId, "hex"));
}

function writeOnce<T extends object>(owner: T, write: (owner: T) => void): void {
  const known = shared.get(owner);
  if (known !== undefined) {
    writer.raw(known);
    return;
  }
  const start = writer.at;
  write(owner);
  shared.set(owner, Uint8Array.from(writer.bytes.subarray(start, writer.at)));
}

function writeResource({ attributes }: ReadableLogRecord["resource"]): void {
  const start = writer.begin(RESOURCE, 2);
  writeAttributes(RESOURCE_ATTRIBUTE, attributes);
  writer.number(RESOURCE_DROPPED_ATTRIBUTES, 0);
  writer.end(start, 2);
}

function writeScope(scope: ReadableLogRecord["instrumentationScope"]): void {
  const start = writer.begin(SCOPE, 1);
  writer.string(SCOPE_NAME, scope.name);
  if (scope.version) writer.string(SCOPE_VERSION, scope.version);
  writeAttributes(SCOPE_ATTRIBUTE, scope.attributes ?? {});
  if (scope.droppedAttributesCount) writer.number(SCOPE_DROPPED_ATTRIBUTES, scope.droppedAttributesCount);
  writer.end(start, 1);
}

function writeAttributes(tag: number, attributes: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(attributes)) writer.keyValue(tag, key, attributes[key]);
}
