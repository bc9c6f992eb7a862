import type {
  ExportLogsServiceRequest,
  OtlpAnyValue,
  OtlpKeyValue,
  OtlpLogRecord,
  OtlpResource,
  OtlpScope,
} from "./otlp-types.ts";

/** What the sink remembers of records: how many, their gids as well, or everything. */
export type Keep = "counts" | "gids" | "records";

/** A record with what it came under. */
export interface SinkRecord {
  readonly resource: OtlpResource | undefined;
  readonly scope: OtlpScope | undefined;
  readonly scopeSchemaUrl: string | undefined;
  readonly logRecord: OtlpLogRecord;
}

/** Lists a request's records one by one. */
export function listRecords(request: ExportLogsServiceRequest): SinkRecord[] {
  const records: SinkRecord[] = [];
  for (const { resource, scopeLogs = [] } of request.resourceLogs ?? []) {
    for (const { scope, schemaUrl: scopeSchemaUrl, logRecords = [] } of scopeLogs) {
      for (const logRecord of logRecords) records.push({ resource, scope, scopeSchemaUrl, logRecord });
    }
  }
  return records;
}

/** The gid of a record's event: its attribute `log.record.uid`, else the `gid` in its body. */
function gidOf({ attributes = [], body }: OtlpLogRecord): string | undefined {
  const uid = stringAt(attributes, "log.record.uid");
  if (uid !== undefined || body === undefined) return uid;
  return body.kvlistValue === undefined ? gidInJson(body) : stringAt(body.kvlistValue.values ?? [], "gid");
}

/** Accounts for the records that were taken. */
export class Tally {
  readonly records: SinkRecord[] = [];
  readonly gids = new Set<string>();
  recordCount = 0;
  duplicates = 0;
  readonly #keep: Keep;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  add(records: readonly SinkRecord[]): void {
    this.recordCount += records.length;
    if (this.#keep === "counts") return;
    for (const record of records) {
      if (this.#keep === "records") this.records.push(record);
      const gid = gidOf(record.logRecord);
      if (gid === undefined) continue;
      if (this.gids.has(gid)) this.duplicates += 1;
      this.gids.add(gid);
    }
  }
}

function stringAt(attributes: readonly OtlpKeyValue[], key: string): string | undefined {
  return attributes.find((attribute) => attribute.key === key)?.value?.stringValue;
}

function gidInJson({ stringValue = "" }: OtlpAnyValue): string | undefined {
  try {
    const event: unknown = JSON.parse(stringValue);
    const isObject = typeof event === "object" && event !== null && "gid" in event;
    return isObject && typeof event.gid === "string" ? event.gid : undefined;
  } catch {
    // A body that is no JSON is no event of Asana's, and has no gid.
    return undefined;
  }
}
