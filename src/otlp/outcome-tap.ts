import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import type { Answer } from "./answer.ts";

/** Why an export ended without success. */
export type ExportFailure =
  /** The records could not be made bytes; nothing was sent. */
  | { readonly kind: "encoding"; readonly error: unknown }
  | { readonly kind: "deadline"; readonly timeoutMs: number }
  | { readonly kind: "export"; readonly error: unknown };

/** What came of one export: the exporter's word and what was seen on the wire. */
export interface Outcome {
  /** Of the last request; undefined when it got none. */
  readonly answer: Answer | undefined;
  /** Undefined when the exporter reports success. */
  readonly failure: ExportFailure | undefined;
}

/** Sees what the exporter's result leaves out: status, Retry-After, the answer's body. */
export interface OutcomeTap {
  /** Runs one export and tells what came of it; after `timeoutMs` it ends the request and does not wait. */
  watch(startExport: (done: (result: ExportResult) => void) => void, timeoutMs: number): Promise<Outcome>;
  close(): void;
}

const REQUEST_CHANNEL = "http.client.request.created";

/** The connection of a longer answer is cut. */
const MOST_BODY_BYTES = 4 * 1024 * 1024;

/**
 * Opens a tap on the requests that are made while its `watch` runs. The async context marks them, the retries
 * included; a diagnostics channel of Node's, published by every `node:http` client, shows them.
 *
 * @param prepare may set a request's headers, before anything of it is sent; must not throw
 */
export function createOutcomeTap(prepare: (request: ClientRequest) => void): OutcomeTap {
  const current = new AsyncLocalStorage<Watch>();
  // The shape of the message is documented by Node.
  const onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const watch = current.getStore();
    if (watch === undefined) return;
    prepare(request);
    watch.begin(request);
  };
  subscribe(REQUEST_CHANNEL, onRequest);
  return {
    watch(startExport, timeoutMs) {
      const watch = new Watch();
      return current.run(watch, () => outcomeOf(watch, startExport, timeoutMs));
    },
    close() {
      unsubscribe(REQUEST_CHANNEL, onRequest);
    },
  };
}

function outcomeOf(
  watch: Watch,
  startExport: (done: (result: ExportResult) => void) => void,
  timeoutMs: number,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (failure?: ExportFailure): void => {
      clearTimeout(timer);
      resolve(watch.end(failure));
    };
    // OpenTelemetry's own timeout bounds only the silence between two bytes, and our exporter has none.
    const timer = setTimeout(() => end({ kind: "deadline", timeoutMs }), timeoutMs);
    try {
      startExport(({ code, error }) =>
        end(code === ExportResultCode.SUCCESS ? undefined : { kind: "export", error }),
      );
    } catch (error) {
      // All that export() does before it returns is to encode.
      end({ kind: "encoding", error });
    }
  });
}

/** What one export does on the wire. */
class Watch {
  #request: ClientRequest | undefined;
  #response: IncomingMessage | undefined;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #hasEnded = false;

  begin(request: ClientRequest): void {
    if (this.#hasEnded) {
      request.destroy();
      return;
    }
    this.#request = request;
    this.#response = undefined;
    request.prependOnceListener("response", (response: IncomingMessage) => this.#take(response));
  }

  #take(response: IncomingMessage): void {
    this.#response = response;
    this.#chunks = [];
    this.#bytes = 0;
    response.on("data", (chunk: Buffer) => {
      this.#bytes += chunk.length;
      if (this.#bytes <= MOST_BODY_BYTES) this.#chunks.push(chunk);
      else response.destroy();
    });
  }

  /**
   * Lets no request live longer than its export: what arrived late would arrive twice. Nor does it hold on to anything:
   * a connection keeps the context that it was opened in, and this with it.
   */
  end(failure: ExportFailure | undefined): Outcome {
    const outcome = { answer: this.#answer(), failure };
    this.#hasEnded = true;
    if (failure?.kind === "deadline") this.#request?.destroy();
    this.#request = undefined;
    this.#response = undefined;
    this.#chunks = [];
    return outcome;
  }

  #answer(): Answer | undefined {
    const response = this.#response;
    if (response?.statusCode === undefined) return undefined;
    return {
      status: response.statusCode,
      retryAfter: response.headers["retry-after"],
      contentType: String(response.headers["content-type"] ?? this.#request?.getHeader("content-type") ?? ""),
      body: Buffer.concat(this.#chunks),
      isComplete: response.complete && this.#bytes <= MOST_BODY_BYTES,
    };
  }
}
