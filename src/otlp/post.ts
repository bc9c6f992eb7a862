import { type Agent, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../lib/connection-error.ts";
import { readRetryAfter } from "../lib/retry-after.ts";

/** Where bodies go, and how. */
export interface PostOptions {
  readonly url: string;
  readonly agent: Agent;
  readonly userAgent: string;
  /** No repetition begins later. */
  readonly timeoutMs: number;
  /** Asked again for each attempt. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
}

/** How one attempt ended. */
type Attempt =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter: string | undefined }
  | { readonly kind: "broken"; readonly error: Error };

/** What OTLP has a client repeat. */
const RETRYABLE_STATUSES = new Set([429, 502, 503, 504]);
const RETRYABLE_CODES = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENOTFOUND",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

const MOST_REPETITIONS = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
const WAIT_FACTOR = 1.5;
/** Those that were refused together must not come back together. */
const JITTER = 0.2;

/**
 * Posts a body, and repeats it where OTLP says so, as OpenTelemetry's own transport does. That one makes a stream of
 * each body, which cannot say how long it is, and takes a twentieth more CPU time for a page.
 *
 * Rejects unless it was answered with success; what the endpoint really said, the tap has seen. It bounds an attempt, too:
 * here nothing ends one that gets no answer.
 */
export async function post(body: Uint8Array, options: PostOptions): Promise<void> {
  // Not of the clock that is set now and then.
  const deadline = performance.now() + options.timeoutMs;
  let waitMs = FIRST_WAIT_MS;
  for (let repetitions = 0; ; repetitions += 1) {
    const attempt = await tryOnce(body, options);
    if (attempt.kind === "answered" && attempt.status < 300) return;
    const pauseMs = pauseAfter(attempt, waitMs);
    const isWorthIt = pauseMs !== undefined && repetitions < MOST_REPETITIONS;
    if (!isWorthIt || pauseMs > deadline - performance.now()) throw toError(attempt);
    await sleep(pauseMs);
    waitMs *= WAIT_FACTOR;
  }
}

/** Undefined where another attempt would end alike. */
function pauseAfter(attempt: Attempt, waitMs: number): number | undefined {
  const ownMs = Math.min(waitMs * (1 + JITTER * (2 * Math.random() - 1)), LONGEST_WAIT_MS);
  if (attempt.kind === "broken") return RETRYABLE_CODES.has(codeOf(attempt.error)) ? ownMs : undefined;
  if (!RETRYABLE_STATUSES.has(attempt.status)) return undefined;
  return hasPassed(attempt.retryAfter) ? 0 : (readRetryAfter(attempt.retryAfter, Date.now()) ?? ownMs);
}

/** Whether a moment was asked for that is over. */
function hasPassed(retryAfter: string | undefined): boolean {
  const seconds = Number(retryAfter);
  return Number.isNaN(seconds) ? Date.parse(retryAfter ?? "") <= Date.now() : seconds <= 0;
}

function toError(attempt: Attempt): Error {
  return attempt.kind === "broken" ? attempt.error : new Error(`it answered ${attempt.status}`);
}

async function tryOnce(body: Uint8Array, options: PostOptions): Promise<Attempt> {
  const headers = { ...(await options.headers()), "User-Agent": options.userAgent };
  const send = options.url.startsWith("https:") ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(options.url, { method: "POST", headers, agent: options.agent });
    let isAnswered = false;
    request.once("response", (response) => {
      isAnswered = true;
      readAnswer(response, resolve);
    });
    request.on("error", (error) => resolve({ kind: "broken", error }));
    // After an answer of 101 there is neither a response nor an error.
    request.once("close", () => {
      if (!isAnswered) resolve({ kind: "broken", error: new Error("the connection was closed") });
    });
    request.end(body);
  });
}

/** Its body is for the tap. */
function readAnswer(response: IncomingMessage, done: (attempt: Attempt) => void): void {
  const { statusCode: status = 0, headers } = response;
  const answered = (): void => done({ kind: "answered", status, retryAfter: headers["retry-after"] });
  response.once("end", answered);
  // A status that arrived counts, whatever became of the rest.
  response.on("error", answered);
  response.once("close", answered);
  response.resume();
}
