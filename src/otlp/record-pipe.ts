import type { LogRecord } from "@opentelemetry/api-logs";
import { timeInputToHrTime } from "@opentelemetry/core";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { EventLogRecord } from "../record/event-log-record.ts";
import { type Origin, ReadableEvent } from "./readable-event.ts";

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

/**
 * Creates one source's pipe. It makes what the SDK's LoggerProvider makes, without one: a provider has one resource, so
 * each source would need its own; its limits and its processor that drops records are not wanted; and to look at each
 * attribute again costs as much as to encode the record.
 */
export function createRecordPipe(options: RecordPipeOptions): RecordPipe {
  const origin: Origin = {
    resource: resourceFromAttributes({ ...sdkAttributes(), ...options.resource }),
    instrumentationScope: { ...options.scope, schemaUrl: SCHEMA_URL },
  };
  const toReadable = (logRecord: LogRecord): ReadableLogRecord => {
    if (logRecord instanceof EventLogRecord) return new ReadableEvent(logRecord, origin);
    const { timestamp, observedTimestamp, severityNumber, severityText, eventName } = logRecord;
    const now = Date.now();
    return {
      ...origin,
      hrTime: timeInputToHrTime(timestamp ?? now),
      hrTimeObserved: timeInputToHrTime(observedTimestamp ?? now),
      ...(severityNumber !== undefined && { severityNumber }),
      ...(severityText !== undefined && { severityText }),
      ...(eventName !== undefined && { eventName }),
      body: logRecord.body,
      attributes: logRecord.attributes ?? {},
      droppedAttributesCount: 0,
    };
  };
  return { toReadable: (logRecords) => logRecords.map(toReadable) };
}

/** The default resource without its `service.name`, which would be "unknown_service:node". */
function sdkAttributes(): Record<string, string> {
  const sdk: Record<string, string> = {};
  for (const [name, value] of Object.entries(defaultResource().attributes)) {
    if (name.startsWith("telemetry.sdk.") && typeof value === "string") sdk[name] = value;
  }
  return sdk;
}
