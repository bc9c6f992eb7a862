import { html } from "hono/html";
import type { Health, Source } from "../../generated/status.ts";
import type { Html } from "./html.ts";

/**
 * The drawings of all marks, once a page. Each state and each health has a shape of its own, so that nobody needs to
 * tell colours apart: a disc that fills on the way to Collecting, an octagon, a square.
 */
export const MARKS = html`<svg hidden>
<symbol id="mark-Pending" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6" stroke-dasharray="2.4 2.3"/></symbol>
<symbol id="mark-Started" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6"/><path d="M8 8V2a6 6 0 0 1 6 6z"/></symbol>
<symbol id="mark-Initialized" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z"/></symbol>
<symbol id="mark-Authenticated" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6"/><path d="M8 8V2a6 6 0 1 1-6 6z"/></symbol>
<symbol id="mark-Collecting" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.7"/><path class="cut" d="M8 4.5v6M5.5 8.2 8 10.8l2.5-2.6"/></symbol>
<symbol id="mark-Error" viewBox="0 0 16 16"><path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z"/><path class="cut" d="M8 4.3v4.4M8 11.2v.6"/></symbol>
<symbol id="mark-Stopping" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6"/><path d="M5.6 5.6h4.8v4.8H5.6z"/></symbol>
<symbol id="mark-Stopped" viewBox="0 0 16 16"><path class="line" d="M4 4h8v8H4z"/></symbol>
<symbol id="mark-healthy" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6"/><path class="line" d="m5.2 8.2 2 2 3.6-4"/></symbol>
<symbol id="mark-warning" viewBox="0 0 16 16"><path d="M8 1.4 15.2 14H.8z"/><path class="cut" d="M8 6v3.6M8 11.6v.5"/></symbol>
<symbol id="mark-error" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.9"/><path class="cut" d="m5.5 5.5 5 5m0-5-5 5"/></symbol>
<symbol id="mark-info" viewBox="0 0 16 16"><circle class="line" cx="8" cy="8" r="6.3"/><path class="line" d="M8 7.3v4M8 4.6v.6"/></symbol>
</svg>`;

/** The mark of a state, of a health, or of the information icon; what it means stands beside it in words. */
export function toMark(name: Source["state"] | Health | "info"): Html {
  return html`<svg class="mark is-${name}" aria-hidden="true"><use href="#mark-${name}"/></svg>`;
}

/** A health in words. */
export const HEALTH_WORDS: Readonly<Record<Health, string>> = {
  healthy: "Healthy",
  warning: "Warning",
  error: "Error",
};
