import type { PageInFlight } from "./page-in-flight.ts";

/** What was read since a source last had nothing more to read. Instants are milliseconds since the epoch. */
export interface Stretch {
  /** When its first page was committed. */
  readonly beganAt: number;
  readonly oldestEventAt: number;
  /** How far it is; what an earlier reading has delivered does not count. */
  readonly newestEventAt: number;
}

/** The stretch after a page that was committed at `at`; undefined at its end, and before any event had a time. */
export function afterPage(
  stretch: Stretch | undefined,
  { isEnd, oldestEventAt, newestEventAt }: PageInFlight,
  at: number,
): Stretch | undefined {
  if (isEnd) return undefined;
  if (oldestEventAt === undefined || newestEventAt === undefined) return stretch;
  if (stretch === undefined) return { beganAt: at, oldestEventAt, newestEventAt };
  return {
    beganAt: stretch.beganAt,
    oldestEventAt: Math.min(stretch.oldestEventAt, oldestEventAt),
    newestEventAt: Math.max(stretch.newestEventAt, newestEventAt),
  };
}
