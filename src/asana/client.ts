import type { Dispatcher } from "undici";
import type { AsanaEvent } from "../event/asana-event.ts";
import { type Clock, whenAborted } from "../lib/clock.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { secretForms } from "../lib/secret-forms.ts";
import { unpackBody } from "./body.ts";
import { createDispatcher, type Route } from "./dispatcher.ts";
import { type AsanaFailure, readErrorAnswer, toAsanaFailure } from "./errors.ts";
import { get } from "./get.ts";
import { whyNoAnswer } from "./no-answer.ts";
import { splitPage } from "./page.ts";
import { type PageRequest, pageUrl } from "./request.ts";
import {
  type Asker,
  createRequestLimiter,
  type RequestEnd,
  type RequestLimiter,
  type RequestLimits,
  type RequestWait,
} from "./request-limiter.ts";
import { watchExchanges } from "./watch-exchanges.ts";

/** One answer of the audit log: its events, oldest first, and where to read on. */
export interface Page {
  readonly kind: "page";
  readonly events: readonly AsanaEvent[];
  /** Where the next page begins; undefined only while nothing has ever matched. */
  readonly offset: string | undefined;
  /** When the answer had arrived. Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** When Asana gave it, by its own clock to the second; by ours where it does not say. */
  readonly servedAt: number;
}

/** What came of asking for a page. */
export type FetchResult = Page | { readonly kind: "failure"; readonly failure: AsanaFailure };

/** Asks Asana for pages of one workspace's audit log. */
export interface AsanaClient {
  /** Never rejects: whatever goes wrong is a `failure`. An aborted `signal` ends the request as one, too. */
  fetchPage(request: PageRequest, token: { reveal(): string }, signal: AbortSignal): Promise<FetchResult>;
  /** Lets the next request of a source be sent at once, whatever the limits: somebody wants to know. */
  letThrough(source: string): void;
  close(): Promise<void>;
}

/** What a client needs to know. */
export interface AsanaClientOptions extends Route {
  /** Without a slash at the end, such as `https://app.asana.com/api/1.0`. */
  readonly url: string;
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

/** Why a request was ended: it took longer than it may. */
const LATE = Symbol("timeout");

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
 *
 * @throws ConfigError when the authorities to trust cannot be read
 */
export function createAsanaClient(options: AsanaClientOptions): AsanaClient {
  const pool = createDispatcher(options, options.limits.concurrency);
  const dispatcher = options.http === undefined ? pool : pool.compose(watchExchanges(options.http));
  const limiter = createRequestLimiter(options);
  return {
    async fetchPage(request, token, signal) {
      const call = { options, dispatcher, limiter, request, token };
      for (const delayMs of RETRY_DELAYS_MS) {
        const result = await attemptInTurn(call, signal);
        if (signal.aborted || !isWorthRetrying(result)) return result;
        await options.clock.sleep(delayMs, signal);
      }
      return attemptInTurn(call, signal);
    },
    letThrough: limiter.letThrough,
    close: () => pool.destroy(),
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
  readonly dispatcher: Dispatcher;
  readonly limiter: RequestLimiter;
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
  const { timeoutMs, proxy } = call.options;
  const end = new AbortController();
  // undici's own timeouts bound the silence between two bytes; this one bounds a slow drip, too.
  const timer = setTimeout(() => end.abort(LATE), timeoutMs);
  const onStop = (): void => end.abort();
  // Not AbortSignal.any: the long-lived signal would hold on to every request that was ever made with it.
  signal.addEventListener("abort", onStop);
  if (signal.aborted) onStop();
  try {
    // undici hears of an abort only once it is connected, which a silent proxy may never let it be.
    const result = await Promise.race([exchange(call, token, end.signal), whenAborted(end.signal)]);
    return withoutToken(result ?? failed(whyAborted(end.signal, call.options)), token);
  } catch (error) {
    const failure = end.signal.aborted
      ? whyAborted(end.signal, call.options)
      : whyNoAnswer(error, proxy?.label);
    return withoutToken(failed(failure), token);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onStop);
  }
}

async function exchange(
  { options, dispatcher, request }: Call,
  token: string,
  signal: AbortSignal,
): Promise<FetchResult> {
  const headers = {
    accept: "application/json",
    "accept-encoding": "gzip",
    authorization: `Bearer ${token}`,
    "user-agent": options.userAgent,
  };
  const answer = await get(dispatcher, pageUrl(options.url, request), headers, signal);
  const body = await unpackBody(answer.body, textOf(answer.headers["content-encoding"]));
  if (answer.status === 200) return toPage(body, options.clock.now(), textOf(answer.headers.date));
  const retryAfter = textOf(answer.headers["retry-after"]);
  const sentOffset = request.offset !== undefined;
  const redact = (text: string): string => redactToken(text, token);
  const now = options.clock.now();
  return failed(
    readErrorAnswer({
      status: answer.status,
      retryAfter,
      body: body.toString(),
      redact,
      sentOffset,
      now,
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

function toPage(body: Buffer, receivedAt: number, date: string | undefined): FetchResult {
  const page = splitPage(body);
  if (page.kind === "page") {
    const servedAt = Date.parse(date ?? "") || receivedAt;
    return { kind: "page", events: page.events, offset: page.offset, receivedAt, servedAt };
  }
  return failed(
    toAsanaFailure("unreadable", `Asana's answer is not an audit log page: ${page.reason}`, { status: 200 }),
  );
}

function whyAborted(signal: AbortSignal, { timeoutMs, proxy }: AsanaClientOptions): AsanaFailure {
  if (signal.reason !== LATE) return toAsanaFailure("network", GIVEN_UP);
  const way = proxy === undefined ? "" : ` through the proxy ${proxy.label}`;
  return toAsanaFailure("timeout", `Asana did not answer in full within ${timeoutMs} ms${way}`);
}

function failed(failure: AsanaFailure): FetchResult {
  return { kind: "failure", failure };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
