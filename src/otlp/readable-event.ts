import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { EventLogRecord } from "../record/event-log-record.ts";

/** What all records of a source have in common. */
export type Origin = Pick<ReadableLogRecord, "resource" | "instrumentationScope">;

/** An event as an exporter gets it: with its resource and scope, and still in the bytes that it came in. */
export class ReadableEvent implements ReadableLogRecord {
  readonly logRecord: EventLogRecord;
  readonly #origin: Origin;

  constructor(logRecord: EventLogRecord, origin: Origin) {
    this.logRecord = logRecord;
    this.#origin = origin;
  }

  get resource(): ReadableLogRecord["resource"] {
    return this.#origin.resource;
  }

  get instrumentationScope(): ReadableLogRecord["instrumentationScope"] {
    return this.#origin.instrumentationScope;
  }

  get hrTime(): ReadableLogRecord["hrTime"] {
    return this.logRecord.timestamp;
  }

  get hrTimeObserved(): ReadableLogRecord["hrTimeObserved"] {
    return this.logRecord.observedTimestamp;
  }

  get severityNumber(): NonNullable<ReadableLogRecord["severityNumber"]> {
    return this.logRecord.severityNumber;
  }

  get eventName(): string {
    return this.logRecord.eventName;
  }

  get body(): string {
    return this.logRecord.body;
  }

  get attributes(): ReadableLogRecord["attributes"] {
    return this.logRecord.attributes;
  }

  get droppedAttributesCount(): number {
    return 0;
  }
}
