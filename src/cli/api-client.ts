import { request } from "undici";
import type { DeadLetterView } from "../collector/dead-letter-view.ts";
import type { Redactor, Secret } from "../config/secret.ts";
import type { Status } from "../generated/status.ts";
import { messageOf, ReceiverError } from "../lib/errors.ts";
import { PACKAGE_NAME } from "../lib/package-info.ts";

/** Asks a running receiver. Every method throws ReceiverError when it cannot be asked or refuses. */
export interface ApiClient {
  /** The receiver's address, as it may be shown. */
  readonly url: string;
  /** An aborted `signal` gives the question up. */
  readStatus(signal?: AbortSignal): Promise<Status>;
  restart(collectorId: number, sourceId: number): Promise<void>;
  readDeadLetters(): Promise<readonly DeadLetterView[]>;
  retryDeadLetter(id: number): Promise<void>;
  removeDeadLetter(id: number): Promise<void>;
}

/** Which receiver is asked, and by whom. */
export interface ApiClientOptions {
  /** Without a slash at the end. */
  readonly url: string;
  readonly credentials: { readonly accessId: string; readonly accessKey: Secret } | undefined;
  /** Sees every text of the answer, because an answer may repeat what it was asked with. */
  readonly redact: Redactor;
}

const TIMEOUT_MS = 10_000;

const OTHER_ADDRESS = "name another address with --listen, --url, or --settings and its listen";
const IS_IT_RUNNING = `Check that it is running, or ${OTHER_ADDRESS}.`;

/** Creates a client of the API that `run` serves. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { url, redact } = options;
  return {
    url,
    async readStatus(signal) {
      const text = await ask(options, "GET", "/api/v1/status", signal);
      if (!isStatus(parseJson(text))) throw noReceiver(url, "answered with something else than a status");
      return JSON.parse(text, (_key, value: unknown) =>
        typeof value === "string" ? redact(value) : value,
      ) as Status;
    },
    async restart(collectorId, sourceId) {
      await ask(options, "POST", `/api/v1/collectors/${collectorId}/sources/${sourceId}/action/restart`);
    },
    async readDeadLetters() {
      const body = parseJson(await ask(options, "GET", "/api/v1/deadLetters"));
      if (!isDeadLetters(body)) throw noReceiver(url, "answered with something else than dead letters");
      return body.deadLetters;
    },
    async retryDeadLetter(id) {
      await ask(options, "POST", `/api/v1/deadLetters/${id}/action/retry`);
    },
    async removeDeadLetter(id) {
      await ask(options, "DELETE", `/api/v1/deadLetters/${id}`);
    },
  };
}

async function ask(
  options: ApiClientOptions,
  method: "GET" | "POST" | "DELETE",
  path: string,
  signal?: AbortSignal,
): Promise<string> {
  const { url, credentials, redact } = options;
  const end = new AbortController();
  const giveUp = (): void => end.abort();
  const timer = setTimeout(giveUp, TIMEOUT_MS);
  // Not AbortSignal.any: a signal that lives as long as --watch would hold on to every question.
  signal?.addEventListener("abort", giveUp);
  try {
    const { statusCode, body } = await request(url + path, {
      method,
      headers: {
        accept: "application/json",
        "user-agent": PACKAGE_NAME,
        ...(credentials === undefined ? {} : { authorization: basic(credentials) }),
      },
      signal: end.signal,
    });
    const text = await body.text();
    if (statusCode === 200) return text;
    throw refusal(options, statusCode, text);
  } catch (cause) {
    if (cause instanceof ReceiverError) throw cause;
    const why = end.signal.aborted ? `no answer within ${TIMEOUT_MS / 1000} s` : redact(messageOf(cause));
    throw new ReceiverError(`the receiver at ${url} cannot be reached: ${why}`, { hint: IS_IT_RUNNING });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", giveUp);
  }
}

function basic({ accessId, accessKey }: NonNullable<ApiClientOptions["credentials"]>): string {
  return `Basic ${Buffer.from(`${accessId}:${accessKey.reveal()}`).toString("base64")}`;
}

function refusal(
  { url, credentials, redact }: ApiClientOptions,
  status: number,
  text: string,
): ReceiverError {
  if (status === 401) {
    return credentials === undefined
      ? new ReceiverError(`the receiver at ${url} asks for credentials`, {
          hint: "Name the settings that hold its api.accessId and api.accessKey with --settings.",
        })
      : new ReceiverError(`the receiver at ${url} does not accept the credentials of the settings`, {
          hint: "Check api.accessId and api.accessKey; it was perhaps started with others.",
        });
  }
  const body = parseJson(text);
  if (!isApiError(body)) return noReceiver(url, `answered ${status}`);
  return new ReceiverError(`the receiver at ${url} answered ${status} ${redact(body.code)}`, {
    hint: redact(body.message),
  });
}

function noReceiver(url: string, what: string): ReceiverError {
  return new ReceiverError(`${url} ${what}, as no receiver of this version does`, {
    hint: `Check what listens there, or ${OTHER_ADDRESS}.`,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever asked tells that it is none.
    return undefined;
  }
}

function isApiError(value: unknown): value is { readonly code: string; readonly message: string } {
  if (typeof value !== "object" || value === null) return false;
  const { code, message }: { code?: unknown; message?: unknown } = value;
  return typeof code === "string" && typeof message === "string";
}

/** What a receiver of this version answers; the description of the API has its shape. */
function isDeadLetters(value: unknown): value is { readonly deadLetters: readonly DeadLetterView[] } {
  return (
    typeof value === "object" && value !== null && "deadLetters" in value && Array.isArray(value.deadLetters)
  );
}

/** Enough to tell a receiver from whatever else may listen on a port. */
function isStatus(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { at, collector, incidents, sources }: { [Key in keyof Status]?: unknown } = value;
  return (
    typeof at === "string" &&
    typeof collector === "object" &&
    Array.isArray(incidents) &&
    Array.isArray(sources)
  );
}
