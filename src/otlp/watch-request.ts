import type { ClientRequest, IncomingMessage } from "node:http";
import { ExchangeRecorder, type HttpObserver } from "../lib/http-exchange.ts";

/** Where a request goes, and what nobody may see of it. */
export interface WatchedTarget {
  readonly url: URL;
  /** Takes every part of it that may be a credential out of a text. */
  readonly redact: (text: string) => string;
}

/** Shows an observer one request of `node:http`, of which nothing was sent yet. */
export function watchRequest(request: ClientRequest, target: WatchedTarget, observer: HttpObserver): void {
  const recorder = new ExchangeRecorder(
    {
      ...target,
      method: request.method,
      isUrlSecret: true,
      // The exporter sets some only after this.
      get requestHeaders() {
        return request.getHeaders();
      },
    },
    observer,
  );
  noteWrites(request, (chunk) => recorder.sent(chunk));
  request.prependOnceListener("response", (response: IncomingMessage) => {
    recorder.answered(response.statusCode ?? 0, response.headers);
    response.on("data", (chunk: Buffer) => recorder.received(chunk));
    response.once("end", () => recorder.end());
    // Without an end before it, it broke off.
    response.once("close", () => recorder.end(response.errored ?? BROKEN_OFF));
  });
  request.once("error", (error) => recorder.end(error));
  request.once("close", () => recorder.end(BROKEN_OFF));
}

/** Most often by ourselves, at the end of a deadline. */
const BROKEN_OFF = Symbol("aborted");

/** What is written to a request leaves no other trace: its headers and frames are in the socket's count as well. */
function noteWrites(request: ClientRequest, note: (chunk: Uint8Array) => void): void {
  for (const method of ["write", "end"] as const) {
    const original = request[method].bind(request);
    const noting = (...args: Parameters<typeof original>): unknown => {
      const [chunk]: readonly unknown[] = args;
      if (chunk instanceof Uint8Array) note(chunk);
      return Reflect.apply(original, request, args);
    };
    Object.assign(request, { [method]: noting });
  }
}
