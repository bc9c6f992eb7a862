import type {
  ExportLogsServiceRequest,
  OtlpAnyValue,
  OtlpKeyValue,
  OtlpScope,
} from "../../src/simulator/otlp-types.ts";

/** A record as the OpenTelemetry Collector wrote it, attributes and body as plain values. */
export interface CollectedRecord {
  readonly resource: Readonly<Record<string, unknown>>;
  readonly scope: OtlpScope;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly eventName: string | undefined;
  readonly severityNumber: number | undefined;
  readonly timeUnixNano: string | number | undefined;
}

/** The records in what the file exporter wrote: one OTLP/JSON request a line. */
export function parseCollected(lines: string): CollectedRecord[] {
  return lines.split("\n").filter(Boolean).flatMap(recordsOf);
}

function recordsOf(line: string): CollectedRecord[] {
  const { resourceLogs = [] } = JSON.parse(line) as ExportLogsServiceRequest;
  return resourceLogs.flatMap(({ resource, scopeLogs = [] }) =>
    scopeLogs.flatMap(({ scope, logRecords = [] }) =>
      logRecords.map((record) => ({
        resource: toObject(resource?.attributes),
        scope: scope ?? {},
        attributes: toObject(record.attributes),
        body: toValue(record.body),
        eventName: record.eventName,
        severityNumber: record.severityNumber,
        timeUnixNano: record.timeUnixNano,
      })),
    ),
  );
}

function toObject(attributes: readonly OtlpKeyValue[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, toValue(value)]));
}

/** Integers become bigint, bytes stay base64; a value without a kind is null. */
function toValue(value: OtlpAnyValue = {}): unknown {
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(toValue);
  if (value.kvlistValue !== undefined) return toObject(value.kvlistValue.values);
  if (value.intValue !== undefined) return BigInt(value.intValue);
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue ?? null;
}
