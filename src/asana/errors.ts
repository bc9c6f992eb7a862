import { readRetryAfter } from "../lib/retry-after.ts";

/** Every way in which asking Asana for a page can fail. */
export type AsanaFailureKind =
  | "badRequest"
  | "unauthorized"
  | "paymentRequired"
  | "forbidden"
  | "notFound"
  | "legal"
  | "offsetRefused"
  | "rateLimited"
  | "serverError"
  | "unexpectedStatus"
  | "unreadable"
  | "timeout"
  | "insecure"
  | "proxy"
  | "network";

/** Why a page could not be had. `message` and `hint` hold no secret of ours. */
export interface AsanaFailure {
  readonly kind: AsanaFailureKind;
  readonly message: string;
  /** What a person can do about it. */
  readonly hint: string;
  readonly status?: number;
  /** How long Asana asked us to stay away, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The parts of an unsuccessful answer that decide what it means. */
export interface AsanaErrorAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
  /** Takes the token out of a text: before it is cut, since half a token would not be recognised. */
  readonly redact: (text: string) => string;
  /** Whether the request carried an offset: a refusal then most often speaks of the offset, which expires. */
  readonly sentOffset: boolean;
  /** The present, to read a Retry-After given as a date. Milliseconds since the epoch. */
  readonly now: number;
}

const HINTS: Readonly<Record<AsanaFailureKind, string>> = {
  badRequest: "Check workspaceID, the filters, polling.startAt and asana.limit.",
  unauthorized:
    "Check that personalAccessToken is a service account's token that was not revoked and has not expired.",
  paymentRequired:
    "Check that the organisation's plan includes the audit log API (Enterprise+ or the Compliance add-on).",
  forbidden:
    "Check that the token is a service account's with the scope «Audit logs» (or full permissions), that the plan includes the audit log API, and that an IP allowlist does not exclude this machine.",
  notFound: "Check workspaceID (Admin console > Settings > Domain ID) and asana.url.",
  legal: "Asana blocks this address for legal reasons. Ask Asana's support.",
  offsetRefused: "Nothing to do: reading goes on from the time of the last event.",
  rateLimited:
    "Nothing to do: the next request waits as long as Asana asks. Share the token with fewer programs.",
  serverError: "Nothing to do: it is tried again. See status.asana.com.",
  unexpectedStatus: "Check asana.url and any proxy in between.",
  unreadable: "Check asana.url and any proxy in between.",
  timeout: "Check the network, or raise asana.timeout.",
  insecure: "Check asana.url and, where a proxy opens TLS, asana.ca.",
  proxy:
    "Check that the proxy is up, and asana.proxy or HTTPS_PROXY with its user name and password; NO_PROXY names hosts to be reached without it.",
  network: "Check asana.url, the network, DNS and proxy settings.",
};

const KIND_BY_STATUS: Readonly<Record<number, AsanaFailureKind>> = {
  400: "badRequest",
  401: "unauthorized",
  402: "paymentRequired",
  403: "forbidden",
  404: "notFound",
  429: "rateLimited",
  451: "legal",
};

/** These speak of the caller or of the moment, whatever was asked. */
const NOT_OF_OFFSET: ReadonlySet<number> = new Set([401, 402, 403, 407, 408, 425, 429, 451]);

/** Names a failure and gives it its hint. */
export function toAsanaFailure(
  kind: AsanaFailureKind,
  message: string,
  more: { readonly status?: number; readonly retryAfterMs?: number } = {},
): AsanaFailure {
  return { kind, message, hint: HINTS[kind], ...more };
}

/** Says what an answer other than 200 means for the source. */
export function readErrorAnswer(answer: AsanaErrorAnswer): AsanaFailure {
  const { status } = answer;
  const kind = kindOf(answer);
  const words = shorten(answer.redact(errorWords(answer.body)));
  const message = `Asana answered ${status}${words === "" ? "" : `: ${words}`}`;
  const retryAfterMs = readRetryAfter(answer.retryAfter, answer.now) ?? 0;
  return toAsanaFailure(kind, message, { status, ...(retryAfterMs > 0 && { retryAfterMs }) });
}

function kindOf({ status, sentOffset }: AsanaErrorAnswer): AsanaFailureKind {
  // Only the wording "Your pagination token has expired" is attested, not for this endpoint; so any refusal of a request
  // with an offset sends us back to the time of the last event, where a real mistake shows itself again.
  if (sentOffset && status >= 400 && status < 500 && !NOT_OF_OFFSET.has(status)) return "offsetRefused";
  return KIND_BY_STATUS[status] ?? (status >= 500 ? "serverError" : "unexpectedStatus");
}

const LONGEST_WORDS = 300;

/** One line of at most LONGEST_WORDS characters. */
function shorten(words: string): string {
  return words.replaceAll(/\s+/g, " ").slice(0, LONGEST_WORDS);
}

/** The messages of `{"errors":[{"message", "phrase"?}]}`, or nothing for a body of another shape. */
function errorWords(body: string): string {
  let errors: unknown;
  try {
    errors = (JSON.parse(body) as { errors?: unknown } | null)?.errors;
  } catch {
    // A gateway's HTML page: the status says enough.
    return "";
  }
  if (!Array.isArray(errors)) return "";
  const words = errors.flatMap((error: { message?: unknown; phrase?: unknown } | null) =>
    [error?.message, error?.phrase].filter((text) => typeof text === "string"),
  );
  return words.join("; ");
}
