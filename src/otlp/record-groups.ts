import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";

type Resource = ReadableLogRecord["resource"];
type Scope = ReadableLogRecord["instrumentationScope"];

/** Records by resource, then by scope, each in the order of first appearance: so OTLP nests them. */
export type RecordGroups = ReadonlyMap<Resource, ReadonlyMap<Scope, readonly ReadableLogRecord[]>>;

/** Groups records by the identity of their resource and scope, as OpenTelemetry's own serializers do. */
export function groupRecords(records: readonly ReadableLogRecord[]): RecordGroups {
  const groups = new Map<Resource, Map<Scope, ReadableLogRecord[]>>();
  for (const record of records) {
    const scopes = groups.get(record.resource) ?? new Map<Scope, ReadableLogRecord[]>();
    if (scopes.size === 0) groups.set(record.resource, scopes);
    const group = scopes.get(record.instrumentationScope);
    if (group === undefined) scopes.set(record.instrumentationScope, [record]);
    else group.push(record);
  }
  return groups;
}
