import { cursorAfter } from "./cursor.ts";
import type { AuditRecord, Cursor, Delivery, FetchResult, ReadableLogRecord } from "./ports.ts";
import type { SourcePorts } from "./source-ports.ts";

type Page = Extract<FetchResult, { kind: "page" }>;

/** A page between Asana's answer and the checkpoint: the only one a source holds in memory. */
export interface PageInFlight {
  /** Whether there is nothing more to read for now: an empty page, or one without offset that brought nothing new. */
  readonly isEnd: boolean;
  /** What was new in the page. */
  readonly records: readonly AuditRecord[];
  readonly duplicates: number;
  readonly gids: readonly string[];
  /** Of the page; undefined when no event had a readable time. Milliseconds since the epoch. */
  readonly newestEventAt: number | undefined;
  /** Where reading goes on after it. */
  readonly next: Cursor;
  /** What the endpoint has not acknowledged yet. */
  readonly waiting: readonly ReadableLogRecord[];
  readonly accepted: number;
  readonly rejected: number;
  /** Values of its events that could not be carried as they are. */
  readonly repairs: number;
}

/** Makes records of the page at `cursor`, without those whose gids are `known` to be delivered. */
export function takePage(
  page: Page,
  known: ReadonlySet<string>,
  cursor: Cursor,
  ports: Pick<SourcePorts, "toRecord" | "toReadable">,
): PageInFlight {
  const all = page.events.map((event) => ports.toRecord(event, page.receivedAt));
  const records = known.size === 0 ? all : all.filter(({ gid }) => gid === undefined || !known.has(gid));
  let newestEventAt: number | undefined;
  const gids: string[] = [];
  for (const { createdAt, gid } of all) {
    // An event cannot be newer than the answer that brought it; a wrong clock must not move the replay window.
    const at = createdAt === undefined ? undefined : Math.min(createdAt, page.receivedAt);
    if (at !== undefined && at > (newestEventAt ?? -Infinity)) newestEventAt = at;
    if (gid !== undefined) gids.push(gid);
  }
  return {
    isEnd: all.length === 0 || (page.offset === undefined && records.length === 0),
    records,
    duplicates: all.length - records.length,
    gids,
    newestEventAt,
    next: cursorAfter(cursor, page.offset, newestEventAt),
    waiting: ports.toReadable(records.map(({ logRecord }) => logRecord)),
    accepted: 0,
    rejected: 0,
    repairs: records.reduce((sum, record) => sum + record.repairs, 0),
  };
}

/** The page after one attempt to deliver it. */
export function afterDelivery(flight: PageInFlight, delivery: Delivery): PageInFlight {
  return {
    ...flight,
    waiting: delivery.remaining,
    accepted: flight.accepted + delivery.accepted,
    rejected: flight.rejected + delivery.rejected,
  };
}
