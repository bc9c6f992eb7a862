import { cursorAfter } from "./cursor.ts";
import { PageTimes } from "./page-times.ts";
import type {
  AsanaEvent,
  AuditRecord,
  Cursor,
  DeadLetter,
  Delivery,
  FetchResult,
  ReadableLogRecord,
  RedactedEvent,
} from "./ports.ts";
import type { Question } from "./question.ts";
import type { StreamPorts } from "./source-ports.ts";

/** Asana's answer. */
export type Page = Extract<FetchResult, { kind: "page" }>;

/** A page between Asana's answer and the checkpoint: the only one a source holds in memory. */
export interface PageInFlight {
  /** Whether Asana gave no event at all. */
  readonly isEmpty: boolean;
  /**
   * Whether there is nothing more to read for now: an empty page, one wholly beyond the part that is wanted, or one
   * that is not full, has no offset and brought nothing new.
   */
  readonly isEnd: boolean;
  /** Whether anything in it was not known yet. */
  readonly hasNew: boolean;
  /** Whether it has as many events as were asked for. */
  readonly isFull: boolean;
  /** What was new in the page, and is to be passed on. */
  readonly records: readonly AuditRecord[];
  /** Each record's event, as Asana wrote it but for what was redacted. */
  readonly events: readonly AsanaEvent[];
  /** What was new, as the endpoint gets it. */
  readonly readable: readonly ReadableLogRecord[];
  readonly duplicates: number;
  /** What else was not sent, because the filters leave it out. */
  readonly filtered: number;
  /** Of its events that belong to the part that is wanted. */
  readonly gids: readonly string[];
  /** Of all its events. */
  readonly givenGids: readonly string[];
  /** Events beyond the end that was asked for. */
  readonly beyond: number;
  /** What was new and has no readable time. */
  readonly timeless: number;
  /** Of the wanted part; undefined when no event had a readable time. Milliseconds since the epoch. */
  readonly oldestEventAt: number | undefined;
  readonly newestEventAt: number | undefined;
  /** Whether an event is dated in Asana's future: what happens until then would be hidden behind its offset. */
  readonly isAhead: boolean;
  /** Of the last one. */
  readonly lastEventAt: number | undefined;
  /** Whether that one is dated later than the answer that brought it. */
  readonly isClamped: boolean;
  /** When Asana gave it, by Asana's clock; undefined where Asana does not tell the time. */
  readonly servedAt: number | undefined;
  /** Where reading goes on after it. */
  readonly next: Cursor;
  /** What has no fate yet. */
  readonly waiting: readonly ReadableLogRecord[];
  readonly accepted: number;
  readonly rejected: number;
  /** What the endpoint refuses by itself. */
  readonly dead: readonly DeadLetter[];
  /** Values of its events that could not be carried as they are. */
  readonly repairs: number;
  /** What was taken out of them. */
  readonly redactions: readonly Redaction[];
}

type Ports = Pick<StreamPorts, "passes" | "redact" | "toRecord" | "toReadable">;

type Redaction = RedactedEvent["redactions"][number];

/** What the events of a page come to. */
type Sorted = Pick<
  PageInFlight,
  | "records"
  | "events"
  | "redactions"
  | "repairs"
  | "duplicates"
  | "filtered"
  | "gids"
  | "givenGids"
  | "timeless"
>;

/** Which gids were delivered before. */
export interface Known {
  readonly gids: ReadonlySet<string>;
  /** Those of the page before: a page may overlap it. */
  readonly before: readonly string[];
}

/**
 * Makes records of the answer to a question, without those whose gids are known to be delivered, and without those that
 * the filters leave out: these have their outcome, and are known from then on. Nor is anything here of events outside the
 * part that is wanted: another stream brings them.
 */
export function takePage(page: Page, known: Known, question: Question, ports: Ports): PageInFlight {
  const times = new PageTimes(page, question);
  const sorted = sortEvents(page, known, times, ports);
  const { oldestEventAt, newestEventAt, lastEventAt, isClamped, beyond } = times;
  const given = page.events.length;
  const isEmpty = given === 0;
  const hasNew = sorted.records.length + sorted.filtered > 0;
  const isFull = given >= question.position.limit;
  const isAhead = times.hasFuture && !isFull;
  const offset = isAhead ? undefined : page.offset;
  const isExhausted = offset === undefined && !isFull && !hasNew;
  const readable = ports.toReadable(sorted.records.map(({ logRecord }) => logRecord));
  return {
    ...sorted,
    ...{ oldestEventAt, newestEventAt, lastEventAt, isClamped, beyond },
    isEmpty,
    isEnd: isEmpty || times.behind === given || isExhausted,
    hasNew,
    isFull,
    isAhead,
    readable,
    servedAt: page.servedAt,
    next: cursorAfter(question.cursor, offset, lastEventAt),
    waiting: readable,
    accepted: 0,
    rejected: 0,
    dead: [],
  };
}

function sortEvents(
  { events: given, receivedAt }: Page,
  known: Known,
  times: PageTimes,
  { passes, redact, toRecord }: Ports,
): Sorted {
  const records: AuditRecord[] = [];
  const events: AsanaEvent[] = [];
  const redactions: Redaction[] = [];
  const gids: string[] = [];
  const givenGids: string[] = [];
  const met = new Set(known.before);
  let timeless = 0;
  let repairs = 0;
  let duplicates = 0;
  let filtered = 0;
  for (const original of given) {
    const isWanted = passes === undefined || passes(original);
    // What is left out goes nowhere.
    const redacted = isWanted ? redact?.(original) : undefined;
    const event = redacted?.event ?? original;
    const record = toRecord(event, receivedAt);
    const { gid, createdAt } = record;
    if (gid !== undefined) givenGids.push(gid);
    if (!times.take(createdAt)) continue;
    if (gid !== undefined) gids.push(gid);
    if (gid !== undefined && (known.gids.has(gid) || met.has(gid))) {
      duplicates += 1;
      continue;
    }
    if (gid !== undefined) met.add(gid);
    if (createdAt === undefined) timeless += 1;
    if (isWanted) {
      records.push(record);
      events.push(event);
      repairs += record.repairs;
      // One by one: an event may have more of them than a call has arguments.
      for (const redaction of redacted?.redactions ?? []) redactions.push(redaction);
    } else {
      filtered += 1;
    }
  }
  return { records, events, redactions, timeless, repairs, duplicates, filtered, gids, givenGids };
}

/** The page after one attempt to deliver it. */
export function afterDelivery(flight: PageInFlight, delivery: Delivery): PageInFlight {
  const dead = delivery.poison.map(({ record, message }) => {
    const index = flight.readable.indexOf(record);
    return { gid: flight.records[index]?.gid, event: flight.events[index]?.text ?? "", reason: message };
  });
  return {
    ...flight,
    waiting: delivery.remaining,
    accepted: flight.accepted + delivery.accepted,
    rejected: flight.rejected + delivery.rejected,
    dead: [...flight.dead, ...dead],
  };
}

/** The records of a page that have their outcome, while others wait; undefined where one has no gid to know it by again. */
export function settledOf({
  records,
  readable,
  waiting,
}: PageInFlight): { readonly records: readonly AuditRecord[]; readonly gids: readonly string[] } | undefined {
  const left = new Set(waiting);
  const settled = records.filter((_, index) => {
    const record = readable[index];
    return record !== undefined && !left.has(record);
  });
  const gids = settled.flatMap(({ gid }) => (gid === undefined ? [] : [gid]));
  return gids.length < settled.length ? undefined : { records: settled, gids };
}

/** Whether none of its records has a fate yet, so that it can be read anew without sending anything twice. */
export function isUntouched({ accepted, rejected, dead }: PageInFlight): boolean {
  return accepted === 0 && rejected === 0 && dead.length === 0;
}
