import type { AsanaEvent } from "../event/asana-event.ts";
import { toEvent } from "../event/scan-event.ts";
import { type Edit, findRedactions, type Redaction } from "./find-redactions.ts";
import { toRedactionRules } from "./redaction-rules.ts";

/** An event without what nobody may see. */
export interface RedactedEvent {
  readonly event: AsanaEvent;
  readonly redactions: readonly Redaction[];
}

/**
 * Creates what takes out of events all that the rules name. In the text, nothing else is changed by a byte.
 *
 * What it makes is pure, and never throws.
 */
export function createEventRedactor(rules: readonly string[]): (event: AsanaEvent) => RedactedEvent {
  const compiled = toRedactionRules(rules);
  return (event) => {
    const { text } = event;
    const edits = findRedactions(text, compiled);
    const redactions = edits.map(({ redaction }) => redaction);
    return { event: edits.length === 0 ? event : toEvent(applyEdits(text, edits)), redactions };
  };
}

function applyEdits(text: string, edits: readonly Edit[]): string {
  let edited = "";
  let done = 0;
  for (const { start, end, text: inserted } of edits) {
    edited += text.slice(done, start) + inserted;
    done = end;
  }
  return edited + text.slice(done);
}
