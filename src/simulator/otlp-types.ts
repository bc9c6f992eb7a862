// OTLP/JSON as the OpenTelemetry protocol defines it, as far as logs need it: lowerCamelCase names, 64-bit
// integers as strings or numbers, ids in hexadecimal, bytes in base64.

/** A 64-bit integer. */
type OtlpInt64 = string | number;

/** A value of an attribute or a body; exactly one of the keys, or none for an empty value. */
export interface OtlpAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: OtlpInt64;
  readonly doubleValue?: number | string;
  readonly arrayValue?: { readonly values?: readonly OtlpAnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly OtlpKeyValue[] };
  readonly bytesValue?: string;
}

/** An attribute. */
export interface OtlpKeyValue {
  readonly key: string;
  readonly value?: OtlpAnyValue;
}

/** What produced the records. */
export interface OtlpResource {
  readonly attributes?: readonly OtlpKeyValue[];
  readonly droppedAttributesCount?: number;
}

/** The instrumentation scope. */
export interface OtlpScope {
  readonly name?: string;
  readonly version?: string;
  readonly attributes?: readonly OtlpKeyValue[];
  readonly droppedAttributesCount?: number;
}

/** One log record. */
export interface OtlpLogRecord {
  readonly timeUnixNano?: OtlpInt64;
  readonly observedTimeUnixNano?: OtlpInt64;
  readonly severityNumber?: number;
  readonly severityText?: string;
  readonly body?: OtlpAnyValue;
  readonly attributes?: readonly OtlpKeyValue[];
  readonly droppedAttributesCount?: number;
  readonly flags?: number;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly eventName?: string;
}

/** The records of one scope. */
interface OtlpScopeLogs {
  readonly scope?: OtlpScope;
  readonly logRecords?: readonly OtlpLogRecord[];
  readonly schemaUrl?: string;
}

/** The records of one resource. */
interface OtlpResourceLogs {
  readonly resource?: OtlpResource;
  readonly scopeLogs?: readonly OtlpScopeLogs[];
  readonly schemaUrl?: string;
}

/** The body of a request to /v1/logs. */
export interface ExportLogsServiceRequest {
  readonly resourceLogs?: readonly OtlpResourceLogs[];
}
