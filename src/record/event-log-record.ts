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
  /** From here on, the bytes of the event's plain fields are attributes. */
  readonly plainStart: number;
  /** The attributes that its odd fields are; undefined where there is none. */
  readonly odd: LogAttributes | undefined;
  readonly #known: Known;

  constructor(event: AsanaEvent, plainStart: number, odd: LogAttributes | undefined, known: Known) {
    this.event = event;
    this.plainStart = plainStart;
    this.odd = odd;
    this.#known = known;
  }

  get eventName(): string {
    return this.#known.eventName;
  }

  get timestamp(): HrTime {
    return this.#known.timestamp;
  }

  get observedTimestamp(): HrTime {
    return this.#known.observedTimestamp;
  }

  get severityNumber(): SeverityNumber {
    return this.#known.severityNumber;
  }

  get body(): string {
    return this.event.text;
  }

  get attributes(): LogAttributes {
    const { event, plainStart, odd } = this;
    const plain = toAttributes(event, plainStart, event.oddStart, this.#known.gid, { count: 0 });
    return { ...plain, ...odd };
  }
}
