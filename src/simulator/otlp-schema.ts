/** How a field is written: by its protobuf type; `hex` are bytes that OTLP/JSON writes in hexadecimal. */
export type OtlpScalar =
  | "string"
  | "bool"
  | "enum"
  | "uint32"
  | "fixed32"
  | "int64"
  | "fixed64"
  | "double"
  | "bytes"
  | "hex";

/** A field of a message. */
export interface OtlpField {
  readonly number: number;
  readonly name: string;
  readonly type: OtlpScalar | OtlpMessage;
  readonly isRepeated: boolean;
}

/** A message of the protocol, its fields by both of their names. */
export interface OtlpMessage {
  readonly byNumber: ReadonlyMap<number, OtlpField>;
  readonly byName: ReadonlyMap<string, OtlpField>;
}

type FieldList = Readonly<Record<string, readonly [number, OtlpScalar | OtlpMessage, "repeated"?]>>;

// AnyValue contains itself by way of lists; so the maps come first and their fields after them.
const anyValue = emptyMessage();
const keyValue = message({ key: [1, "string"], value: [2, anyValue] });
fill(anyValue, {
  stringValue: [1, "string"],
  boolValue: [2, "bool"],
  intValue: [3, "int64"],
  doubleValue: [4, "double"],
  arrayValue: [5, message({ values: [1, anyValue, "repeated"] })],
  kvlistValue: [6, message({ values: [1, keyValue, "repeated"] })],
  bytesValue: [7, "bytes"],
});

const logRecord = message({
  timeUnixNano: [1, "fixed64"],
  observedTimeUnixNano: [11, "fixed64"],
  severityNumber: [2, "enum"],
  severityText: [3, "string"],
  body: [5, anyValue],
  attributes: [6, keyValue, "repeated"],
  droppedAttributesCount: [7, "uint32"],
  flags: [8, "fixed32"],
  traceId: [9, "hex"],
  spanId: [10, "hex"],
  eventName: [12, "string"],
});

const scope = message({
  name: [1, "string"],
  version: [2, "string"],
  attributes: [3, keyValue, "repeated"],
  droppedAttributesCount: [4, "uint32"],
});

const resource = message({
  attributes: [1, keyValue, "repeated"],
  droppedAttributesCount: [2, "uint32"],
});

const scopeLogs = message({
  scope: [1, scope],
  logRecords: [2, logRecord, "repeated"],
  schemaUrl: [3, "string"],
});

const resourceLogs = message({
  resource: [1, resource],
  scopeLogs: [2, scopeLogs, "repeated"],
  schemaUrl: [3, "string"],
});

/** ExportLogsServiceRequest, with the names and numbers of opentelemetry-proto. */
export const EXPORT_LOGS_REQUEST: OtlpMessage = message({ resourceLogs: [1, resourceLogs, "repeated"] });

interface GrowingMessage extends OtlpMessage {
  readonly byNumber: Map<number, OtlpField>;
  readonly byName: Map<string, OtlpField>;
}

function emptyMessage(): GrowingMessage {
  return { byNumber: new Map(), byName: new Map() };
}

function message(fields: FieldList): OtlpMessage {
  const made = emptyMessage();
  fill(made, fields);
  return made;
}

function fill(target: GrowingMessage, fields: FieldList): void {
  for (const [name, [number, type, repeated]] of Object.entries(fields)) {
    const field = { number, name, type, isRepeated: repeated !== undefined };
    target.byNumber.set(number, field);
    target.byName.set(name, field);
  }
}
