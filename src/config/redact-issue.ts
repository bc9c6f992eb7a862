import type { Issue } from "./issue.ts";
import { toPath, toPointer } from "./json-place.ts";

/** Messages and pointers repeat keys, names and types: a token may have been put there by mistake. */
export function redactIssue(issue: Issue, redact: (text: string) => string): Issue {
  const { message, hint, pointer } = issue;
  return {
    ...issue,
    message: redact(message),
    ...(hint === undefined ? {} : { hint: redact(hint) }),
    ...(pointer === undefined ? {} : { pointer: toPointer(toPath(pointer).map(redact)) }),
  };
}
