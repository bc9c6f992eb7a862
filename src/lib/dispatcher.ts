import { createSecureContext } from "node:tls";
import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { ConfigError } from "./errors.ts";
import { readAuthorities, readPem } from "./pem.ts";
import type { WebProxy } from "./web-proxy.ts";

/** PEM files, by path. */
export interface TlsFiles {
  /** The authorities to trust in place of the well-known ones, of a proxy as well. */
  readonly ca?: string | undefined;
  /** Our own certificate and its key, for a server that asks for one. */
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** How to reach a server. */
export interface Route {
  readonly tls: TlsFiles;
  /** Where the settings have the files, such as `tls` for `tls.ca`. */
  readonly tlsSetting: string;
  /** Undefined: directly. */
  readonly proxy: WebProxy | undefined;
  /** Bound on a new connection. */
  readonly connectTimeoutMs: number;
  /** At the same time; undefined: as many as are asked for. */
  readonly mostConnections?: number;
}

/**
 * Creates a pool of keep-alive connections.
 *
 * @throws ConfigError when a TLS file cannot be used
 */
export function createDispatcher(route: Route): Dispatcher {
  const { proxy, connectTimeoutMs: timeout, mostConnections } = route;
  const { cert, key, ca } = readTls(route);
  const trusted = { minVersion: "TLSv1.2" as const, ...(ca !== undefined && { ca }) };
  const tls = { ...trusted, ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) };
  const pool = {
    // Whoever sends a request bounds it, and counts every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    // A page at a time has no use for more, and what OTLP's other exporters speak is what endpoints are tried with.
    allowH2: false,
    connections: mostConnections ?? null,
  };
  if (proxy === undefined) return new Agent({ ...pool, connect: { ...tls, timeout } });
  return new ProxyAgent({
    ...pool,
    uri: proxy.url.reveal(),
    requestTls: tls,
    // Our certificate is for the server alone.
    proxyTls: trusted,
    connectTimeout: timeout,
  });
}

function readTls({ tls: { ca, cert, key }, tlsSetting }: Route): Partial<Record<keyof TlsFiles, Buffer>> {
  const pem = {
    ...(ca !== undefined && { ca: readAuthorities(`${tlsSetting}.ca`, ca) }),
    ...(cert !== undefined && { cert: readPem(`${tlsSetting}.cert`, cert) }),
    ...(key !== undefined && { key: readPem(`${tlsSetting}.key`, key) }),
  };
  try {
    if (Object.keys(pem).length > 0) createSecureContext(pem);
  } catch (cause) {
    throw new ConfigError(`The files of ${tlsSetting} cannot be used`, {
      cause,
      hint: `Check that ${tlsSetting}.ca, ${tlsSetting}.cert and ${tlsSetting}.key are PEM files, and that the key is the certificate's.`,
    });
  }
  return pem;
}
