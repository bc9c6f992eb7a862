import { cursorAfter } from "./cursor.ts";
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
import type { Position, StreamPorts } from "./source-ports.ts";

/** Asana's answer. */
export type Page = Extract<FetchResult, { kind: "page" }>;

/** A page between Asana's answer and the checkpoint: the only one a source holds in memory. */
export interface PageInFlight {
  /** Whether Asana gave no event at all. */
  readonly isEmpty: boolean;
  /** Whether there is nothing more to read for now: an empty page, or one without offset that brought nothing new. */
  readonly isEnd: boolean;
  /** What was new in the page, and is to be passed on. */
  readonly records: readonly AuditRecord[];
  /** Each record's event, as Asana wrote it but for what was redacted. */
  readonly events: readonly AsanaEvent[];
  /** What was new, as the endpoint gets it. */
  readonly readable: readonly ReadableLogRecord[];
  readonly duplicates: number;
  /** What else was not sent, because the filters leave it out. */
  readonly filtered: number;
  /** Of all its events. */
  readonly gids: readonly string[];
  /** Of the page; both undefined when no event had a readable time. Milliseconds since the epoch. */
  readonly oldestEventAt: number | undefined;
  readonly newestEventAt: number | undefined;
  /** When Asana gave it, by Asana's clock. */
  readonly servedAt: number;
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
  | "oldestEventAt"
  | "newestEventAt"
>;

/**
 * Makes records of the page at `position`, without those whose gids are `known` to be delivered, and without those that
 * the filters leave out: these have their fate, and are known from then on. Nor is anything here of events that are not
 * before the position's end: another stream brings them.
 */
export function takePage(
  page: Page,
  known: ReadonlySet<string>,
  { endAt = Infinity, ...cursor }: Position,
  ports: Ports,
): PageInFlight {
  const sorted = sortEvents(page, known, endAt, ports);
  const { records, filtered, newestEventAt } = sorted;
  const isEmpty = page.events.length === 0;
  const readable = ports.toReadable(records.map(({ logRecord }) => logRecord));
  return {
    ...sorted,
    isEmpty,
    isEnd: isEmpty || (page.offset === undefined && records.length + filtered === 0),
    readable,
    servedAt: page.servedAt,
    next: cursorAfter(cursor, page.offset, newestEventAt),
    waiting: readable,
    accepted: 0,
    rejected: 0,
    dead: [],
  };
}

function sortEvents(
  { events: given, receivedAt }: Page,
  known: ReadonlySet<string>,
  endAt: number,
  { passes, redact, toRecord }: Ports,
): Sorted {
  const records: AuditRecord[] = [];
  const events: AsanaEvent[] = [];
  const redactions: Redaction[] = [];
  const gids: string[] = [];
  let repairs = 0;
  let duplicates = 0;
  let filtered = 0;
  let oldestEventAt: number | undefined;
  let newestEventAt: number | undefined;
  for (const original of given) {
    const isWanted = passes === undefined || passes(original);
    // What is left out goes nowhere.
    const redacted = isWanted ? redact?.(original) : undefined;
    const event = redacted?.event ?? original;
    const record = toRecord(event, receivedAt);
    const { gid, createdAt } = record;
    if (createdAt !== undefined) {
      if (createdAt >= endAt) continue;
      // An event cannot be newer than the answer that brought it; a wrong clock must not move the replay window.
      const at = createdAt < receivedAt ? createdAt : receivedAt;
      if (oldestEventAt === undefined || at < oldestEventAt) oldestEventAt = at;
      if (newestEventAt === undefined || at > newestEventAt) newestEventAt = at;
    }
    if (gid !== undefined) gids.push(gid);
    if (gid !== undefined && known.has(gid)) {
      duplicates += 1;
    } else if (isWanted) {
      records.push(record);
      events.push(event);
      repairs += record.repairs;
      // One by one: an event may have more of them than a call has arguments.
      for (const redaction of redacted?.redactions ?? []) redactions.push(redaction);
    } else {
      filtered += 1;
    }
  }
  return { records, events, redactions, repairs, duplicates, filtered, gids, oldestEventAt, newestEventAt };
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

/** Whether none of its records has a fate yet, so that it can be read anew without sending anything twice. */
export function isUntouched({ accepted, rejected, dead }: PageInFlight): boolean {
  return accepted === 0 && rejected === 0 && dead.length === 0;
}
