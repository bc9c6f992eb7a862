import type { Failure } from "./failure.ts";
import type { PageInFlight } from "./page-in-flight.ts";
import type { Cursor } from "./ports.ts";

/** More than clocks differ that are set by the network. */
const MOST_AHEAD_MS = 5 * 60_000;

const HINT = "Nothing to do if it passes; else check asana.url and any proxy in between.";

type Checked = Pick<
  PageInFlight,
  "gids" | "records" | "duplicates" | "filtered" | "isEmpty" | "newestEventAt" | "next"
>;

/**
 * Asana documents a new offset with every answer, and every event once in a stream. The same offset with events, or
 * the same events under a new one, would be read for ever; and so would, without an offset, events without a gid or a
 * time, which nobody recognises when they come again.
 */
export function findLoop(
  { gids, records, duplicates, filtered, isEmpty, newestEventAt, next }: Checked,
  cursor: Cursor,
  before: readonly string[],
): Failure | undefined {
  const stuck = (message: string): Failure => ({ errorType: "ThirdPartyGeneric", message, hint: HINT });
  if (isEmpty) return undefined;
  const count = records.length + duplicates + filtered;
  if (next.offset === undefined) {
    const hasMoved = next.startAt !== cursor.startAt;
    if (hasMoved || (gids.length === count && newestEventAt !== undefined)) return undefined;
    const lack = gids.length === count ? "a time" : "a gid";
    return stuck(`Asana gave events without ${lack}, and no offset to go on from`);
  }
  if (next.offset === cursor.offset) return stuck("Asana gave events, but the same offset again");
  const isSame =
    gids.length > 0 && gids.length === before.length && gids.every((gid, index) => gid === before[index]);
  return isSame ? stuck("Asana gave the same events again, under a new offset") : undefined;
}

/** Says what is odd about the times of a page's events; nothing is lost because of it. */
export function findOddTimes(
  { records }: Pick<PageInFlight, "records">,
  receivedAt: number,
): string | undefined {
  let before = -Infinity;
  for (const { createdAt } of records) {
    if (createdAt === undefined) continue;
    if (createdAt - receivedAt > MOST_AHEAD_MS) {
      const minutes = Math.round((createdAt - receivedAt) / 60_000);
      return `An event's time is ${minutes} minutes ahead of this machine's clock`;
    }
    if (createdAt < before) return "Asana's events are not in the order of their times";
    before = createdAt;
  }
  return undefined;
}

/** Says what was redacted although it is not what a rule names, since the rule could not be followed. */
export function findMisplaced({ redactions }: Pick<PageInFlight, "redactions">): string | undefined {
  const found = redactions.find(({ misplaced }) => misplaced !== undefined);
  if (found === undefined) return undefined;
  const place = found.place === "" ? "the event" : found.place;
  return `redact: ${found.misplaced} leads into what has no such parts, so all of ${place} was redacted`;
}
