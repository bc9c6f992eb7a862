import type { Dispatcher } from "undici";
import { ExchangeRecorder, type HttpObserver } from "../lib/http-exchange.ts";

/** Shows an observer every request that goes through a dispatcher. */
export function watchExchanges(observer: HttpObserver): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => dispatch(options, watched(options, handler, observer));
}

function watched(
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
  observer: HttpObserver,
): Dispatcher.DispatchHandler {
  const recorder = new ExchangeRecorder(
    {
      method: options.method,
      url: new URL(options.path, String(options.origin)),
      isUrlSecret: false,
      // The token is known to every log.
      redact: (text) => text,
      requestHeaders: { ...options.headers },
    },
    observer,
  );
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
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
