import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../lib/connection-error.ts";
import { type HttpClient, type HttpResult, headerOf, LATE } from "../lib/http-client.ts";
import { readRetryAfter } from "../lib/retry-after.ts";
import { unpack } from "../lib/unpack.ts";
import type { Outcome } from "./receipt.ts";

/** Where bodies go, and how. */
export interface PostOptions {
  readonly http: HttpClient;
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  /** Asked again for each attempt; may throw. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Of the body; an endpoint must answer in the same. */
  readonly contentType: string;
  /** Bound on all attempts together. */
  readonly timeoutMs: number;
}

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

/** undici's words, which share their code with those for an answer that it does not understand. */
const CLOSED = "other side closed";

const MOST_REPETITIONS = 5;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 5000;
const WAIT_FACTOR = 1.5;
/** Those that were refused together must not come back together. */
const JITTER = 0.2;

/** Packed, and unpacked as well. */
const LONGEST_ANSWER_BYTES = 4 * 1024 * 1024;

/** Posts a body, and repeats it where OTLP says so, as OpenTelemetry's own transport does. Never rejects. */
export async function post(body: Uint8Array, options: PostOptions): Promise<Outcome> {
  // Not of the clock that is set now and then.
  const deadline = performance.now() + options.timeoutMs;
  let waitMs = FIRST_WAIT_MS;
  for (let repetitions = 0; ; repetitions += 1) {
    const result = await tryOnce(body, options, deadline - performance.now());
    const pauseMs = pauseAfter(result, waitMs);
    const isWorthIt = pauseMs !== undefined && repetitions < MOST_REPETITIONS;
    if (!isWorthIt || pauseMs > deadline - performance.now()) return toOutcome(result, options);
    await sleep(pauseMs);
    waitMs *= WAIT_FACTOR;
  }
}

async function tryOnce(
  body: Uint8Array,
  { http, origin, path, headers }: PostOptions,
  timeoutMs: number,
): Promise<HttpResult> {
  try {
    const request = { method: "POST", origin, path, headers: headers(), body } as const;
    return await http.send(request, { timeoutMs, mostBytes: LONGEST_ANSWER_BYTES });
  } catch (error) {
    // A header that cannot be had.
    return { answer: undefined, broken: error };
  }
}

/** Undefined where another attempt would end alike. */
function pauseAfter({ answer, broken }: HttpResult, waitMs: number): number | undefined {
  const ownMs = Math.min(waitMs * (1 + JITTER * (2 * Math.random() - 1)), LONGEST_WAIT_MS);
  if (answer === undefined) return isPassing(broken) ? ownMs : undefined;
  if (!RETRYABLE_STATUSES.has(answer.status)) return undefined;
  return readRetryAfter(headerOf(answer, "retry-after"), Date.now()) ?? ownMs;
}

function isPassing(broken: unknown): boolean {
  return RETRYABLE_CODES.has(codeOf(broken)) || (broken instanceof Error && broken.message === CLOSED);
}

/** A status that arrived counts, whatever became of the rest. */
async function toOutcome(
  { answer, broken }: HttpResult,
  { contentType, timeoutMs }: PostOptions,
): Promise<Outcome> {
  if (answer === undefined) {
    return broken === LATE ? { kind: "late", timeoutMs } : { kind: "broken", error: broken };
  }
  // A gateway may pack what was not asked for. What cannot be unpacked is read as it is.
  const unpacked = await unpack(answer.body, headerOf(answer, "content-encoding"), LONGEST_ANSWER_BYTES);
  return {
    kind: "answered",
    answer: {
      status: answer.status,
      retryAfter: headerOf(answer, "retry-after"),
      contentType: headerOf(answer, "content-type") ?? contentType,
      body: unpacked.kind === "unpacked" ? unpacked.body : answer.body,
      isComplete: broken === undefined,
    },
  };
}
