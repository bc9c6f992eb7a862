import { html } from "hono/html";
import type { Source } from "../../generated/status.ts";
import { formatCount, formatSpan } from "../../lib/format.ts";
import { totalsOf } from "./figures.ts";
import { type Html, NOTHING, toText, toTime } from "./html.ts";
import { toMark } from "./marks.ts";
import { toPanel } from "./panel.ts";
import { drawBars, drawLine } from "./plot.ts";
import { rowIdOf, toBackfill } from "./source-row.ts";

/** All figures of one source. */
export function toSourcePanel(source: Source): Html {
  return toPanel({ title: toText(source.name), body: toBody(source), follows: rowIdOf(source.id) });
}

function toBody(source: Source): Html {
  const { activity, states, backfill, lagMs, newestEventAt, nextPollAt, failure, deadLetters } = source;
  const { description, category, workspaceID } = source;
  const { minutes, halfHours } = activity;
  return html`
${description === undefined ? "" : html`<p>${toText(description)}</p>`}
<ol class="states">${states.map(({ state, at }) => html`<li><span class="marked">${toMark(state)}${state}</span> ${toTime(at)}</li>`)}</ol>
${backfill === undefined ? "" : html`<p>${toBackfill(backfill)}</p>`}
${failure === undefined ? "" : html`<p class="reason">${failure.errorType}: ${toText(failure.message)}</p><p>${toText(failure.hint)}</p>`}
<div class="plots">
${toFigure("Events acknowledged, last hour", drawBars(minutes.acknowledged, "Events acknowledged in the last hour, by minute"), formatMost(minutes.acknowledged, "a minute"))}
${toFigure("Events acknowledged, last 24 hours", drawBars(halfHours.acknowledged, "Events acknowledged in the last 24 hours, by half hour"), formatMost(halfHours.acknowledged, "in half an hour"))}
${toFigure("Lag, last hour", drawLine(minutes.lagMs, "Lag in the last hour, by minute"), formatWorst(minutes.lagMs))}
${toFigure("Lag, last 24 hours", drawLine(halfHours.lagMs, "Lag in the last 24 hours, by half hour"), formatWorst(halfHours.lagMs))}
</div>
<dl class="facts">
${toFact("Category", category === undefined ? NOTHING : toText(category))}
${toFact("Workspace", toText(workspaceID))}
${toFact("Last event", toTime(newestEventAt))}
${toFact("Lag", lagMs === undefined ? NOTHING : formatSpan(lagMs))}
${toFact("Next poll", toTime(nextPollAt))}
${toFact("Dead letters kept", formatCount(deadLetters))}
</dl>
${toCounts(source)}`;
}

function toCounts(source: Source): Html {
  const totals = totalsOf(source);
  const rows = [
    ["Events acknowledged", source.accepted, totals.accepted],
    ["Rejected by the endpoint", source.rejected, totals.rejected],
    ["Made dead letters", source.deadLettered, totals.deadLettered],
    ["Known already, not sent again", source.duplicates, totals.duplicates],
    ["Left out by the filters", source.filtered, totals.filtered],
    ["Pages", source.pages, totals.pages],
  ] as const;
  return html`<table class="counts-table"><thead><tr><th scope="col">Count</th><th scope="col" class="number">Since its start</th><th scope="col" class="number">In all</th></tr></thead>
<tbody>${rows.map(([what, now, all]) => html`<tr><th scope="row">${what}</th><td class="number">${formatCount(now)}</td><td class="number">${formatCount(all)}</td></tr>`)}</tbody></table>`;
}

function toFigure(title: string, plot: Html, scale: string): Html {
  return html`<figure><figcaption>${title} <span class="note">${scale}</span></figcaption>${plot}</figure>`;
}

function toFact(name: string, value: Html | string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function formatMost(counts: readonly number[], per: string): string {
  return `at most ${formatCount(Math.max(0, ...counts))} ${per}`;
}

function formatWorst(spans: readonly (number | null)[]): string {
  const known = spans.filter((span) => span !== null);
  return known.length === 0 ? "nothing yet" : `at most ${formatSpan(Math.max(...known))}`;
}
