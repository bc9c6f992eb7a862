import { html } from "hono/html";
import type { Html } from "./html.ts";

/** What a panel shows: a dialog above the Collection where there is a script, else a page of its own. */
export interface PanelParts {
  readonly title: Html | string;
  readonly body: Html;
  /** What can be done, from left to right. */
  readonly actions?: readonly Html[];
  /** The source, or the Collector, whose changes make the panel be read again. */
  readonly follows?: string;
}

/** Makes a panel. */
export function toPanel({ title, body, actions = [], follows }: PanelParts): Html {
  return html`<section id="panel" class="panel"${follows === undefined ? "" : html` data-follows="${follows}"`}>
<header><h1 id="panel-title" tabindex="-1">${title}</h1></header>
<div class="content">${body}</div>
<footer>${actions}<a class="button last" href="/" data-close>Close</a></footer>
</section>`;
}
