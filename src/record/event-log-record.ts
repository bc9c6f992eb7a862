import type { LogAttributes, LogRecord, SeverityNumber } from "@opentelemetry/api-logs";
import type { AsanaEvent } from "../event/asana-event.ts";
import { toAttributes } from "./attributes.ts";
import type { HrTime } from "./instant.ts";

/** What is known of an event beside its text. */
export interface Known {
  readonly gid: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number | undefined;
  readonly eventName: string;
  readonly timestamp: HrTime;
  readonly observedTimestamp: HrTime;
  readonly severityNumber: SeverityNumber;
}

/**
 * A record whose body is an event's own text. Body and attributes are bytes of Asana's answer until somebody asks for
 * them: who writes them to the wire need not.
 */
export class EventLogRecord implements LogRecord {
  readonly event: AsanaEvent;
  /**
   * Of the fields that become attributes (see FieldSpans), where the bytes of each are its text; undefined where they are
   * not, so that the attributes have to be asked for.
   */
  readonly attributeSpans: readonly number[] | undefined;
  readonly gid: string | undefined;
  readonly eventName: string;
  readonly timestamp: HrTime;
  readonly observedTimestamp: HrTime;
  readonly severityNumber: SeverityNumber;

  constructor(event: AsanaEvent, attributeSpans: readonly number[] | undefined, known: Known) {
    this.event = event;
    this.attributeSpans = attributeSpans;
    this.gid = known.gid;
    this.eventName = known.eventName;
    this.timestamp = known.timestamp;
    this.observedTimestamp = known.observedTimestamp;
    this.severityNumber = known.severityNumber;
  }

  get body(): string {
    return this.event.text;
  }

  get attributes(): LogAttributes {
    const hasNone = this.attributeSpans?.length === 0;
    return hasNone ? {} : toAttributes(this.event, this.gid, { count: 0 });
  }
}
