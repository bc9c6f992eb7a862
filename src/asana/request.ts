import type { Priority } from "./request-limiter.ts";

/** The filters Asana's audit log endpoint knows; each takes one value. */
export interface Filters {
  readonly eventType?: string;
  readonly actorType?: string;
  readonly actorGid?: string;
  readonly resourceGid?: string;
}

/** Which page of which log is asked for. */
export interface PageRequest {
  readonly workspaceID: string;
  readonly filters: Filters;
  /** Page size. */
  readonly limit: number;
  /** Only events created at or after this instant (milliseconds since the epoch). */
  readonly startAt: number | undefined;
  /** Only events created before this instant (milliseconds since the epoch). */
  readonly endAt?: number | undefined;
  /** The opaque position an earlier answer gave. */
  readonly offset: string | undefined;
  /** The name of the source whose request it is: those of one token take turns. The workspace's, unless it is told. */
  readonly source?: string;
  /** Live, unless it is told. */
  readonly priority?: Priority;
}

/**
 * What stands behind the API's URL to ask for a page. The filters go along with the offset, as in Asana's own SDKs: what an offset means
 * under other filters is undocumented.
 */
export function pagePath(request: PageRequest): string {
  const query = {
    limit: String(request.limit),
    start_at: toIso(request.startAt),
    end_at: toIso(request.endAt),
    event_type: request.filters.eventType,
    actor_type: request.filters.actorType,
    actor_gid: request.filters.actorGid,
    resource_gid: request.filters.resourceGid,
    offset: request.offset,
  };
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`],
  );
  return `/workspaces/${encodeURIComponent(request.workspaceID)}/audit_log_events?${pairs.join("&")}`;
}

function toIso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
