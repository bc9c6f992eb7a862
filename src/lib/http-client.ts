import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { createConnections, type Route } from "./connections.ts";
import { ExchangeRecorder, type HttpExchange, type HttpObserver } from "./http-exchange.ts";

/** What is asked of a server. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** Such as `https://host:8443`. */
  readonly origin: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** How far a request may go. */
export interface HttpLimits {
  /** Bound on all of it, from looking for a connection to the last byte read. */
  readonly timeoutMs: number;
  /** Bound on the answer's body. */
  readonly mostBytes: number;
  /** Ends it early; the error is then the signal's reason. */
  readonly signal?: AbortSignal;
}

/** An answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What came of a request. */
export interface HttpResult {
  /** As far as it arrived; undefined when no status did. */
  readonly answer: HttpAnswer | undefined;
  /** Why it broke off: an error, LATE or the signal's reason; undefined when the whole answer arrived. */
  readonly broken: unknown;
}

/** A header's value, those of several of the name in one; its name in small letters. */
export function headerOf({ headers }: HttpAnswer, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}

/** Why a request was ended: it took longer than it may. */
export const LATE = Symbol("timeout");

/** The answer's body is longer than it may be. */
export class LargeBodyError extends Error {}

/** Sends requests to a server, each of which somebody may see. */
export interface HttpClient {
  /** Sends a request and waits for the whole answer. Never rejects. */
  send(request: HttpRequest, limits: HttpLimits): Promise<HttpResult>;
  /** Ends whatever is under way. */
  close(): Promise<void>;
}

/** Who sees the requests, and what of them is for nobody. */
export interface HttpWatch extends Pick<HttpExchange, "isUrlSecret" | "redact"> {
  /** Undefined: nobody. */
  readonly observer: HttpObserver | undefined;
}

/**
 * Creates a client.
 *
 * With undici's `request`, the pages of a minute stay in memory until the next full garbage collection, which comes six times
 * as often for it (`node --trace-gc`), and an answer takes a third more CPU time.
 *
 * @throws ConfigError when a TLS file cannot be used
 */
export function createHttpClient(route: Route, { observer, ...discretion }: HttpWatch): HttpClient {
  const { dispatcher, close } = createConnections(route);
  const recorderOf = ({ method, origin, path, headers }: HttpRequest): ExchangeRecorder | undefined => {
    if (observer === undefined) return undefined;
    const url = new URL(origin + path);
    return new ExchangeRecorder({ ...discretion, method, url, requestHeaders: headers }, observer);
  };
  return {
    send(request, limits) {
      const recorder = recorderOf(request);
      return new Promise((resolve) => {
        const exchange = new Exchange(request.body, limits, recorder, resolve);
        const { headers, body = null, ...rest } = request;
        try {
          dispatcher.dispatch({ ...rest, headers: { ...headers }, body }, exchange);
        } catch (error) {
          exchange.end(error);
        }
      });
    },
    close,
  };
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #body: Uint8Array | undefined;
  readonly #recorder: ExchangeRecorder | undefined;
  readonly #limits: HttpLimits;
  readonly #resolve: (result: HttpResult) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #bytes = 0;
  #hasEnded = false;
  #reason: unknown;

  constructor(
    body: Uint8Array | undefined,
    limits: HttpLimits,
    recorder: ExchangeRecorder | undefined,
    resolve: (result: HttpResult) => void,
  ) {
    this.#body = body;
    this.#limits = limits;
    this.#recorder = recorder;
    this.#resolve = resolve;
    // undici's own timeouts bound the silence between two bytes; this one bounds a slow drip, too.
    this.#timer = setTimeout(() => this.#breakOff(LATE), limits.timeoutMs);
    limits.signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (limits.signal?.aborted === true) this.#onAbort();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Given up while it waited for a connection.
    if (this.#hasEnded) controller.abort(this.#reason as Error);
    else if (this.#body !== undefined) this.#recorder?.sent(this.#body);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
    this.#recorder?.answered(status, headers);
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#recorder?.received(chunk);
    this.#bytes += chunk.length;
    const { mostBytes } = this.#limits;
    if (this.#bytes <= mostBytes) this.#chunks.push(chunk);
    else this.#breakOff(new LargeBodyError(`the body is larger than ${mostBytes} bytes`));
  }

  onResponseEnd(): void {
    this.end(undefined);
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.end(error);
  }

  readonly #onAbort = (): void => this.#breakOff(this.#limits.signal?.reason);

  /** Does not wait for undici, which hears of it only once it is connected: a silent proxy may never let it be. */
  #breakOff(reason: unknown): void {
    if (this.#hasEnded) return;
    this.end(reason);
    // Not of undici's type, but passed on as it is.
    this.#controller?.abort(reason as Error);
  }

  /** Only the first end counts. */
  end(broken: unknown): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#reason = broken;
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener("abort", this.#onAbort);
    this.#recorder?.end(broken);
    this.#resolve({ answer: this.#answer(), broken });
    this.#chunks = [];
  }

  #answer(): HttpAnswer | undefined {
    if (this.#status === 0) return undefined;
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    return { status: this.#status, headers: this.#headers, body };
  }
}
