import type { Failure } from "./failure.ts";
import type { Page, PageInFlight } from "./page-in-flight.ts";
import type { AsanaFailure, Cursor, Frontier, Span } from "./ports.ts";
import { RETENTION_MS } from "./retention.ts";
import type { SourceWarning } from "./source-change.ts";

/** More than clocks differ that are set by the network. */
const MOST_AHEAD_MS = 5 * 60_000;

const HINT = "Nothing to do if it passes; else check asana.url and any proxy in between.";

type Checked = Pick<
  PageInFlight,
  | "gids"
  | "givenGids"
  | "records"
  | "duplicates"
  | "filtered"
  | "hasNew"
  | "isEmpty"
  | "isEnd"
  | "isFull"
  | "newestEventAt"
  | "next"
>;

/**
 * Asana documents a new offset with every answer, and every event once in a stream. The same offset with events, or
 * the same events under a new one, would be read for ever; and so would, without an offset, events without a gid or a
 * time, which nobody recognises when they come again.
 */
export function findLoop(
  {
    gids,
    givenGids,
    records,
    duplicates,
    filtered,
    hasNew,
    isEmpty,
    isEnd,
    isFull,
    newestEventAt,
    next,
  }: Checked,
  cursor: Cursor,
  before: readonly string[],
): Failure | undefined {
  const stuck = (message: string): Failure => ({ errorType: "ThirdPartyGeneric", message, hint: HINT });
  if (isEmpty) return undefined;
  const count = records.length + duplicates + filtered;
  if (next.offset === undefined) {
    const hasMoved = next.startAt !== cursor.startAt;
    if (isFull && !isEnd && !hasMoved && !hasNew)
      return stuck("Asana gave a full page of known events, and no offset to go on from");
    if (hasMoved || (gids.length === count && newestEventAt !== undefined)) return undefined;
    const lack = gids.length === count ? "a time" : "a gid";
    return stuck(`Asana gave events without ${lack}, and no offset to go on from`);
  }
  if (next.offset === cursor.offset) return stuck("Asana gave events, but the same offset again");
  const isSame =
    givenGids.length > 0 &&
    givenGids.length === before.length &&
    givenGids.every((gid, index) => gid === before[index]);
  return isSame ? stuck("Asana gave the same events again, under a new offset") : undefined;
}

/**
 * An offset that turns to nothing is no end: Asana documents a new one with every answer, once something has matched.
 *
 * @param asked the offset that was sent
 */
export function findLostOffset(
  page: Pick<Page, "events" | "offset">,
  asked: string | undefined,
): AsanaFailure | undefined {
  if (asked === undefined || page.offset !== undefined || page.events.length > 0) return undefined;
  return {
    kind: "offsetRefused",
    message: "Asana answered an offset without events or a new offset",
    hint: HINT,
  };
}

/**
 * Why the end of a slice is not believed: Asana has shown an event in it before, and now it shows none.
 *
 * @param servedAt when Asana gave the answer, by its clock: what it has deleted since is not expected
 */
export function findDoubtfulEnd(
  span: Span | undefined,
  { readTo }: Frontier,
  servedAt = Number.NEGATIVE_INFINITY,
): Failure | undefined {
  const { startAt, endAt, shownEventAt } = span ?? { startAt: undefined, endAt: 0, shownEventAt: undefined };
  if (readTo !== undefined || shownEventAt === undefined) return undefined;
  if (shownEventAt < servedAt - RETENTION_MS) return undefined;
  const from = startAt === undefined ? "" : ` after ${new Date(startAt).toISOString()}`;
  const message = `Asana shows no event${from} before ${new Date(endAt).toISOString()}, although it has shown one of ${new Date(shownEventAt).toISOString()}`;
  return { errorType: "ThirdPartyGeneric", message, hint: HINT };
}

/** Says what is odd about a page; nothing is lost because of it. */
export function findOddities(
  flight: PageInFlight,
  { servedAt, receivedAt }: Pick<Page, "servedAt" | "receivedAt">,
): readonly SourceWarning[] {
  const times = findOddTimes(flight, servedAt ?? receivedAt);
  const misplaced = findMisplaced(flight);
  return [
    ...(times === undefined ? [] : [{ about: "times", message: times } as const]),
    ...(misplaced === undefined ? [] : [{ about: "redaction", message: misplaced } as const]),
  ];
}

function findOddTimes(
  { records, beyond, timeless }: Pick<PageInFlight, "records" | "beyond" | "timeless">,
  servedAt: number,
): string | undefined {
  if (beyond > 0)
    return `Asana gave ${beyond} events beyond the end that was asked for; they are read in their turn`;
  if (timeless > 0)
    return `${timeless} events have no readable time: when they come again, only their gids tell, and only for a while`;
  let before = -Infinity;
  for (const { createdAt } of records) {
    if (createdAt === undefined) continue;
    if (createdAt - servedAt > MOST_AHEAD_MS) {
      const minutes = Math.round((createdAt - servedAt) / 60_000);
      return `An event's time is ${minutes} minutes ahead of Asana's clock`;
    }
    if (createdAt < before) return "Asana's events are not in the order of their times";
    before = createdAt;
  }
  return undefined;
}

/** What was redacted although it is not what a rule names, since the rule could not be followed. */
function findMisplaced({ redactions }: Pick<PageInFlight, "redactions">): string | undefined {
  const found = redactions.find(({ misplaced }) => misplaced !== undefined);
  if (found === undefined) return undefined;
  const place = found.place === "" ? "the event" : found.place;
  return `redact: ${found.misplaced} leads into what has no such parts, so all of ${place} was redacted`;
}
