import { html } from "hono/html";
import { healthOf } from "../../collector/status.ts";
import type { Status } from "../../generated/status.ts";
import { formatCount, formatSeverities } from "../../lib/format.ts";
import { type Html, toText, toTime } from "./html.ts";
import { HEALTH_WORDS, toMark } from "./marks.ts";
import { COLUMNS, rowIdOf, toRow } from "./source-row.ts";
import {
  HEALTHS,
  ROW_COUNTS,
  type Selection,
  type SortKey,
  STATES,
  select,
  toQuery,
  type View,
} from "./view.ts";

/** The parts of the Collection page that change by themselves: by the id of each, its HTML. */
export interface Collection {
  readonly parts: ReadonlyMap<string, Html>;
  /** The ids of the rows, from top to bottom. */
  readonly rows: readonly string[];
}

/** Makes the parts of the page. */
export function toCollection(status: Status, view: View): Collection {
  const selection = select(status, view);
  const rows = selection.sources.map((source) => [rowIdOf(source.id), toRow(source, status)] as const);
  return {
    parts: new Map([["summary", toSummary(status)], ["pager", toPager(selection, view)], ...rows]),
    rows: rows.map(([id]) => id),
  };
}

/** The Collection page's content. */
export function toCollectionMain(status: Status, view: View): Html {
  const { parts, rows } = toCollection(status, view);
  return html`<h1>Collection</h1>
${parts.get("summary")}
<div class="bar">
${toFilter(view)}
${
  status.managedBy === "api"
    ? html`<a class="button primary" href="/sources/new" data-panel>Add Source</a>`
    : html`<p class="note">Sources come from files, and are changed there.</p>`
}
</div>
<div class="scroll" tabindex="0" role="region" aria-label="Sources">
<table class="sources">
<thead><tr>${toTitle("Source", "name", view)}${COLUMNS.map(({ title, sort, isNumber }) => toTitle(title, sort, view, isNumber))}<th scope="col"><span class="unseen">Information</span></th></tr></thead>
<tbody id="rows">
${rows.map((id) => parts.get(id))}
</tbody>
</table>
</div>
${parts.get("pager")}`;
}

function toSummary({ collector, incidents, endpoint, startedAt, version, sources }: Status): Html {
  const health = healthOf(incidents);
  const counts = HEALTHS.map(
    (each) => [each, sources.filter((source) => source.health === each).length] as const,
  );
  return html`<div id="summary" class="summary">
<p><span class="tipped"><a class="marked" href="/health" data-panel aria-label="${HEALTH_WORDS[health]}: Health Events of the Collector" aria-describedby="tip-collector">${toMark(health)}${toText(collector.name)}</a><span class="tip" role="tooltip" id="tip-collector">${formatSeverities(incidents) || "no errors, no warnings"} of the Collector itself</span></span>
<span class="note">Collector ${collector.id}, version ${version}, to ${toText(endpoint)}, started ${toTime(startedAt)}</span></p>
<ul class="counts">${counts.map(
    ([each, count]) =>
      html`<li><a class="marked" href="/?health=${each}" data-view>${toMark(each)}${HEALTH_WORDS[each]}: ${formatCount(count)}</a></li>`,
  )}</ul>
</div>`;
}

function toFilter(view: View): Html {
  return html`<form class="filter" action="/" method="get" role="search" data-view>
<label>Filter <input type="search" name="q" value="${view.text}" maxlength="200" placeholder="name, category, workspace"></label>
<label>Health ${toChoice("health", HEALTHS, view.health)}</label>
<label>State ${toChoice("state", STATES, view.state)}</label>
<label>Rows ${toChoice("rows", ROW_COUNTS.map(String), String(view.rows), undefined)}</label>
<input type="hidden" name="sort" value="${view.isDescending ? "-" : ""}${view.sort}">
<button>Apply</button>
</form>`;
}

function toChoice(
  name: string,
  values: readonly string[],
  chosen: string,
  any: string | undefined = "any",
): Html {
  const option = (value: string, text: string): Html =>
    html`<option value="${value}"${value === chosen ? html` selected` : ""}>${text}</option>`;
  return html`<select name="${name}">${any === undefined ? "" : option("", any)}${values.map((value) => option(value, value))}</select>`;
}

function toTitle(title: string, sort: SortKey | undefined, view: View, isNumber = false): Html {
  const kind = isNumber ? html` class="number"` : "";
  if (sort === undefined) return html`<th scope="col"${kind}>${title}</th>`;
  const isSorted = view.sort === sort;
  const order = view.isDescending ? "descending" : "ascending";
  const next = toQuery({ ...view, sort, isDescending: isSorted && !view.isDescending, page: 1 });
  return html`<th scope="col"${kind}${isSorted ? html` aria-sort="${order}"` : ""}><a href="/${next}" data-view>${title}</a></th>`;
}

function toPager({ all, matching, page, pages }: Selection, view: View): Html {
  const to = (target: number, text: string): Html =>
    target < 1 || target > pages
      ? html`<span class="none">${text}</span>`
      : html`<a href="/${toQuery({ ...view, page: target })}" data-view>${text}</a>`;
  return html`<nav id="pager" class="pager" aria-label="Pages"><p>${toCountWords(all, matching)}</p>${
    pages === 1
      ? ""
      : html`<p>${to(page - 1, "Previous")} <span>Page ${page} of ${pages}</span> ${to(page + 1, "Next")}</p>`
  }</nav>`;
}

function toCountWords(all: number, matching: number): string {
  if (all === 0) return "There is no source yet.";
  if (matching === 0) return `None of ${formatCount(all)} sources matches.`;
  const sources = all === 1 ? "source" : "sources";
  return matching === all
    ? `${formatCount(all)} ${sources}`
    : `${formatCount(matching)} of ${formatCount(all)} ${sources}`;
}
