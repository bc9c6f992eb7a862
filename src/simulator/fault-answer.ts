import { type Answer, errorAnswer, pageAnswer, rateLimitAnswer } from "./answer.ts";
import type { Fault } from "./faults.ts";

/** Not JSON, though the status and the headers promise it. */
const GARBAGE = "<html><body>We will be right back</body></html>";

/** What a 429 of the documentation says. */
const EXAMPLE_RETRY_AFTER_SECONDS = 30;

/** The answer that a fault puts in place of the real one; undefined for faults that keep it. */
export function faultAnswer(fault: Fault | undefined): Answer | undefined {
  if (fault?.kind === "garbage") return pageAnswer(GARBAGE);
  if (fault?.kind !== "status") return undefined;
  if (fault.status === 429) return rateLimitAnswer(fault.retryAfter ?? EXAMPLE_RETRY_AFTER_SECONDS);
  const answer = errorAnswer(fault.status);
  if (fault.retryAfter === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "retry-after": String(fault.retryAfter) } };
}
