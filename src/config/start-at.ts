import { parseDuration } from "./duration.ts";

/** Asana keeps 90 days; anything beyond this is a slip, and would soon be beyond what a Date holds. */
const LONGEST_AGO_MS = 100 * 365 * 86_400_000;

/** Where a source without a checkpoint begins. */
export type StartAt =
  /** With the oldest event Asana still has. */
  | { readonly kind: "beginning" }
  | { readonly kind: "now" }
  /** `at`: milliseconds since the epoch. */
  | { readonly kind: "instant"; readonly at: number }
  | { readonly kind: "ago"; readonly ms: number };

/**
 * Reads `beginning`, `now`, a time ago such as `-24h`, or an ISO instant with its zone.
 *
 * @returns undefined when the text is something else, a day that no calendar has included
 */
export function parseStartAt(text: string): StartAt | undefined {
  if (text === "beginning" || text === "now") return { kind: text };
  if (text.startsWith("-")) {
    const ms = parseDuration(text.slice(1));
    return ms === undefined || ms > LONGEST_AGO_MS ? undefined : { kind: "ago", ms };
  }
  const at = Date.parse(text);
  return isCalendarDay(text.slice(0, 10)) && !Number.isNaN(at) ? { kind: "instant", at } : undefined;
}

/** Date.parse reads February 30 as March 2. */
function isCalendarDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
