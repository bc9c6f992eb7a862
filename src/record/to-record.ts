import type { LogRecord } from "@opentelemetry/api-logs";
import type { Repairs } from "./any-value.ts";
import { parseInstant, toHrTime } from "./instant.ts";
import { isMap, type JsonMap } from "./json.ts";
import { type BodyForm, type Profile, type RawEvent, toContent } from "./profile.ts";
import { severityOf } from "./severity.ts";

/** How events become records. */
export interface RecordOptions {
  readonly profile: Profile;
  /** Has no effect in the profile `sumologic`, whose body is always the event's text. */
  readonly body: BodyForm;
  /** When the event's page arrived. Milliseconds since the epoch. */
  readonly observedAt: number;
}

/** An event as a LogRecord, with what the receiver itself needs to know of it. */
export interface AuditRecord {
  /** Undefined when the event has none that could identify it. */
  readonly gid: string | undefined;
  /** Milliseconds since the epoch; undefined when the event's time is missing or unreadable. */
  readonly createdAt: number | undefined;
  readonly logRecord: LogRecord;
  /** How many values could not be carried as they are: an unreadable time, a wrong type, too deep, … */
  readonly repairs: number;
}

const EVENT_NAME_PREFIX = "asana.audit.";
const UNKNOWN_TYPE = "unknown";
const NO_FIELDS: JsonMap = {};

/**
 * Makes the LogRecord of an event. Never throws, whatever JSON the event is: a value that cannot be carried
 * becomes text, and an unreadable time the observed one.
 */
export function toRecord(event: RawEvent, options: RecordOptions): AuditRecord {
  const repairs: Repairs = { count: 0 };
  const fields = isMap(event.value) ? event.value : NO_FIELDS;
  const gid = gidOf(fields["gid"], repairs);
  const created = parseInstant(fields["created_at"]);
  if (created === undefined) repairs.count += 1;
  const eventType = eventTypeOf(fields["event_type"], repairs);
  const observed = toHrTime(options.observedAt);
  const { body, attributes } = toContent(
    event,
    { fields, gid, hasCreatedAt: created !== undefined },
    options,
    repairs,
  );
  const logRecord: LogRecord = {
    eventName: EVENT_NAME_PREFIX + eventType,
    timestamp: created ?? observed,
    observedTimestamp: observed,
    severityNumber: severityOf(eventType),
    body,
    attributes,
  };
  const createdAt = created === undefined ? undefined : created[0] * 1000 + Math.floor(created[1] / 1e6);
  return { gid, createdAt, logRecord, repairs: repairs.count };
}

/** Only what can tell two events apart is a gid: events that share a meaningless one are not duplicates. */
function gidOf(gid: unknown, repairs: Repairs): string | undefined {
  if (typeof gid === "string" && gid !== "" && gid.isWellFormed()) return gid;
  if (gid === undefined || gid === null) return undefined;
  repairs.count += 1;
  return Number.isSafeInteger(gid) ? String(gid) : undefined;
}

function eventTypeOf(eventType: unknown, repairs: Repairs): string {
  if (typeof eventType === "string" && eventType !== "") return eventType.toWellFormed();
  repairs.count += 1;
  return UNKNOWN_TYPE;
}
