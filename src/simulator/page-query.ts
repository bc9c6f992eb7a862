/** Which events are asked for. Instants are milliseconds since the epoch. */
export interface EventFilter {
  readonly startAt?: number;
  readonly endAt?: number;
  readonly eventType?: string;
  readonly actorType?: string;
  readonly actorGid?: string;
  readonly resourceGid?: string;
}

/** The query of a page, checked. */
export interface PageQuery {
  readonly kind: "query";
  readonly limit: number;
  readonly filter: EventFilter;
  readonly offset: string | undefined;
}

/** The page sizes that are served. */
export interface PageLimits {
  readonly limitMax: number;
  /** When no limit is sent. */
  readonly defaultLimit: number;
}

/** The values of Asana's specification. */
const ACTOR_TYPES = ["user", "asana", "asana_support", "anonymous", "external_administrator"];

/**
 * Reads a page's query. Unknown parameters are left alone. That a bad one is answered with 400 and
 * `<field>: <problem>` is documented; the words after the colon are inferred.
 */
export function readPageQuery(
  query: URLSearchParams,
  limits: PageLimits,
): PageQuery | { readonly kind: "problem"; readonly message: string } {
  const limit = readLimit(query.get("limit"), limits);
  if (limit === undefined) {
    return { kind: "problem", message: `limit: Must be a number between 1 and ${limits.limitMax}.` };
  }
  const actorType = query.get("actor_type");
  if (actorType !== null && !ACTOR_TYPES.includes(actorType)) {
    return { kind: "problem", message: `actor_type: Must be one of ${ACTOR_TYPES.join(", ")}.` };
  }
  for (const name of ["start_at", "end_at"]) {
    if (Number.isNaN(readInstant(query.get(name)))) {
      return { kind: "problem", message: `${name}: Not a valid date-time.` };
    }
  }
  return { kind: "query", limit, filter: readFilter(query), offset: query.get("offset") ?? undefined };
}

/** The same filter has the same key, however its instants were spelled. */
export function filterKey(filter: EventFilter): string {
  return JSON.stringify([
    filter.startAt ?? null,
    filter.endAt ?? null,
    filter.eventType ?? null,
    filter.actorType ?? null,
    filter.actorGid ?? null,
    filter.resourceGid ?? null,
  ]);
}

function readFilter(query: URLSearchParams): EventFilter {
  return withoutAbsent({
    startAt: readInstant(query.get("start_at")),
    endAt: readInstant(query.get("end_at")),
    eventType: query.get("event_type") ?? undefined,
    actorType: query.get("actor_type") ?? undefined,
    actorGid: query.get("actor_gid") ?? undefined,
    resourceGid: query.get("resource_gid") ?? undefined,
  });
}

type Absent<T> = { readonly [K in keyof T]: T[K] | undefined };

function withoutAbsent(filter: Absent<Required<EventFilter>>): EventFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function readLimit(text: string | null, { limitMax, defaultLimit }: PageLimits): number | undefined {
  if (text === null) return defaultLimit;
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= limitMax ? limit : undefined;
}

/** RFC 3339 with an offset; a `+` that was not encoded has become a space and is no date-time. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

/** Undefined when absent, NaN when it is no date-time. */
function readInstant(text: string | null): number | undefined {
  if (text === null) return undefined;
  return DATE_TIME.test(text) ? Date.parse(text) : Number.NaN;
}
