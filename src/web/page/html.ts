import { html } from "hono/html";
import { escapeControls } from "../../lib/format.ts";

/** A piece of a page. What was not written here is escaped. */
export type Html = ReturnType<typeof html>;

/** What stands where there is nothing to say. */
export const NOTHING = html`<span class="none">–</span>`;

/** A text from elsewhere: its direction stays its own, and what could command a screen is made visible. */
export function toText(text: string): Html {
  return html`<bdi>${escapeControls(text)}</bdi>`;
}

/** An instant, which the page's script makes relative and local. */
export function toTime(instant: string | undefined): Html {
  if (instant === undefined) return NOTHING;
  return html`<time datetime="${instant}">${instant.slice(0, 19).replace("T", " ")} UTC</time>`;
}
