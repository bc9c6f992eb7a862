import type { Settings } from "../config/settings.ts";
import type { AsanaEvent } from "../event/asana-event.ts";
import { formatCount } from "../lib/format.ts";
import { createEventFilter } from "../record/event-filter.ts";
import { createEventRedactor, type RedactedEvent } from "../record/redact-event.ts";
import type { Finding } from "./finding.ts";

/** Places that are told; the others are counted. */
const MOST_PLACES = 10;

/** Says what the filters and `redact` would do to a page of a source's events, without a value of them. */
export function checkEvents(
  subject: string,
  events: readonly AsanaEvent[],
  { eventFilter, redact }: Pick<Settings, "eventFilter" | "redact">,
): readonly Finding[] {
  const passed = eventFilter === undefined ? events : events.filter(createEventFilter(eventFilter));
  const findings: Finding[] = [];
  if (eventFilter !== undefined) {
    const message = `${formatCount(passed.length)} of ${count(events.length, "event")} would pass the filters`;
    findings.push({ subject, check: "filters", ok: true, message });
  }
  if (redact.length > 0) {
    const message = describe(passed.map(createEventRedactor(redact)));
    findings.push({ subject, check: "redact", ok: true, message });
  }
  return findings;
}

function describe(events: readonly RedactedEvent[]): string {
  const redactions = events.flatMap((event) => event.redactions);
  if (redactions.length === 0) return `nothing would be redacted in ${count(events.length, "event")}`;
  const byPlace = Map.groupBy(redactions, ({ place, misplaced }) => {
    const where = place === "" ? "the whole event" : place;
    return misplaced === undefined ? where : `${where} as a whole, which ${misplaced} leads into`;
  });
  const told = [...byPlace]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([place, { length }]) => `${place} (${formatCount(length)})`);
  const others = told.length - MOST_PLACES;
  const rest = others > 0 ? ` and ${count(others, "other place")}` : "";
  return `${count(redactions.length, "value")} would be redacted: ${told.slice(0, MOST_PLACES).join(", ")}${rest}`;
}

function count(number: number, noun: string): string {
  return `${formatCount(number)} ${noun}${number === 1 ? "" : "s"}`;
}
