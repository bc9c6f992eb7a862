import { messageOf, ReceiverError } from "../lib/errors.ts";
import type { AsanaFailure, AsanaFailureKind, Refusal } from "./ports.ts";

/** Sumo Logic's three kinds of trouble. */
export type ErrorType = "ThirdPartyConfig" | "ThirdPartyGeneric" | "FirstPartyGeneric";

/** Why a source cannot go on just now. */
export interface Failure {
  readonly errorType: ErrorType;
  readonly message: string;
  readonly hint: string;
  readonly retryAfterMs?: number;
}

const ASANA_ERROR_TYPES = {
  badRequest: "ThirdPartyConfig",
  unauthorized: "ThirdPartyConfig",
  paymentRequired: "ThirdPartyConfig",
  forbidden: "ThirdPartyConfig",
  notFound: "ThirdPartyConfig",
  legal: "ThirdPartyConfig",
  offsetRefused: "ThirdPartyGeneric",
  rateLimited: "ThirdPartyGeneric",
  serverError: "ThirdPartyGeneric",
  unexpectedStatus: "ThirdPartyGeneric",
  unreadable: "ThirdPartyGeneric",
  timeout: "ThirdPartyGeneric",
  insecure: "ThirdPartyGeneric",
  proxy: "ThirdPartyGeneric",
  network: "ThirdPartyGeneric",
} as const satisfies Record<AsanaFailureKind, ErrorType>;

const RECEIPT_HINTS = {
  config:
    "Check endpoint, headers, tls and proxy; nothing is lost, reading goes on when the endpoint accepts.",
  permanent:
    "The endpoint cannot take these records as they are: see its log. Nothing is lost, the source holds.",
  tooLarge: "Raise the endpoint's limit on the request size. Nothing is lost, the source holds.",
  transient:
    "Nothing to do if it passes; else check that the endpoint is up, and any proxy in between. Nothing is lost, the source holds.",
} as const satisfies Record<Refusal["kind"], string>;

/** Classifies what Asana, or the way to it, did. */
export function asanaFailure(failure: AsanaFailure): Failure {
  return withRetryAfter(
    { errorType: ASANA_ERROR_TYPES[failure.kind], message: failure.message, hint: failure.hint },
    failure.retryAfterMs,
  );
}

/** Classifies what the endpoint did with our records. */
export function endpointFailure(refusal: Refusal): Failure {
  return withRetryAfter(
    {
      errorType: "FirstPartyGeneric",
      message: refusal.message,
      hint: refusal.hint ?? RECEIPT_HINTS[refusal.kind],
    },
    refusal.kind === "transient" ? refusal.retryAfterMs : undefined,
  );
}

/** Classifies what our own storage did. */
export function storageFailure(error: unknown): Failure {
  const hint = error instanceof ReceiverError ? error.hint : undefined;
  return {
    errorType: "FirstPartyGeneric",
    message: messageOf(error),
    hint: hint ?? "Check the storage folder and its disk.",
  };
}

function withRetryAfter(failure: Failure, retryAfterMs: number | undefined): Failure {
  return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
}
