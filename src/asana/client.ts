import type { AsanaEvent } from "../event/asana-event.ts";
import type { Clock } from "../lib/clock.ts";
import type { Pem, Route } from "../lib/connections.ts";
import { createHttpClient, type HttpAnswer, type HttpClient, headerOf, LATE } from "../lib/http-client.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { createRenewable } from "../lib/renewable.ts";
import { secretForms } from "../lib/secret-forms.ts";
import { type AsanaClock, createAsanaClock, type ObservedAsanaClock } from "./asana-clock.ts";
import { LARGEST_BODY_BYTES, unpackBody } from "./body.ts";
import { type AsanaFailure, readErrorAnswer, toAsanaFailure } from "./errors.ts";
import { whyNoAnswer } from "./no-answer.ts";
import { splitPage } from "./page.ts";
import { type PageRequest, pagePath } from "./request.ts";
import {
  type Asker,
  createRequestLimiter,
  type RequestEnd,
  type RequestLimiter,
  type RequestLimits,
  type RequestWait,
} from "./request-limiter.ts";

/** One answer of the audit log: its events, oldest first, and where to read on. */
export interface Page {
  readonly kind: "page";
  readonly events: readonly AsanaEvent[];
  /** Where the next page begins; undefined only while nothing has ever matched. */
  readonly offset: string | undefined;
  /** When the answer had arrived. Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** When Asana gave it, by its own clock to the second; undefined where it does not say. */
  readonly servedAt: number | undefined;
}

/** What came of asking for a page. */
export type FetchResult = Page | { readonly kind: "failure"; readonly failure: AsanaFailure };

/** Asks Asana for pages of one workspace's audit log. */
export interface AsanaClient {
  /** Never rejects: whatever goes wrong is a `failure`. An aborted `signal` ends the request as one, too. */
  fetchPage(request: PageRequest, token: { reveal(): string }, signal: AbortSignal): Promise<FetchResult>;
  /** Lets the next request of a source be sent at once, whatever the limits: somebody wants to know. */
  letThrough(source: string): void;
  /** Set by every answer. */
  readonly clock: AsanaClock;
  /** Reaches Asana another way from the next request on; those under way go on as they were. */
  renew(way: Pick<AsanaClientOptions, "ca" | "proxy">): void;
  close(): Promise<void>;
}

/** What a client needs to know. */
export interface AsanaClientOptions extends Pick<Route, "proxy" | "connectTimeoutMs"> {
  /** Without a slash at the end, such as `https://app.asana.com/api/1.0`. */
  readonly url: string;
  /** The authorities to trust in place of the well-known ones, of a proxy as well. */
  readonly ca: Pem | undefined;
  /** Bound on one attempt, from the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly limits: RequestLimits;
  readonly clock: Clock;
  /** Sees every request. */
  readonly http?: HttpObserver | undefined;
  /** Told of each request that had to wait because of the limits, when it begins. */
  readonly onWait?: ((wait: RequestWait) => void) | undefined;
}

/** One token needs no more than 50; many tokens that start together must not open a thousand connections. */
const FEWEST_CONNECTIONS = 100;

const GIVEN_UP = "The request to Asana was given up";
const PAUSED = "Asana answered another request of this token with 429";

/** Waits between the attempts of one request; the long waits are the source's, where they can be seen. */
const RETRY_DELAYS_MS = [250, 1000];

/**
 * Creates the client: one keep-alive pool for all sources.
 *
 * The retries are ours rather than undici's interceptor's, which shortens a long Retry-After to its own
 * cap (Asana counts refused requests, too) and continues a cut body with a Range request, although two
 * answers for one offset need not be alike.
 */
export function createAsanaClient(options: AsanaClientOptions): AsanaClient {
  const mostConnections = Math.max(FEWEST_CONNECTIONS, options.limits.concurrency);
  const connect = ({ ca, proxy }: Pick<AsanaClientOptions, "ca" | "proxy">): HttpClient =>
    createHttpClient(
      { tls: { ca }, proxy, connectTimeoutMs: options.connectTimeoutMs, mostConnections },
      // The token is known to every log.
      { observer: options.http, isUrlSecret: false, redact: (text) => text },
    );
  const clients = createRenewable(connect(options), (client) => client.close());
  const send: HttpClient["send"] = (request, limits) => clients.use((client) => client.send(request, limits));
  let { proxy } = options;
  const limiter = createRequestLimiter(options);
  const { origin, pathname } = new URL(options.url);
  // Not the URL itself, which puts these together each time.
  const api = { origin, pathname: pathname === "/" ? "" : pathname };
  const clock = createAsanaClock(options.clock);
  return {
    async fetchPage(request, token, signal) {
      const call = { options: { ...options, proxy }, api, send, limiter, clock, request, token };
      for (const delayMs of RETRY_DELAYS_MS) {
        const result = await attemptInTurn(call, signal);
        if (signal.aborted || !isWorthRetrying(result)) return result;
        await options.clock.sleep(delayMs, signal);
      }
      return attemptInTurn(call, signal);
    },
    letThrough: limiter.letThrough,
    clock,
    renew(way) {
      proxy = way.proxy;
      clients.renew(connect(way));
    },
    close: clients.close,
  };
}

/** Passing trouble, and Asana did not say how long to stay away. */
function isWorthRetrying(result: FetchResult): boolean {
  if (result.kind === "page" || result.failure.retryAfterMs !== undefined) return false;
  return result.failure.kind === "network" || result.failure.kind === "serverError";
}

/** All that one request is made of. */
interface Call {
  readonly options: AsanaClientOptions;
  readonly api: Pick<URL, "origin" | "pathname">;
  readonly send: HttpClient["send"];
  readonly limiter: RequestLimiter;
  readonly clock: ObservedAsanaClock;
  readonly request: PageRequest;
  readonly token: { reveal(): string };
}

/** An attempt when the limits of the token allow it; the wait for that is not a part of its time. */
async function attemptInTurn(call: Call, signal: AbortSignal): Promise<FetchResult> {
  const { workspaceID, source = workspaceID, priority = "live" } = call.request;
  const asker: Asker = { source, priority };
  const token = call.token.reveal();
  const turn = await call.limiter.enter(token, asker, signal);
  if (turn.kind === "givenUp") return failed(toAsanaFailure("network", GIVEN_UP));
  if (turn.kind === "paused")
    return failed(toAsanaFailure("rateLimited", PAUSED, { retryAfterMs: turn.pauseMs }));
  const result = await attempt(call, token, signal);
  turn.leave(toRequestEnd(result));
  return result;
}

function toRequestEnd(result: FetchResult): RequestEnd {
  if (result.kind === "page") return { kind: "allowed" };
  const { kind, status, retryAfterMs } = result.failure;
  if (kind === "rateLimited") return { kind: "refused", retryAfterMs };
  return { kind: status === undefined ? "unanswered" : "allowed" };
}

async function attempt(call: Call, token: string, signal: AbortSignal): Promise<FetchResult> {
  try {
    const sentAt = call.options.clock.now();
    const answer = await ask(call, token, signal);
    return withoutToken(await readAnswer(answer, call, token, sentAt), token);
  } catch (error) {
    return withoutToken(failed(whyFailed(error, call, signal)), token);
  }
}

/** Rejects with what the request broke off with. */
async function ask(
  { options, api, send, request }: Call,
  token: string,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const path = api.pathname + pagePath(request);
  const headers = {
    accept: "application/json",
    "accept-encoding": "gzip",
    authorization: `Bearer ${token}`,
    "user-agent": options.userAgent,
  };
  const limits = { timeoutMs: options.timeoutMs, mostBytes: LARGEST_BODY_BYTES, signal };
  const { answer, broken } = await send({ method: "GET", origin: api.origin, path, headers }, limits);
  if (answer === undefined || broken !== undefined) throw broken;
  return answer;
}

async function readAnswer(
  answer: HttpAnswer,
  { options, clock, request }: Call,
  token: string,
  sentAt: number,
): Promise<FetchResult> {
  const body = await unpackBody(answer.body, headerOf(answer, "content-encoding"));
  const receivedAt = options.clock.now();
  const servedAt = clock.observe(headerOf(answer, "date"), sentAt, receivedAt);
  if (answer.status === 200) return toPage(body, receivedAt, servedAt);
  return failed(
    readErrorAnswer({
      status: answer.status,
      retryAfter: headerOf(answer, "retry-after"),
      body: body.toString(),
      redact: (text) => redactToken(text, token),
      sentOffset: request.offset !== undefined,
      now: receivedAt,
    }),
  );
}

/** An answer may repeat the header it was asked with. */
function withoutToken(result: FetchResult, token: string): FetchResult {
  if (result.kind === "page") return result;
  const message = redactToken(result.failure.message, token);
  return failed({ ...result.failure, message });
}

function redactToken(text: string, token: string): string {
  // The longest first: one form may be a part of another one.
  const forms = secretForms(token).sort((a, b) => b.length - a.length);
  return forms.reduce((rest, form) => rest.replaceAll(form, "[redacted]"), text);
}

function toPage(body: Buffer, receivedAt: number, servedAt: number | undefined): FetchResult {
  const page = splitPage(body);
  if (page.kind === "page")
    return { kind: "page", events: page.events, offset: page.offset, receivedAt, servedAt };
  return failed(
    toAsanaFailure("unreadable", `Asana's answer is not an audit log page: ${page.reason}`, { status: 200 }),
  );
}

function whyFailed(error: unknown, { options }: Call, signal: AbortSignal): AsanaFailure {
  if (signal.aborted) return toAsanaFailure("network", GIVEN_UP);
  const { proxy, timeoutMs } = options;
  if (error !== LATE) return whyNoAnswer(error, proxy?.label);
  const way = proxy === undefined ? "" : ` through the proxy ${proxy.label}`;
  return toAsanaFailure("timeout", `Asana did not answer in full within ${timeoutMs} ms${way}`);
}

function failed(failure: AsanaFailure): FetchResult {
  return { kind: "failure", failure };
}
