import { firstCursor } from "./cursor.ts";
import type { AsanaClock, AsanaFailure, Checkpoint, Cursor, FetchResult, StartAt } from "./ports.ts";
import type { StreamPorts } from "./source-ports.ts";

/** Where a source without a checkpoint begins, or why that cannot be said yet. */
export type Start =
  | { readonly kind: "cursor"; readonly cursor: Cursor }
  | { readonly kind: "failure"; readonly failure: AsanaFailure };

/** The `Date` of an answer is exact to the second. */
const DATE_RESOLUTION_MS = 1000;

/**
 * Finds where a source begins. "now" and a time ago are meant by Asana's clock, so Asana is asked once before; ours
 * counts where it is behind, or where Asana does not tell the time.
 *
 * @param ask asks for the first page
 */
export async function findStart(
  { startAt }: { readonly startAt: StartAt },
  { clock, asanaClock }: Pick<StreamPorts, "clock" | "asanaClock">,
  ask: (cursor: Cursor) => Promise<FetchResult>,
): Promise<Start> {
  const ours = firstCursor(startAt, clock.now());
  if (!isRelative(startAt)) return { kind: "cursor", cursor: ours };
  if (asanaClock.now() === undefined) {
    const result = await ask(ours);
    if (result.kind === "failure" && asanaClock.now() === undefined) return result;
  }
  const asanaNow = asanaClock.now() ?? Number.POSITIVE_INFINITY;
  const isAhead = clock.now() > asanaNow + DATE_RESOLUTION_MS;
  return { kind: "cursor", cursor: isAhead ? firstCursor(startAt, asanaNow) : ours };
}

/**
 * Whether a source's own stream begins in Asana's future, because this machine's clock was ahead when it began: what
 * happens until then would be in no stream. An instant of the settings may be meant so.
 *
 * @param servedAt by Asana's clock, in milliseconds since the epoch
 */
export function isStartInFuture(
  { cursor, slicedUntil, frontier }: Checkpoint,
  startAt: StartAt,
  servedAt: number,
): boolean {
  if (frontier.readTo !== undefined || cursor.offset !== undefined) return false;
  const beginsAt = slicedUntil ?? (isRelative(startAt) ? cursor.startAt : undefined);
  return beginsAt !== undefined && beginsAt > servedAt + DATE_RESOLUTION_MS;
}

function isRelative({ kind }: StartAt): boolean {
  return kind === "now" || kind === "ago";
}

/** More than clocks differ that are set by the network. */
const MAX_SKEW_MS = 60_000;

/**
 * Says what is wrong with the clocks.
 *
 * @param page the latest answer
 */
export function findClockTrouble(
  { servedAt }: { readonly servedAt: number | undefined },
  asanaClock: AsanaClock,
): string | undefined {
  if (servedAt === undefined)
    return "Asana's answers have no usable Date, so nothing that may lie in the future counts as read";
  const aheadMs = asanaClock.aheadMs() ?? 0;
  if (Math.abs(aheadMs) <= MAX_SKEW_MS) return undefined;
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return `This machine's clock is ${minutes} minutes ${aheadMs > 0 ? "ahead of" : "behind"} Asana's, which counts`;
}
