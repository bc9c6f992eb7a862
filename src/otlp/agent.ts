import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext } from "node:tls";
import { ConfigError } from "../lib/errors.ts";
import { readAuthorities, readPem } from "../lib/pem.ts";
import type { WebProxy } from "../lib/web-proxy.ts";

/** How to reach the endpoint. */
export interface AgentOptions {
  /** Paths of PEM files. `ca` is trusted in place of the well-known authorities. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Bound on a proxy's silence. */
  readonly timeoutMs: number;
  /** Undefined: it is reached directly. */
  readonly proxy?: WebProxy | undefined;
}

/**
 * Creates the pool of keep-alive connections to an endpoint.
 *
 * @throws ConfigError when a TLS file cannot be used
 */
export function createAgent(url: URL, { tls, proxy, timeoutMs }: AgentOptions): HttpAgent {
  const proxyUrl = proxy?.url.reveal();
  const connection = {
    keepAlive: true,
    // Whether it is used has been decided.
    proxyEnv: { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl },
    // A tunnel that is never opened outlives the request that waits for it, which can end by nothing else.
    ...(proxy === undefined ? {} : { timeout: timeoutMs }),
  };
  if (url.protocol === "http:") return new HttpAgent(connection);
  const pem = {
    ca: tls.ca === undefined ? undefined : readAuthorities("tls.ca", tls.ca),
    cert: tls.cert === undefined ? undefined : readPem("tls.cert", tls.cert),
    key: tls.key === undefined ? undefined : readPem("tls.key", tls.key),
  };
  try {
    createSecureContext(pem);
  } catch (cause) {
    throw new ConfigError("The endpoint's TLS files cannot be used", {
      cause,
      hint: "Check that tls.ca, tls.cert and tls.key are PEM files, and that the key is the certificate's.",
    });
  }
  return new HttpsAgent({ ...connection, ...pem, minVersion: "TLSv1.2" });
}
