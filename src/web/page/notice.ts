import { html } from "hono/html";
import type { Html } from "./html.ts";

/** What may have become of a request; only these words are ever shown, whatever an address says. */
const NOTICES = {
  restarted: "Source restart initiated. The request was successful.",
  created: "Source created.",
  updated: "Source updated.",
  deleted: "The source is being deleted.",
} as const;

/** The notification that an address asks for. */
export function toNotice(name: string | undefined): Html | undefined {
  const text = Object.entries(NOTICES).find(([notice]) => notice === name)?.[1];
  return text === undefined ? undefined : html`<p class="notice">${text}</p>`;
}
