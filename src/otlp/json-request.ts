import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ByteWriter } from "./byte-writer.ts";
import { JsonText } from "./json-text.ts";
import { groupRecords } from "./record-groups.ts";

type HrTime = ReadableLogRecord["hrTime"];

const NANOSECONDS = 1_000_000_000n;

const writer = new ByteWriter();
const text = new JsonText(writer);

/** Beginnings of attributes whose value is a string, by attribute name. */
const stringAttributes = new Map<string, Buffer>();

/** Attribute names may come from events, in whatever number. */
const MOST_ATTRIBUTE_NAMES = 1000;

/** Resources and scopes as JSON: each serves all records of a source. */
const shared = new WeakMap<object, string>();

/**
 * Encodes records as an OTLP/JSON request, byte for byte as OpenTelemetry's JsonLogsSerializer does, in a fifth of its
 * time: it makes about forty objects of a record, and a text of all of them.
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
    const { severityNumber, severityText, body } = record;
    text.ascii(`${separator}{"timeUnixNano":"${nanoseconds(record.hrTime)}"`);
    text.ascii(`,"observedTimeUnixNano":"${observedText}"${member("severityNumber", severityNumber)}`);
    if (severityText !== undefined) writer.utf8(member("severityText", severityText));
    if (typeof body === "string") {
      text.ascii(',"body":{"stringValue":');
      text.longString(body);
      text.ascii("}");
    } else {
      writer.utf8(`,"body":${JSON.stringify(anyValue(body))}`);
    }
    writeAttributes(record);
    separator = ",";
  }
}

function writeAttributes({
  eventName,
  attributes,
  droppedAttributesCount,
  spanContext,
}: ReadableLogRecord): void {
  if (eventName !== undefined) {
    text.ascii(',"eventName":');
    text.string(eventName);
  }
  text.ascii(',"attributes":[');
  let isFirst = true;
  for (const key of Object.keys(attributes)) {
    if (!isFirst) text.ascii(",");
    isFirst = false;
    const value = attributes[key];
    if (typeof value === "string") {
      writer.raw(stringAttribute(key));
      text.string(value);
      text.ascii("}}");
    } else {
      writer.utf8(JSON.stringify({ key, value: anyValue(value) }));
    }
  }
  const span = spanContext === undefined ? "" : spanJson(spanContext);
  text.ascii(`],"droppedAttributesCount":${droppedAttributesCount}${span}}`);
}

function stringAttribute(key: string): Buffer {
  const known = stringAttributes.get(key);
  if (known !== undefined) return known;
  const made = Buffer.from(`{"key":${JSON.stringify(key)},"value":{"stringValue":`);
  if (stringAttributes.size < MOST_ATTRIBUTE_NAMES) stringAttributes.set(key, made);
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
