import { html } from "hono/html";
import type { Incident, Source, Status } from "../../generated/status.ts";
import { formatCount, formatSeverities } from "../../lib/format.ts";
import { type Html, toText, toTime } from "./html.ts";
import { toMark } from "./marks.ts";
import { toPanel } from "./panel.ts";
import { rowIdOf } from "./source-row.ts";

/** The problems of a source or of the Collector. */
export interface Incidents {
  readonly open: readonly Incident[];
  /** The last one to end first. */
  readonly closed: readonly Incident[];
}

/** So many of those that are over are shown; the API has all that are kept. */
const MOST_CLOSED_SHOWN = 50;

/** The Health Events panel of a source. */
export function toHealthPanel(source: Source, incidents: Incidents): Html {
  const title = html`Health Events of ${toText(source.name)}`;
  return toPanel({ title, body: toBody(incidents, source), follows: rowIdOf(source.id) });
}

/** The Health Events panel of the Collector itself. */
export function toCollectorHealthPanel({ collector }: Status, incidents: Incidents): Html {
  const title = html`Health Events of the Collector ${toText(collector.name)}`;
  return toPanel({ title, body: toBody(incidents, undefined), follows: "summary" });
}

function toBody({ open, closed }: Incidents, source: Source | undefined): Html {
  const shown = closed.slice(0, MOST_CLOSED_SHOWN);
  return html`<h2>Open: ${formatSeverities(open) || "none"}</h2>
${open.length === 0 ? html`<p>Nothing is wrong.</p>` : html`<ol class="incidents">${open.map((incident) => toItem(incident, source))}</ol>`}
<h2>Closed</h2>
${closed.length === 0 ? html`<p>None is kept.</p>` : html`<ol class="incidents closed">${shown.map((incident) => toItem(incident, undefined))}</ol>`}
${closed.length > shown.length ? html`<p class="note">The latest ${shown.length} of ${formatCount(closed.length)}; all are in <a href="/api/v1/healthEvents">the API</a>.</p>` : ""}`;
}

function toItem(incident: Incident, source: Source | undefined): Html {
  const { trackerId, name, severity, reason, hint, openedAt, lastAt, count, closedAt } = incident;
  const isError = severity === "Error";
  return html`<li class="incident">
<h3 class="marked">${toMark(isError ? "error" : "warning")}${name}</h3>
<p class="reason">${toText(reason)}</p>
<p>${toText(hint)}</p>
<dl class="facts">
<div><dt>Severity</dt><dd>${severity}</dd></div>
${isError ? html`<div><dt>Error type</dt><dd>${trackerId.replace(/Error$/, "")}</dd></div>` : ""}
<div><dt>Health event</dt><dd>${trackerId}</dd></div>
<div><dt>Since</dt><dd>${toTime(openedAt)}</dd></div>
<div><dt>Last seen</dt><dd>${toTime(lastAt)}</dd></div>
<div><dt>Seen</dt><dd>${count === 1 ? "once" : `${formatCount(count)} times`}</dd></div>
${closedAt === undefined ? toRetry(trackerId, source) : html`<div><dt>Ended</dt><dd>${toTime(closedAt)}</dd></div>`}
</dl>
</li>`;
}

/** Only what keeps a source from going on is tried again. */
function toRetry(trackerId: string, source: Source | undefined): Html | string {
  const { failure } = source ?? {};
  if (failure === undefined || trackerId !== `${failure.errorType}Error`) return "";
  return html`<div><dt>Next retry</dt><dd>${
    failure.retryAt === undefined ? "none, until the source is changed or restarted" : toTime(failure.retryAt)
  }</dd></div>`;
}
