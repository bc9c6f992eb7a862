import { type Dispatcher, EnvHttpProxyAgent, request as send } from "undici";
import { type Clock, whenAborted } from "../lib/clock.ts";
import { messageOf } from "../lib/errors.ts";
import { proxyError } from "../lib/proxy-error.ts";
import { secretForms } from "../lib/secret-forms.ts";
import { readBody, UnreadableBodyError } from "./body.ts";
import { type AsanaFailure, readErrorAnswer, toAsanaFailure } from "./errors.ts";
import { type AsanaEvent, splitPage } from "./page.ts";
import { type PageRequest, pageUrl } from "./request.ts";

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
  close(): Promise<void>;
}

/** What a client needs to know. */
export interface AsanaClientOptions {
  /** Without a slash at the end, such as `https://app.asana.com/api/1.0`. */
  readonly url: string;
  /** Bound on one attempt, from the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly userAgent: string;
  readonly clock: Clock;
}

/** Why a request was ended: it took longer than it may. */
const LATE = Symbol("late");

/** Waits between the attempts of one request; the long waits are the source's, where they can be seen. */
const RETRY_DELAYS_MS = [250, 1000];

/**
 * Creates the client: one keep-alive pool, proxies as HTTP(S)_PROXY and NO_PROXY say.
 *
 * The retries are ours rather than undici's interceptor's, which shortens a long Retry-After to its own
 * cap (Asana counts refused requests, too) and continues a cut body with a Range request, although two
 * answers for one offset need not be alike.
 *
 * @throws ConfigError when a proxy variable cannot be used
 */
export function createAsanaClient(options: AsanaClientOptions): AsanaClient {
  const dispatcher = createDispatcher();
  return {
    async fetchPage(request, token, signal) {
      for (const delayMs of RETRY_DELAYS_MS) {
        const result = await attempt({ options, dispatcher, request, token }, signal);
        if (signal.aborted || !isWorthRetrying(result)) return result;
        await options.clock.sleep(delayMs, signal);
      }
      return attempt({ options, dispatcher, request, token }, signal);
    },
    close: () => dispatcher.destroy(),
  };
}

function createDispatcher(): Dispatcher {
  try {
    return new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  } catch {
    throw proxyError();
  }
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
  readonly request: PageRequest;
  readonly token: { reveal(): string };
}

async function attempt(call: Call, signal: AbortSignal): Promise<FetchResult> {
  const { timeoutMs } = call.options;
  const token = call.token.reveal();
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
    return withoutToken(result ?? failed(whyAborted(end.signal, timeoutMs)), token);
  } catch (error) {
    const failure = end.signal.aborted ? whyAborted(end.signal, timeoutMs) : whyNoAnswer(error);
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
  const answer = await send(pageUrl(options.url, request), {
    dispatcher,
    headers: {
      accept: "application/json",
      "accept-encoding": "gzip",
      authorization: `Bearer ${token}`,
      "user-agent": options.userAgent,
    },
    signal,
  });
  const body = await readBody(answer.body, textOf(answer.headers["content-encoding"]));
  if (answer.statusCode === 200) return toPage(body, options.clock.now(), textOf(answer.headers.date));
  const retryAfter = textOf(answer.headers["retry-after"]);
  const sentOffset = request.offset !== undefined;
  const redact = (text: string): string => redactToken(text, token);
  const now = options.clock.now();
  return failed(readErrorAnswer({ status: answer.statusCode, retryAfter, body, redact, sentOffset, now }));
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

function toPage(body: string, receivedAt: number, date: string | undefined): FetchResult {
  const page = splitPage(body);
  if (page.kind === "page") {
    const servedAt = Date.parse(date ?? "") || receivedAt;
    return { kind: "page", events: page.events, offset: page.offset, receivedAt, servedAt };
  }
  return failed(
    toAsanaFailure("unreadable", `Asana's answer is not an audit log page: ${page.reason}`, { status: 200 }),
  );
}

function whyNoAnswer(error: unknown): AsanaFailure {
  if (error instanceof UnreadableBodyError) {
    return toAsanaFailure("unreadable", `Asana's answer cannot be read: ${error.message}`);
  }
  return toAsanaFailure("network", `No answer from Asana: ${messageOf(error)}`);
}

function whyAborted({ reason }: AbortSignal, timeoutMs: number): AsanaFailure {
  return reason === LATE
    ? toAsanaFailure("timeout", `Asana did not answer in full within ${timeoutMs} ms`)
    : toAsanaFailure("network", "The request to Asana was given up");
}

function failed(failure: AsanaFailure): FetchResult {
  return { kind: "failure", failure };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
