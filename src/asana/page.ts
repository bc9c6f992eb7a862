import type { AsanaEvent } from "../event/asana-event.ts";
import { scanPage } from "./page-scanner.ts";

/** An answer taken apart, or why it is not a page of the audit log. */
export type SplitPage =
  | {
      readonly kind: "page";
      /** Each as Asana wrote it. */
      readonly events: readonly AsanaEvent[];
      readonly offset: string | undefined;
    }
  | { readonly kind: "unreadable"; readonly reason: string };

/**
 * Takes a page of the audit log apart, in linear time and at any depth of nesting.
 *
 * Never throws. A `reason` tells the shape of the answer and nothing of its content.
 *
 * @param body UTF-8
 */
export function splitPage(body: Buffer): SplitPage {
  const page = scanPage(body);
  if (page === "invalid") return unreadable(whyNotJson(body.toString()));
  if (page === "other") return unreadable("it is JSON, but not an object");
  if (page.events === undefined) return unreadable("it has no array «data»");
  // A part of the log may be missing in such an answer, so it proves nothing.
  if (page.hasErrors) return unreadable("it reports errors beside its data");
  const offset = offsetOf(page.nextPage === undefined ? undefined : JSON.parse(page.nextPage));
  if (offset === null) return unreadable("it has «next_page», but in it no «offset»");
  return { kind: "page", events: page.events, offset };
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

function whyNotJson(body: string): string {
  if (body.trim() === "") return "it is empty";
  if (body.trimStart().startsWith("<")) return "it is HTML or XML, not JSON";
  const message = messageOfEngine(body);
  const position = /at position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return `it is not JSON at character ${position} of ${body.length}`;
  if (message.includes("end of JSON input"))
    return `it is JSON that ends too early, after ${body.length} characters`;
  return `it is not JSON (${body.length} characters)`;
}

/** It quotes the text, so that only the position is to be taken of it, where it has one. */
function messageOfEngine(body: string): string {
  try {
    JSON.parse(body);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
