import type { LogAttributes, LogRecord, SeverityNumber } from "@opentelemetry/api-logs";
import type { AsanaEvent, FieldSpans } from "../event/asana-event.ts";
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
  /** The fields whose bytes are attributes. */
  readonly plain: FieldSpans;
  /** The attributes of all others. */
  readonly odd: LogAttributes;
  readonly gid: string | undefined;
  readonly eventName: string;
  readonly timestamp: HrTime;
  readonly observedTimestamp: HrTime;
  readonly severityNumber: SeverityNumber;

  constructor(event: AsanaEvent, plain: FieldSpans, odd: LogAttributes, known: Known) {
    this.event = event;
    this.plain = plain;
    this.odd = odd;
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
    return { ...toAttributes(this.event, this.plain, this.gid, { count: 0 }), ...this.odd };
  }
}
