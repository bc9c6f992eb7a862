import { codeOf, isConnectError, isTlsError, statusOfProxy } from "../lib/connection-error.ts";
import { ConfigError, messageOf } from "../lib/errors.ts";
import { readRetryAfter } from "../lib/retry-after.ts";
import { statusText } from "../lib/status-text.ts";
import { type Answer, readAcknowledgement, wordsOf } from "./answer.ts";

/** What came of one export. */
export type Outcome = { readonly kind: "answered"; readonly answer: Answer } | ExportFailure;

/** Why an export got no answer. */
export type ExportFailure =
  /** The records could not be made bytes; nothing was sent. */
  | { readonly kind: "encoding"; readonly error: unknown }
  | { readonly kind: "late"; readonly timeoutMs: number }
  | { readonly kind: "broken"; readonly error: unknown };

/** What the endpoint said about records that were sent to it. */
export type Receipt =
  | { readonly kind: "accepted"; readonly warning?: string }
  | { readonly kind: "partial"; readonly rejected: number; readonly message: string }
  | {
      readonly kind: "permanent" | "tooLarge" | "config";
      readonly status?: number;
      readonly message: string;
      /** What to do, where more is known of it than what the kind says. */
      readonly hint?: string;
    }
  | {
      readonly kind: "transient";
      readonly status?: number;
      readonly message: string;
      readonly hint?: string;
      readonly retryAfterMs?: number;
    };

type RefusalKind = Exclude<Receipt["kind"], "accepted" | "partial">;

/** What a receipt needs besides the outcome. */
interface ReceiptContext {
  /** How many records the export had. */
  readonly sent: number;
  /** Milliseconds since the epoch; a Retry-After date is measured against it. */
  readonly now: number;
  /** How the proxy may be called, where there is one. */
  readonly proxy?: string | undefined;
  /** Takes out of a text what nobody may read; it sees every word that is not our own. */
  readonly redact: (text: string) => string;
}

/**
 * The statuses that mean something other than "try again later". The specification would have 408 and 500
 * given up, too; for an audit log a duplicate is better than a loss.
 */
const REFUSALS: Readonly<Record<number, RefusalKind>> = {
  400: "permanent",
  401: "config",
  403: "config",
  404: "config",
  405: "config",
  407: "config",
  413: "tooLarge",
  415: "permanent",
  422: "permanent",
};

/** Not only 413 says it: an OpenTelemetry Collector answers 400 to a body above its limit, and 429 or 500 for gRPC's. */
const TOO_LARGE_WORDS = /request body too large|larger than max/i;
const TOO_LARGE_STATUSES = new Set([400, 429, 500]);

/** undici's names for a request that cannot be sent, most often because of a header. */
const REQUEST_CODES = new Set([
  "UND_ERR_INVALID_ARG",
  "UND_ERR_NOT_SUPPORTED",
  "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH",
]);

const LONGEST_WORDS = 300;

/** Classifies what came of one export. */
export function toReceipt(outcome: Outcome, context: ReceiptContext): Receipt {
  if (outcome.kind !== "answered") return toFailed(outcome, context);
  const { answer } = outcome;
  // A status that arrived counts more than what broke afterwards: an answer of 200 whose body never ended
  // has still acknowledged the records, and sending them again would only repeat them.
  return answer.status < 300 ? toAcknowledgement(answer, context) : toRefusal(answer, context);
}

function toAcknowledgement(answer: Answer, { sent, redact }: ReceiptContext): Receipt {
  const acknowledgement = readAcknowledgement(answer, sent);
  if (acknowledgement.kind === "page") {
    return {
      kind: "config",
      status: answer.status,
      message: `The endpoint answered ${statusText(answer.status)} with an HTML page`,
    };
  }
  const { rejected, remark, words } = acknowledgement;
  // Every page has an answer, and most have no words: to look for secrets in none is not free.
  const shown = words === "" ? "" : shorten(redact(words));
  if (rejected > 0) {
    return {
      kind: "partial",
      rejected,
      message: sentence(`The endpoint rejected ${rejected} of the records`, shown),
    };
  }
  if (remark === undefined) return { kind: "accepted" };
  return {
    kind: "accepted",
    warning: sentence(`The endpoint answered ${statusText(answer.status)} ${remark}`, shown),
  };
}

function toRefusal(answer: Answer, { now, redact, proxy }: ReceiptContext): Receipt {
  const { status } = answer;
  // Endpoints do not speak of proxies.
  if (status === 407 && proxy !== undefined) return refusedByProxy(proxy, status);
  const words = wordsOf(answer);
  const message = sentence(`The endpoint answered ${statusText(status)}`, shorten(redact(words)));
  const kind =
    TOO_LARGE_STATUSES.has(status) && TOO_LARGE_WORDS.test(words) ? "tooLarge" : refusalKind(status);
  if (kind !== "transient") return { kind, status, message };
  const retryAfterMs = readRetryAfter(answer.retryAfter, now) ?? 0;
  return { kind, status, message, ...(retryAfterMs > 0 && { retryAfterMs }) };
}

function toFailed(failure: ExportFailure, { redact, proxy }: ReceiptContext): Receipt {
  if (failure.kind === "late") {
    const way = proxy === undefined ? "" : ` through the proxy ${proxy}`;
    return { kind: "transient", message: `No answer from the endpoint within ${failure.timeoutMs} ms${way}` };
  }
  const { error } = failure;
  const words = shorten(redact(messageOf(error)));
  if (failure.kind === "encoding") {
    return { kind: "permanent", message: sentence("The records cannot be encoded", words) };
  }
  const proxyStatus = statusOfProxy(error);
  if (proxyStatus !== undefined && proxy !== undefined) return refusedByProxy(proxy, proxyStatus);
  if (proxy !== undefined && isConnectError(error)) {
    return { kind: "transient", message: sentence(`No connection to the proxy ${proxy}`, words) };
  }
  const status = statusIn(error);
  if (status !== undefined)
    return { kind: refusalKind(status), status, message: sentence("No delivery", words) };
  if (isTlsError(error)) {
    return { kind: "config", message: sentence("No secure connection to the endpoint", words) };
  }
  if (error instanceof ConfigError || REQUEST_CODES.has(codeOf(error))) {
    return { kind: "config", message: sentence("The request to the endpoint cannot be made", words) };
  }
  return { kind: "transient", message: sentence(`No answer from the endpoint`, words) };
}

function refusalKind(status: number): RefusalKind {
  return REFUSALS[status] ?? (status >= 300 && status < 400 ? "config" : "transient");
}

/** It has seen no record, so it cannot be one that it refuses. */
function refusedByProxy(proxy: string, status: number): Receipt {
  const message = `The proxy ${proxy} lets nobody through to the endpoint: it answered ${statusText(status)}`;
  return { kind: status < 500 ? "config" : "transient", status, message };
}

/** The errors of OpenTelemetry's exporters carry the endpoint's status as `code`. */
function statusIn(error: unknown): number | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "number" ? error.code : undefined;
}

function sentence(start: string, words: string): string {
  return words === "" ? start : `${start}: ${words}`;
}

/** One line of at most LONGEST_WORDS characters. */
function shorten(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length <= LONGEST_WORDS ? line : `${line.slice(0, LONGEST_WORDS - 1).toWellFormed()}…`;
}
