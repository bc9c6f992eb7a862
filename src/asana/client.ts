import { type Dispatcher, EnvHttpProxyAgent, request as send } from "undici";
import type { Clock } from "../lib/clock.ts";
import { messageOf } from "../lib/errors.ts";
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

/** Waits between the attempts of one request; the long waits are the source's, where they can be seen. */
const RETRY_DELAYS_MS = [250, 1000];

/**
 * Creates the client: one keep-alive pool, proxies as HTTP(S)_PROXY and NO_PROXY say.
 *
 * The retries are ours rather than undici's interceptor's, which shortens a long Retry-After to its own
 * cap (Asana counts refused requests, too) and continues a cut body with a Range request, although two
 * answers for one offset need not be alike.
 */
export function createAsanaClient(options: AsanaClientOptions): AsanaClient {
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  return {
    async fetchPage(request, token, signal) {
      for (const delayMs of RETRY_DELAYS_MS) {
        const result = await attempt(options, dispatcher, request, token, signal);
        if (signal.aborted || !isWorthRetrying(result)) return result;
        await options.clock.sleep(delayMs, signal);
      }
      return attempt(options, dispatcher, request, token, signal);
    },
    close: () => dispatcher.close(),
  };
}

/** Passing trouble, and Asana did not say how long to stay away. */
function isWorthRetrying(result: FetchResult): boolean {
  if (result.kind === "page" || result.failure.retryAfterMs !== undefined) return false;
  return result.failure.kind === "network" || result.failure.kind === "serverError";
}

async function attempt(
  options: AsanaClientOptions,
  dispatcher: Dispatcher,
  request: PageRequest,
  token: { reveal(): string },
  signal: AbortSignal,
): Promise<FetchResult> {
  // undici's own timeouts bound the silence between two bytes; this one bounds a slow drip, too.
  const deadline = AbortSignal.timeout(options.timeoutMs);
  try {
    const answer = await send(pageUrl(options.url, request), {
      dispatcher,
      headers: {
        accept: "application/json",
        "accept-encoding": "gzip",
        authorization: `Bearer ${token.reveal()}`,
        "user-agent": options.userAgent,
      },
      signal: AbortSignal.any([signal, deadline]),
    });
    const body = await readBody(answer.body, textOf(answer.headers["content-encoding"]));
    if (answer.statusCode === 200) return toPage(body, options.clock.now());
    const retryAfter = textOf(answer.headers["retry-after"]);
    const sentOffset = request.offset !== undefined;
    return failed(
      readErrorAnswer({ status: answer.statusCode, retryAfter, body, sentOffset, now: options.clock.now() }),
    );
  } catch (error) {
    return failed(whyNoAnswer(error, deadline, options.timeoutMs));
  }
}

function toPage(body: string, receivedAt: number): FetchResult {
  const page = splitPage(body);
  if (page.kind === "page") return { kind: "page", events: page.events, offset: page.offset, receivedAt };
  return failed(
    toAsanaFailure("unreadable", `Asana's answer is not an audit log page: ${page.reason}`, { status: 200 }),
  );
}

function whyNoAnswer(error: unknown, deadline: AbortSignal, timeoutMs: number): AsanaFailure {
  if (error instanceof UnreadableBodyError) {
    return toAsanaFailure("unreadable", `Asana's answer cannot be read: ${error.message}`);
  }
  if (deadline.aborted)
    return toAsanaFailure("timeout", `Asana did not answer in full within ${timeoutMs} ms`);
  return toAsanaFailure("network", `No answer from Asana: ${messageOf(error)}`);
}

function failed(failure: AsanaFailure): FetchResult {
  return { kind: "failure", failure };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(", ") : header;
}
