import { html } from "hono/html";
import type { Source, Status } from "../../generated/status.ts";
import { formatCount, formatSeverities, formatSpan } from "../../lib/format.ts";
import { eventsOfLastHour, totalsOf } from "./figures.ts";
import { type Html, NOTHING, toText, toTime } from "./html.ts";
import { HEALTH_WORDS, toMark } from "./marks.ts";
import { drawBars } from "./plot.ts";
import type { SortKey } from "./view.ts";

/** What a row says of a source, from left to right. */
interface Column {
  readonly title: string;
  /** Absent where there is nothing to sort by. */
  readonly sort?: SortKey;
  readonly isNumber?: boolean;
  readonly cell: (source: Source, now: string) => Html | string;
}

/** How long the states on the way to the present one stay in sight, in milliseconds. */
const TRAIL_MS = 60_000;

/** The columns after the name, before the information icon. */
export const COLUMNS: readonly Column[] = [
  { title: "Category", sort: "category", cell: ({ category }) => orNothing(category, toText) },
  { title: "Workspace", sort: "workspace", cell: ({ workspaceID }) => toText(workspaceID) },
  { title: "State", sort: "state", cell: toState },
  { title: "Health", sort: "health", cell: toHealth },
  { title: "Last event", sort: "lastEvent", cell: ({ newestEventAt }) => toTime(newestEventAt) },
  { title: "Lag", sort: "lag", isNumber: true, cell: ({ lagMs }) => orNothing(lagMs, formatSpan) },
  {
    title: "Acknowledged",
    sort: "acknowledged",
    isNumber: true,
    cell: (source) => toCount(totalsOf(source).accepted),
  },
  { title: "Last hour", sort: "lastHour", isNumber: true, cell: toLastHour },
  {
    title: "Rejected",
    sort: "rejected",
    isNumber: true,
    cell: (source) => toCount(totalsOf(source).rejected),
  },
  {
    title: "Dead letters",
    sort: "deadLetters",
    isNumber: true,
    cell: ({ deadLetters }) => toCount(deadLetters),
  },
  { title: "Next poll", sort: "nextPoll", cell: ({ nextPollAt }) => toTime(nextPollAt) },
];

/** A source as one row of the table. */
export function toRow(source: Source, { at }: Pick<Status, "at">): Html {
  const { id, name, description } = source;
  return html`<tr id="${rowIdOf(id)}" data-source="${id}">
<th scope="row"><a href="/sources/${id}" data-panel>${toText(name)}</a>${orNothing(description, toNote, "")}</th>
${COLUMNS.map(
  ({ title, isNumber = false, cell }) =>
    html`<td data-title="${title}"${isNumber ? html` class="number"` : ""}>${cell(source, at)}</td>`,
)}
<td class="tools"><a class="tool" href="/sources/${id}/info" data-panel title="API usage information" aria-label="API usage information of ${name}">${toMark("info")}</a></td>
</tr>`;
}

/** The row's own name in the page. */
export function rowIdOf(id: number): string {
  return `source-${id}`;
}

function toNote(text: string): Html {
  return html`<span class="note description">${toText(text)}</span>`;
}

function toState({ state, states, backfill }: Source, now: string): Html {
  const recent = states.filter(({ at }) => Date.parse(now) - Date.parse(at) < TRAIL_MS);
  return html`<span class="marked">${toMark(state)}${state}</span>${
    recent.length > 1 ? toTrail(recent) : ""
  }${orNothing(backfill, toBackfill, "")}`;
}

/** The states that were just passed, each by its mark. */
function toTrail(passed: Source["states"]): Html {
  const words = passed.map(({ state }) => state).join(", ");
  return html`<span class="note trail" role="img" aria-label="Came through ${words}" title="${words}">${passed.map(({ state }) => toMark(state))}</span>`;
}

/** How far a history has been read, and when it will be. */
export function toBackfill({ share, expectedEndAt }: NonNullable<Source["backfill"]>): Html {
  const percent = Math.floor(share * 100);
  return html`<span class="note"><progress max="100" value="${percent}" aria-label="History read">${percent} %</progress> ${percent} % of its history${
    expectedEndAt === undefined ? "" : html`, done ${toTime(expectedEndAt)}`
  }</span>`;
}

function toHealth({ id, name, health, incidents }: Source): Html {
  const tip = `tip-${id}`;
  return html`<span class="tipped"><a class="marked" href="/sources/${id}/health" data-panel aria-label="${HEALTH_WORDS[health]}: Health Events of ${name}" aria-describedby="${tip}">${toMark(health)}${HEALTH_WORDS[health]}</a><span class="tip" role="tooltip" id="${tip}">${formatSeverities(incidents) || "no errors, no warnings"}</span></span>`;
}

function toLastHour(source: Source): Html {
  const plot = drawBars(
    source.activity.minutes.acknowledged,
    "Events acknowledged in the last hour, by minute",
  );
  return html`<span class="plotted">${plot} ${formatCount(eventsOfLastHour(source))}</span>`;
}

function toCount(count: number): Html {
  return count === 0 ? html`<span class="none">0</span>` : html`${formatCount(count)}`;
}

function orNothing<T>(
  value: T | undefined,
  show: (value: T) => Html | string,
  nothing: Html | string = NOTHING,
): Html | string {
  return value === undefined ? nothing : show(value);
}
