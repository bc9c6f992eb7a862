import { type Edit, findRedactions, type Redaction } from "./find-redactions.ts";
import type { RawEvent } from "./profile.ts";
import { toRedactionRules } from "./redaction-rules.ts";

/** An event without what nobody may see. */
export interface RedactedEvent extends RawEvent {
  readonly redactions: readonly Redaction[];
}

/**
 * Creates what takes out of events all that the rules name. In the text, nothing else is changed by a byte; the value is
 * that of the new text, so that whatever is made of the event holds no more than the text.
 *
 * What it makes is pure, and never throws.
 */
export function createEventRedactor(rules: readonly string[]): (event: RawEvent) => RedactedEvent {
  const compiled = toRedactionRules(rules);
  return ({ text, value }) => {
    const edits = findRedactions(text, compiled);
    const redactions = edits.flatMap(({ redaction }) => redaction ?? []);
    if (redactions.length === 0) return { text, value, redactions };
    const isRedaction = (edit: Edit): boolean => edit.redaction !== undefined;
    return {
      text: applyEdits(text, edits.filter(isRedaction)),
      value: JSON.parse(applyEdits(text, edits)),
      redactions,
    };
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
