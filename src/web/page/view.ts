import type { Health, Source, Status } from "../../generated/status.ts";
import { eventsOfLastHour, totalsOf } from "./figures.ts";

/** What of the sources is shown, and in which order: the query of the page's address. */
export interface View {
  /** Stands in the name, the description, the category or the workspace. */
  readonly text: string;
  readonly health: Health | "";
  readonly state: Source["state"] | "";
  readonly sort: SortKey;
  readonly isDescending: boolean;
  /** From 1. */
  readonly page: number;
  readonly rows: RowCount;
}

/** The part of the sources that a view shows. */
export interface Selection {
  readonly sources: readonly Source[];
  /** How many there are, how many of them match, and on how many pages these are. */
  readonly all: number;
  readonly matching: number;
  readonly page: number;
  readonly pages: number;
}

/** How many rows a page may have; Sumo Logic allows 1,000 sources. */
export const ROW_COUNTS = [100, 1000] as const;

type RowCount = (typeof ROW_COUNTS)[number];

/** The states a source can be filtered by; what has stopped is not shown. */
export const STATES = [
  "Pending",
  "Started",
  "Initialized",
  "Authenticated",
  "Collecting",
  "Error",
  "Stopping",
] as const satisfies readonly Source["state"][];

export const HEALTHS = ["healthy", "warning", "error"] as const satisfies readonly Health[];

/** What each column is sorted by. Texts by the rules of language, numbers and instants by size; what is absent is least. */
const SORTS = {
  name: ({ name }: Source) => name,
  category: ({ category = "" }: Source) => category,
  workspace: ({ workspaceID }: Source) => workspaceID,
  state: ({ state }: Source) => [...STATES, "Stopped"].indexOf(state),
  health: ({ health }: Source) => HEALTHS.indexOf(health),
  lastEvent: ({ newestEventAt }: Source) => Date.parse(newestEventAt ?? ""),
  lag: ({ lagMs = Number.NaN }: Source) => lagMs,
  acknowledged: (source: Source) => totalsOf(source).accepted,
  lastHour: eventsOfLastHour,
  rejected: (source: Source) => totalsOf(source).rejected,
  deadLetters: ({ deadLetters }: Source) => deadLetters,
  nextPoll: ({ nextPollAt }: Source) => Date.parse(nextPollAt ?? ""),
} as const satisfies Record<string, (source: Source) => string | number>;

export type SortKey = keyof typeof SORTS;

const COLLATOR = new Intl.Collator("en", { numeric: true });

/** Reads a query; what is unknown in it does not count. */
export function readView(query: Readonly<Record<string, string>>): View {
  const { q = "", sort = "", page = "", rows = "" } = query;
  const key = sort.replace(/^-/, "");
  return {
    text: q.slice(0, 200),
    health: HEALTHS.find((health) => health === query["health"]) ?? "",
    state: STATES.find((state) => state === query["state"]) ?? "",
    sort: isSortKey(key) ? key : "name",
    isDescending: isSortKey(key) && sort.startsWith("-"),
    page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1,
    rows: ROW_COUNTS.find((count) => String(count) === rows) ?? ROW_COUNTS[0],
  };
}

/** The query of a view, with its question mark; nothing for the view that is shown without one. */
export function toQuery({ text, health, state, sort, isDescending, page, rows }: View): string {
  const query = new URLSearchParams();
  if (text !== "") query.set("q", text);
  if (health !== "") query.set("health", health);
  if (state !== "") query.set("state", state);
  if (sort !== "name" || isDescending) query.set("sort", isDescending ? `-${sort}` : sort);
  if (rows !== ROW_COUNTS[0]) query.set("rows", String(rows));
  if (page !== 1) query.set("page", String(page));
  return query.size === 0 ? "" : `?${query}`;
}

/** The sources that a view shows. Of equals, the name decides. */
export function select({ sources }: Pick<Status, "sources">, view: View): Selection {
  const matching = sources.filter((source) => matches(source, view));
  const measure = SORTS[view.sort];
  const direction = view.isDescending ? -1 : 1;
  const sorted = matching
    .map((source) => ({ source, value: measure(source) }))
    .sort((a, b) => direction * compare(a.value, b.value) || compare(a.source.name, b.source.name))
    .map(({ source }) => source);
  const pages = Math.max(1, Math.ceil(sorted.length / view.rows));
  const page = Math.min(view.page, pages);
  return {
    sources: sorted.slice((page - 1) * view.rows, page * view.rows),
    all: sources.length,
    matching: matching.length,
    page,
    pages,
  };
}

function matches(source: Source, { text, health, state }: View): boolean {
  if (health !== "" && source.health !== health) return false;
  if (state !== "" && source.state !== state) return false;
  const { name, description = "", category = "", workspaceID } = source;
  const wanted = text.trim().toLowerCase();
  return [name, description, category, workspaceID].some((part) => part.toLowerCase().includes(wanted));
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") return COLLATOR.compare(a, b);
  const [first, second] = [orLeast(a), orLeast(b)];
  return first < second ? -1 : Number(first > second);
}

function orLeast(value: string | number): number {
  return Number.isNaN(Number(value)) ? Number.NEGATIVE_INFINITY : Number(value);
}

function isSortKey(key: string): key is SortKey {
  return Object.hasOwn(SORTS, key);
}
