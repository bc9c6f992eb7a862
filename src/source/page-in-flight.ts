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

/** An event and what is made of it. */
interface Taken {
  readonly event: AsanaEvent;
  readonly record: AuditRecord;
  readonly isWanted: boolean;
  readonly redactions: readonly Redaction[];
}

const NO_REDACTIONS: readonly Redaction[] = [];

/**
 * Makes records of the page at `position`, without those whose gids are `known` to be delivered, and without those that
 * the filters leave out: these have their fate, and are known from then on. Nor is anything here of events that are not
 * before the position's end: another stream brings them.
 */
export function takePage(
  page: Page,
  known: ReadonlySet<string>,
  { endAt, ...cursor }: Position,
  ports: Ports,
): PageInFlight {
  const given = page.events.map((event) => take(event, page.receivedAt, ports));
  const all =
    endAt === undefined ? given : given.filter(({ record: { createdAt = -Infinity } }) => createdAt < endAt);
  const fresh =
    known.size === 0 ? all : all.filter(({ record: { gid } }) => gid === undefined || !known.has(gid));
  const wanted = ports.passes === undefined ? fresh : fresh.filter(({ isWanted }) => isWanted);
  const records = wanted.map(({ record }) => record);
  let oldestEventAt: number | undefined;
  let newestEventAt: number | undefined;
  const gids: string[] = [];
  for (const { record } of all) {
    const { createdAt, gid } = record;
    // An event cannot be newer than the answer that brought it; a wrong clock must not move the replay window.
    const at = createdAt === undefined ? undefined : Math.min(createdAt, page.receivedAt);
    if (at !== undefined && at < (oldestEventAt ?? Infinity)) oldestEventAt = at;
    if (at !== undefined && at > (newestEventAt ?? -Infinity)) newestEventAt = at;
    if (gid !== undefined) gids.push(gid);
  }
  const readable = ports.toReadable(records.map(({ logRecord }) => logRecord));
  return {
    isEmpty: given.length === 0,
    isEnd: given.length === 0 || (page.offset === undefined && fresh.length === 0),
    records,
    events: wanted.map(({ event }) => event),
    readable,
    duplicates: all.length - fresh.length,
    filtered: fresh.length - records.length,
    gids,
    oldestEventAt,
    newestEventAt,
    servedAt: page.servedAt,
    next: cursorAfter(cursor, page.offset, newestEventAt),
    waiting: readable,
    accepted: 0,
    rejected: 0,
    dead: [],
    repairs: records.reduce((sum, record) => sum + record.repairs, 0),
    redactions: ports.redact === undefined ? NO_REDACTIONS : wanted.flatMap(({ redactions }) => redactions),
  };
}

function take(event: AsanaEvent, receivedAt: number, { passes, redact, toRecord }: Ports): Taken {
  const isWanted = passes === undefined || passes(event);
  // What is left out goes nowhere.
  if (redact === undefined || !isWanted) {
    return { event, record: toRecord(event, receivedAt), isWanted, redactions: NO_REDACTIONS };
  }
  const { event: redacted, redactions } = redact(event);
  return { event: redacted, record: toRecord(redacted, receivedAt), isWanted, redactions };
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
