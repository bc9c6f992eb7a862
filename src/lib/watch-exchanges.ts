import type { Dispatcher } from "undici";
import { ExchangeRecorder, type HttpObserver } from "./http-exchange.ts";

/** What nobody may see of the requests. */
export interface Discretion {
  /** Whether path and query may be a credential. */
  readonly isUrlSecret: boolean;
  /** Takes what a request was made of out of a text. */
  readonly redact: (text: string) => string;
}

/** Shows an observer every request that goes through a dispatcher. */
export function watchExchanges(
  observer: HttpObserver,
  discretion: Discretion,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, watched(options, handler, recorderOf(options, observer, discretion)));
}

function recorderOf(
  { method, path, origin, headers }: Dispatcher.DispatchOptions,
  observer: HttpObserver,
  discretion: Discretion,
): ExchangeRecorder {
  const url = new URL(path, String(origin));
  return new ExchangeRecorder({ ...discretion, method, url, requestHeaders: { ...headers } }, observer);
}

function watched(
  { body }: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
  recorder: ExchangeRecorder,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart(controller, context) {
      if (body instanceof Uint8Array) recorder.sent(body);
      handler.onRequestStart?.(controller, context);
    },
    onRequestUpgrade: (controller, status, headers, socket) =>
      handler.onRequestUpgrade?.(controller, status, headers, socket),
    onResponseStart(controller, status, headers, message) {
      recorder.answered(status, headers);
      handler.onResponseStart?.(controller, status, headers, message);
    },
    onResponseData(controller, chunk) {
      recorder.received(chunk);
      handler.onResponseData?.(controller, chunk);
    },
    onResponseEnd(controller, trailers) {
      recorder.end();
      handler.onResponseEnd?.(controller, trailers);
    },
    onResponseError(controller, error) {
      recorder.end(error);
      handler.onResponseError?.(controller, error);
    },
  };
}
