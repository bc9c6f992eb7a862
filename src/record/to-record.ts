import type { LogRecord } from "@opentelemetry/api-logs";
import type { AsanaEvent } from "../event/asana-event.ts";
import { FIELDS } from "../event/fields.ts";
import type { Repairs } from "./any-value.ts";
import { toAttributes } from "./attributes.ts";
import { EventLogRecord, type Known } from "./event-log-record.ts";
import { type HrTime, parseInstant, toHrTime } from "./instant.ts";
import { type BodyForm, type Profile, toContent } from "./profile.ts";
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

/** What an event's type says. */
type Meaning = Pick<Known, "eventName" | "severityNumber">;

/** By event type, so that what uses it as a key need not look at its characters each time. */
const meanings = new Map<string, Meaning>();

/** An event may call itself anything, in any length. */
const MOST_MEANINGS = 1000;
const LONGEST_TYPE = 100;

let lastObservedAt = Number.NaN;
let lastObserved: HrTime = [0, 0];

const CREATED_AT = FIELDS.indexOf("created_at");
const EVENT_NAME_PREFIX = "asana.audit.";
const UNKNOWN_TYPE = "unknown";

/**
 * Makes the LogRecord of an event. Never throws, whatever JSON the event is: a value that cannot be carried
 * becomes text, and an unreadable time the observed one.
 */
export function toRecord(event: AsanaEvent, options: RecordOptions): AuditRecord {
  const repairs: Repairs = { count: 0 };
  const gid = gidOf(event.field("gid"), repairs);
  const created = createdOf(event);
  if (created === undefined) repairs.count += 1;
  const { eventName, severityNumber } = toMeaning(eventTypeOf(event.field("event_type"), repairs));
  const observed = toObserved(options.observedAt);
  const known = {
    gid,
    createdAt: created === undefined ? undefined : created[0] * 1000 + Math.floor(created[1] / 1e6),
    eventName,
    timestamp: created ?? observed,
    observedTimestamp: observed,
    severityNumber,
  };
  const logRecord = toLogRecord(event, known, options, repairs);
  return { gid, createdAt: known.createdAt, logRecord, repairs: repairs.count };
}

function createdOf(event: AsanaEvent): HrTime | undefined {
  const { bytes, spans, plainStart, oddStart } = event;
  for (let at = plainStart; at < oddStart; at += 3) {
    if (spans[at] === CREATED_AT)
      return parseInstant(bytes, (spans[at + 1] ?? 0) + 1, (spans[at + 2] ?? 0) - 1);
  }
  const odd = event.field("created_at");
  if (typeof odd !== "string") return undefined;
  const text = Buffer.from(odd);
  return parseInstant(text, 0, text.length);
}

/** The same for all events of a page. */
function toObserved(observedAt: number): HrTime {
  if (observedAt !== lastObservedAt) {
    lastObservedAt = observedAt;
    lastObserved = toHrTime(observedAt);
  }
  return lastObserved;
}

function toMeaning(eventType: string): Meaning {
  const known = meanings.get(eventType);
  if (known !== undefined) return known;
  const made = { eventName: EVENT_NAME_PREFIX + eventType, severityNumber: severityOf(eventType) };
  if (meanings.size < MOST_MEANINGS && eventType.length <= LONGEST_TYPE) meanings.set(eventType, made);
  return made;
}

function toLogRecord(
  event: AsanaEvent,
  known: Known,
  { profile, body }: RecordOptions,
  repairs: Repairs,
): LogRecord {
  const { plainStart, oddStart, oddEnd, oddParts } = event;
  if (profile === "sumologic") return new EventLogRecord(event, oddStart, undefined, known);
  repairs.count += oddParts;
  const { gid } = known;
  const odd = oddStart === oddEnd ? undefined : toAttributes(event, oddStart, oddEnd, gid, repairs);
  if (body === "json") return new EventLogRecord(event, startOfUsable(event, gid), odd, known);
  const { gid: _, createdAt, ...rest } = known;
  const attributes = { ...toAttributes(event, plainStart, oddStart, gid, repairs), ...odd };
  const isReadable = { gid: gid !== undefined, createdAt: createdAt !== undefined };
  return { ...rest, ...toContent(event, body, attributes, isReadable, repairs) };
}

/** An empty gid is the one plain field that is no attribute; it comes first. */
function startOfUsable({ spans, plainStart, oddStart }: AsanaEvent, gid: string | undefined): number {
  if (gid !== undefined || plainStart === oddStart) return plainStart;
  return FIELDS[spans[plainStart] ?? -1] === "gid" ? plainStart + 3 : plainStart;
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
