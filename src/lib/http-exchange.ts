import { statusOfProxy } from "./connection-error.ts";

/** One HTTP request of ours, and what came of it. */
export interface HttpExchange {
  readonly method: string;
  readonly url: URL;
  /** Whether path and query may be a credential. */
  readonly isUrlSecret: boolean;
  /** Takes what the request was made of out of a text: whoever answers may repeat it. */
  readonly redact: (text: string) => string;
  readonly requestHeaders: Readonly<Record<string, unknown>>;
  readonly requestBody: BodyStart;
  /** Undefined when there was no answer. */
  readonly status: number | undefined;
  readonly responseHeaders: Readonly<Record<string, unknown>>;
  readonly responseBody: BodyStart;
  /** A code such as ECONNREFUSED when it broke off, `proxy_407` where a proxy did not let it through. */
  readonly error: string | undefined;
  readonly durationMs: number;
}

/** How long a body was on the wire, and how it begins. */
export interface BodyStart {
  readonly bytes: number;
  readonly start: Buffer;
}

/** Sees every request. */
export interface HttpObserver {
  /** How much of each body an exchange tells. */
  readonly keptBytes: number;
  /** Called when one has ended; must not throw. */
  see(exchange: HttpExchange): void;
}

/** What is known before anything is sent. */
type Request = Pick<HttpExchange, "method" | "url" | "isUrlSecret" | "redact" | "requestHeaders">;

/** Follows one request from before it is sent. */
export class ExchangeRecorder {
  readonly #request: Request;
  readonly #observer: HttpObserver;
  /** Not of the clock that is set now and then. */
  readonly #startedAt = performance.now();
  readonly #sent: BodyRecorder;
  readonly #received: BodyRecorder;
  #status: number | undefined;
  #responseHeaders: HttpExchange["responseHeaders"] = {};
  #hasEnded = false;

  constructor(request: Request, observer: HttpObserver) {
    this.#request = request;
    this.#observer = observer;
    this.#sent = new BodyRecorder(observer.keptBytes);
    this.#received = new BodyRecorder(observer.keptBytes);
  }

  sent(chunk: Uint8Array): void {
    this.#sent.add(chunk);
  }

  answered(status: number, headers: HttpExchange["responseHeaders"]): void {
    this.#status = status;
    this.#responseHeaders = headers;
  }

  received(chunk: Uint8Array): void {
    this.#received.add(chunk);
  }

  /** Only the first end counts. */
  end(error?: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#observer.see({
      ...this.#request,
      requestBody: this.#sent,
      status: this.#status,
      responseHeaders: this.#responseHeaders,
      responseBody: this.#received,
      error: error === undefined ? undefined : errorTypeOf(error),
      durationMs: performance.now() - this.#startedAt,
    });
  }
}

class BodyRecorder implements BodyStart {
  readonly #most: number;
  #chunks: Buffer[] = [];
  #kept = 0;
  bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get start(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  add(chunk: Uint8Array): void {
    this.bytes += chunk.length;
    if (this.#kept >= this.#most) return;
    const part = Buffer.from(chunk.subarray(0, this.#most - this.#kept));
    this.#chunks.push(part);
    this.#kept += part.length;
  }
}

/** One of few words: it becomes an attribute of metrics. */
function errorTypeOf(error: unknown): string {
  // The reason for which it was given up.
  if (typeof error === "symbol") return error.description ?? "aborted";
  if (!(error instanceof Error)) return "aborted";
  const status = statusOfProxy(error);
  if (status !== undefined) return `proxy_${status}`;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
