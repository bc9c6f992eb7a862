import { isConnectError, isTlsError, statusOfProxy } from "../lib/connection-error.ts";
import { messageOf } from "../lib/errors.ts";
import { LargeBodyError } from "../lib/http-client.ts";
import { statusText } from "../lib/status-text.ts";
import { UnreadableBodyError } from "./body.ts";
import { type AsanaFailure, toAsanaFailure } from "./errors.ts";

/**
 * Says why a request got no answer.
 *
 * @param proxy how the proxy may be called, where there is one
 */
export function whyNoAnswer(error: unknown, proxy: string | undefined): AsanaFailure {
  if (error instanceof UnreadableBodyError || error instanceof LargeBodyError) {
    return toAsanaFailure("unreadable", `Asana's answer cannot be read: ${error.message}`);
  }
  const words = messageOf(error);
  if (proxy !== undefined) {
    const status = statusOfProxy(error);
    if (status !== undefined) {
      const answer = statusText(status);
      return toAsanaFailure(
        "proxy",
        `The proxy ${proxy} lets nobody through to Asana: it answered ${answer}`,
      );
    }
    if (isConnectError(error))
      return toAsanaFailure("proxy", `No connection to the proxy ${proxy}: ${words}`);
  }
  if (isTlsError(error)) return toAsanaFailure("insecure", `No secure connection to Asana: ${words}`);
  return toAsanaFailure("network", `No answer from Asana: ${words}`);
}
