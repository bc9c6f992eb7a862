import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ByteWriter } from "./byte-writer.ts";
import { groupRecords } from "./record-groups.ts";

type HrTime = ReadableLogRecord["hrTime"];

const NANOSECONDS = 1_000_000_000n;

const writer = new ByteWriter();

/** Beginnings of attributes, by attribute name. */
const attributeStarts = new Map<string, string>();

/** Attribute names may come from events, in whatever number. */
const MOST_ATTRIBUTE_NAMES = 1000;

/** Resources and scopes as JSON: each serves all records of a source. */
const shared = new WeakMap<object, string>();

/**
 * Encodes records as an OTLP/JSON request, byte for byte as OpenTelemetry's JsonLogsSerializer does, in a
 * fraction of its time: it makes about forty objects of a record, and a text of all of them.
 */
export function toJsonRequest(records: readonly ReadableLogRecord[]): Uint8Array {
  writer.at = 0;
  let separator = "";
  writer.utf8('{"resourceLogs":[');
  for (const [resource, scopes] of groupRecords(records)) {
    writer.utf8(`${separator}{"resource":${resourceJson(resource)},"scopeLogs":[`);
    separator = "";
    for (const [scope, group] of scopes) {
      writer.utf8(`${separator}{"scope":${scopeJson(scope)},"logRecords":[`);
      writeRecords(group);
      writer.utf8(`]${member("schemaUrl", scope.schemaUrl)}}`);
      separator = ",";
    }
    writer.utf8(`]${member("schemaUrl", resource.schemaUrl || undefined)}}`);
    separator = ",";
  }
  writer.utf8("]}");
  return writer.finish();
}

function writeRecords(records: readonly ReadableLogRecord[]): void {
  let observed: HrTime | undefined;
  let observedText = "";
  let separator = "";
  for (const record of records) {
    if (record.hrTimeObserved !== observed) {
      observed = record.hrTimeObserved;
      observedText = nanoseconds(observed);
    }
    // One after the other: a text of all of them would be a large object for the engine.
    writer.utf8(separator + recordJson(record, observedText));
    separator = ",";
  }
}

function recordJson(record: ReadableLogRecord, observedText: string): string {
  const { severityNumber, severityText, body, eventName, attributes, spanContext } = record;
  let json = `{"timeUnixNano":"${nanoseconds(record.hrTime)}","observedTimeUnixNano":"${observedText}"`;
  if (severityNumber !== undefined) json += `,"severityNumber":${severityNumber}`;
  json += `${member("severityText", severityText)},"body":${anyValueJson(body)}${member("eventName", eventName)},"attributes":[`;
  let separator = "";
  for (const key of Object.keys(attributes)) {
    json += `${separator}${attributeStart(key)}${anyValueJson(attributes[key])}}`;
    separator = ",";
  }
  const span = spanContext === undefined ? "" : spanJson(spanContext);
  return `${json}],"droppedAttributesCount":${record.droppedAttributesCount}${span}}`;
}

function anyValueJson(value: unknown): string {
  return typeof value === "string"
    ? `{"stringValue":${JSON.stringify(value)}}`
    : JSON.stringify(anyValue(value));
}

function attributeStart(key: string): string {
  const known = attributeStarts.get(key);
  if (known !== undefined) return known;
  const made = `{"key":${JSON.stringify(key)},"value":`;
  if (attributeStarts.size < MOST_ATTRIBUTE_NAMES) attributeStarts.set(key, made);
  return made;
}

function spanJson({ traceFlags, traceId, spanId }: NonNullable<ReadableLogRecord["spanContext"]>): string {
  return member("flags", traceFlags) + member("traceId", traceId) + member("spanId", spanId);
}

function resourceJson(resource: ReadableLogRecord["resource"]): string {
  return once(resource, () => ({
    attributes: keyValues(resource.attributes),
    droppedAttributesCount: 0,
    schemaUrl: resource.schemaUrl || undefined,
  }));
}

function scopeJson(scope: ReadableLogRecord["instrumentationScope"]): string {
  const { name, version, attributes = {}, droppedAttributesCount = 0 } = scope;
  const hasAttributes = Object.keys(attributes).length > 0;
  return once(scope, () => ({
    name,
    version,
    ...(hasAttributes ? { attributes: keyValues(attributes), droppedAttributesCount } : {}),
  }));
}

function once(owner: object, toJson: () => object): string {
  const known = shared.get(owner);
  if (known !== undefined) return known;
  const made = JSON.stringify(toJson());
  shared.set(owner, made);
  return made;
}

function member(name: string, value: string | number | undefined): string {
  return value === undefined ? "" : `,"${name}":${JSON.stringify(value)}`;
}

function keyValues(attributes: object): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

/** OTLP's AnyValue. It has no null: that is a value without a kind. */
function anyValue(value: unknown): object {
  switch (typeof value) {
    case "string":
      return { stringValue: value };
    case "number":
      return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
    case "boolean":
      return { boolValue: value };
    default:
      if (typeof value !== "object" || value === null) return {};
  }
  if (value instanceof Uint8Array) return { bytesValue: Buffer.from(value).toString("base64") };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: keyValues(value) } };
}

function nanoseconds([seconds, rest]: HrTime): string {
  const isUsual =
    Number.isInteger(seconds) && seconds > 0 && Number.isInteger(rest) && rest >= 0 && rest < 1e9;
  if (isUsual) return `${seconds}${String(rest).padStart(9, "0")}`;
  return (BigInt(Math.trunc(seconds)) * NANOSECONDS + BigInt(Math.trunc(rest))).toString();
}
