import { STATUS_CODES } from "node:http";
import { codeOf, isConnectError, isTlsError } from "../lib/connection-error.ts";
import { messageOf } from "../lib/errors.ts";
import { UnreadableBodyError } from "./body.ts";
import { type AsanaFailure, toAsanaFailure } from "./errors.ts";

/** undici's words for a CONNECT that the proxy refused, and for a proxied request without the right password. */
const REFUSED_BY_PROXY = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/;

/** undici's codes for a proxy with which no connection came about. */
const PROXY_CODES = /^UND_ERR_(?:PRX_|CONNECT_TIMEOUT$|SOCKS)/;

/**
 * Says why a request got no answer.
 *
 * @param proxy how the proxy may be called, where there is one
 */
export function whyNoAnswer(error: unknown, proxy: string | undefined): AsanaFailure {
  if (error instanceof UnreadableBodyError) {
    return toAsanaFailure("unreadable", `Asana's answer cannot be read: ${error.message}`);
  }
  const words = messageOf(error);
  if (proxy !== undefined) {
    const [, tunnel, plain] = REFUSED_BY_PROXY.exec(words) ?? [];
    const status = tunnel ?? plain;
    if (status !== undefined) {
      const answer = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
      return toAsanaFailure(
        "proxy",
        `The proxy ${proxy} lets nobody through to Asana: it answered ${answer}`,
      );
    }
    if (isConnectError(error) || PROXY_CODES.test(codeOf(error)))
      return toAsanaFailure("proxy", `No connection to the proxy ${proxy}: ${words}`);
  }
  if (isTlsError(error)) return toAsanaFailure("insecure", `No secure connection to Asana: ${words}`);
  return toAsanaFailure("network", `No answer from Asana: ${words}`);
}
