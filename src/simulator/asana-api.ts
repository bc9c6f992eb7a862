import { type Answer, errorAnswer, pageAnswer } from "./answer.ts";
import type { EventStream } from "./event-stream.ts";
import { inflate } from "./huge-page.ts";
import type { Offsets, Position } from "./offsets.ts";
import { filterKey, type PageLimits, type PageQuery, readPageQuery } from "./page-query.ts";
import { cutPage, firstPosition, type StreamPage } from "./stream-page.ts";

/** What the audit log endpoint is made of. */
export interface AsanaApi {
  readonly streams: ReadonlyMap<string, EventStream>;
  readonly offsets: Offsets;
  readonly limits: PageLimits;
}

/** A request that was let in. */
export interface ApiRequest {
  readonly method: string;
  /** The path behind the base URL; empty outside of it. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Scheme, host and base path, as `next_page.uri` repeats them. */
  readonly baseUrl: string;
  /** Blow the page up. */
  readonly isHuge: boolean;
}

const AUDIT_LOG_PATH = /^\/workspaces\/([^/]+)\/audit_log_events$/;

/** Answers one request as Asana's audit log documentation says. */
export function answerRequest(api: AsanaApi, request: ApiRequest): Answer {
  const [, workspaceGid] = AUDIT_LOG_PATH.exec(request.path) ?? [];
  // That an unknown path is a 404 is documented, its words are not.
  if (workspaceGid === undefined) return errorAnswer(404, `path: Unknown object: ${request.path}`);
  if (request.method !== "GET") return errorAnswer(405, `method: ${request.method} is not allowed here.`);
  const stream = api.streams.get(workspaceGid);
  if (stream === undefined) return errorAnswer(404, `workspace: Unknown object: ${workspaceGid}`);
  const query = readPageQuery(request.query, api.limits);
  if (query.kind === "problem") return errorAnswer(400, query.message);
  if (query.offset === undefined) return answerFirstPage(api, request, workspaceGid, stream, query);
  const position = readOffset(api.offsets, query.offset, workspaceGid, query);
  if (typeof position === "string") return errorAnswer(400, position);
  const page = cutPage(stream, position.filter, position.next, query.limit);
  return pageAnswer(pageBody(api, request, { ...position, next: page.next }, page));
}

/** A start without an offset: the only place where `next_page` can be null, while nothing matches. */
function answerFirstPage(
  api: AsanaApi,
  request: ApiRequest,
  workspaceGid: string,
  stream: EventStream,
  { filter, limit }: PageQuery,
): Answer {
  const page = cutPage(stream, filter, firstPosition(stream, filter), limit);
  if (page.texts.length === 0) return pageAnswer('{"data":[],"next_page":null}');
  return pageAnswer(
    pageBody(api, request, { kind: "position", workspaceGid, filter, next: page.next }, page),
  );
}

/** Asana documents that offsets expire; these words were seen at other endpoints. */
const EXPIRED = "offset: Your pagination token has expired.";

/** Inferred: that an offset of other making is refused is documented, how is not. */
const FOREIGN = "offset: Your pagination token is invalid.";

/**
 * Reads an offset, which works with its filters repeated and alone. What other filters do to it is not
 * documented: they are refused, so that nobody relies on them.
 */
function readOffset(
  offsets: Offsets,
  offset: string,
  workspaceGid: string,
  { filter }: PageQuery,
): Position | string {
  const position = offsets.read(offset);
  if (position.kind === "expired") return EXPIRED;
  if (position.kind === "foreign" || position.workspaceGid !== workspaceGid) return FOREIGN;
  const isAlone = Object.keys(filter).length === 0;
  return isAlone || filterKey(filter) === filterKey(position.filter) ? position : FOREIGN;
}

/** `next_page` repeats the query, with a new offset on every answer, as in the examples of Asana's SDK. */
function pageBody(api: AsanaApi, request: ApiRequest, position: Position, page: StreamPage): string {
  const offset = api.offsets.issue(position);
  const query = new URLSearchParams(request.query);
  query.delete("offset");
  query.append("offset", offset);
  const path = `${request.path}?${query}`;
  const nextPage = JSON.stringify({ offset, path, uri: `${request.baseUrl}${path}` });
  const texts = request.isHuge ? inflate(page.texts) : page.texts;
  return `{"data":[${texts.join(",")}],"next_page":${nextPage}}`;
}
