import { findEvents, type TextSpan } from "./page-scanner.ts";

/** One event as Asana wrote it, and what it says. */
export interface AsanaEvent {
  /** Cut from the answer unchanged: key order, number spelling, escapes and inner white space. */
  readonly text: string;
  /** The parsed text; a number that a double would change is its spelling, as a string. */
  readonly value: unknown;
}

/** An answer taken apart, or why it is not a page of the audit log. */
export type SplitPage =
  | { readonly kind: "page"; readonly events: readonly AsanaEvent[]; readonly offset: string | undefined }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * Takes a page of the audit log apart, in linear time and at any depth of nesting.
 *
 * Never throws. A `reason` tells the shape of the answer and nothing of its content.
 */
export function splitPage(body: string): SplitPage {
  let page: unknown;
  try {
    page = JSON.parse(body);
  } catch (error) {
    return unreadable(whyNotJson(body, error));
  }
  if (typeof page !== "object" || page === null || Array.isArray(page)) {
    return unreadable("it is JSON, but not an object");
  }
  const { data, next_page: nextPage }: { data?: unknown; next_page?: unknown } = page;
  if (!Array.isArray(data)) return unreadable("it has no array «data»");
  const offset = offsetOf(nextPage);
  if (offset === null) return unreadable("it has «next_page», but in it no «offset»");
  const events = findEvents(body).map(({ start, end, inexactNumbers }, index) => ({
    text: body.slice(start, end),
    value: inexactNumbers.length === 0 ? data[index] : parseQuoting(body, start, end, inexactNumbers),
  }));
  return { kind: "page", events, offset };
}

function unreadable(reason: string): SplitPage {
  return { kind: "unreadable", reason };
}

/** The offset, undefined where Asana gave none, null where it is not to be understood. */
function offsetOf(nextPage: unknown): string | undefined | null {
  if (nextPage === undefined || nextPage === null) return undefined;
  const { offset }: { offset?: unknown } = nextPage;
  return typeof offset === "string" && offset !== "" ? offset : null;
}

/** Parses a part of the text with some of its numbers in quotes. */
function parseQuoting(text: string, start: number, end: number, numbers: readonly TextSpan[]): unknown {
  let quoted = "";
  let done = start;
  for (const number of numbers) {
    quoted += `${text.slice(done, number.start)}"${text.slice(number.start, number.end)}"`;
    done = number.end;
  }
  return JSON.parse(quoted + text.slice(done, end));
}

/** The engine's own message quotes the text, so only its position is taken, where it has one. */
function whyNotJson(body: string, error: unknown): string {
  if (body.trim() === "") return "it is empty";
  if (body.trimStart().startsWith("<")) return "it is HTML or XML, not JSON";
  const message = error instanceof Error ? error.message : "";
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `it is not JSON at character ${position} of ${body.length}`;
  if (message.includes("end of JSON input"))
    return `it is JSON that ends too early, after ${body.length} characters`;
  return `it is not JSON (${body.length} characters)`;
}
