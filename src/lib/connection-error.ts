import { messageOf } from "./errors.ts";

/** OpenSSL's verdicts on a certificate and Node's names for a handshake that failed. */
const TLS_CODES =
  /^(?:ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO$|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$)/;

/** Node's and undici's names for a connection that did not come about. */
const CONNECT_CODES =
  /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|UND_ERR_PRX_.*|UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKS.*)$/;

/** undici's words for a CONNECT that the proxy refused, and for a proxied request without the right password. */
const REFUSED_BY_PROXY = /^Proxy response \((\d+)\)|^Proxy Authentication Required \((407)\)/;

/** The code of anything that was thrown; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** Whether the two sides could not agree on a secure connection. */
export function isTlsError(error: unknown): boolean {
  return TLS_CODES.test(codeOf(error));
}

/** Whether whoever was to be connected to, the proxy where there is one, could not be reached. */
export function isConnectError(error: unknown): boolean {
  return CONNECT_CODES.test(codeOf(error));
}

/** The status with which a proxy refused to let a request through; undefined when something else went wrong. */
export function statusOfProxy(error: unknown): number | undefined {
  const [, tunnel, plain] = REFUSED_BY_PROXY.exec(messageOf(error)) ?? [];
  const status = tunnel ?? plain;
  return status === undefined ? undefined : Number(status);
}
