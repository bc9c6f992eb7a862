import type { Failure } from "./failure.ts";
import type { Frontier } from "./ports.ts";
import type { Question } from "./question.ts";

const HINT =
  "This is a mistake in the receiver: report it with this message. Nothing is skipped, the source holds.";

/**
 * What must never happen, looked at before each request: that reading by time begins after what was read without a gap,
 * so that events in between would be skipped, or that late events are looked for where none would be recognised.
 */
export function findBrokenInvariant(
  { kind, position: { offset, startAt }, part }: Question,
  { readTo, knownSince }: Frontier,
): Failure | undefined {
  const broken = (message: string): Failure => ({ errorType: "FirstPartyGeneric", message, hint: HINT });
  if (kind === "sweep") {
    const isKnown = knownSince === undefined || (part.fromAt !== undefined && part.fromAt >= knownSince);
    return isKnown ? undefined : broken("A sweep would begin where known events are not recognised");
  }
  if (offset !== undefined || readTo === undefined || startAt === undefined || startAt <= readTo)
    return undefined;
  return broken("Reading by time would begin after what was read last");
}
