import type { LogRecord } from "@opentelemetry/api-logs";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, type LogRecordProcessor, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { ReceiverError } from "../lib/errors.ts";

/** Turns log records into what an exporter sends: with their resource and scope. */
export interface RecordPipe {
  /** One for one and in order; throws rather than lose a record. */
  toReadable(logRecords: readonly LogRecord[]): readonly ReadableLogRecord[];
}

/** What all records of a pipe have in common. */
export interface RecordPipeOptions {
  readonly resource: Readonly<Record<string, string>>;
  readonly scope: { readonly name: string; readonly version: string };
}

/** The semantic conventions whose attribute names the records use. */
const SCHEMA_URL = "https://opentelemetry.io/schemas/1.45.0";

/** Creates one source's pipe: a LoggerProvider of its own, because a provider has one resource. */
export function createRecordPipe({ resource, scope }: RecordPipeOptions): RecordPipe {
  let collected: ReadableLogRecord[] = [];
  // The SDK's batching processor drops records when its queue is full or an export fails; this one hands over
  // each record before emit() returns.
  const collector: LogRecordProcessor = {
    onEmit: (record) => void collected.push(record),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ ...sdkAttributes(), ...resource }),
    logRecordLimits: { attributeCountLimit: Number.POSITIVE_INFINITY },
    processors: [collector],
  });
  const logger = provider.getLogger(scope.name, scope.version, { schemaUrl: SCHEMA_URL });
  return {
    toReadable(logRecords) {
      collected = [];
      for (const logRecord of logRecords) logger.emit(logRecord);
      if (collected.length !== logRecords.length) {
        throw new ReceiverError(`The SDK took ${collected.length} of ${logRecords.length} log records`);
      }
      return collected;
    },
  };
}

/** The default resource without its `service.name`, which would be "unknown_service:node". */
function sdkAttributes(): Record<string, string> {
  const sdk: Record<string, string> = {};
  for (const [name, value] of Object.entries(defaultResource().attributes)) {
    if (name.startsWith("telemetry.sdk.") && typeof value === "string") sdk[name] = value;
  }
  return sdk;
}
