import { Agent, type Dispatcher, ProxyAgent } from "undici";
import { readAuthorities } from "../lib/pem.ts";
import type { WebProxy } from "../lib/web-proxy.ts";

/** How to reach Asana. */
export interface Route {
  /** Path of a PEM file: the authorities to trust in place of the well-known ones, of a proxy as well. */
  readonly ca: string | undefined;
  /** Undefined: directly. */
  readonly proxy: WebProxy | undefined;
  /** Bound on a new connection. */
  readonly connectTimeoutMs: number;
}

/** One token needs no more than 50; many tokens that start together must not open a thousand connections. */
const FEWEST_CONNECTIONS = 100;

/**
 * Creates the pool of keep-alive connections that all sources share.
 *
 * @param mostAtOnce requests of one token at the same time
 * @throws ConfigError when the authorities cannot be read
 */
export function createDispatcher({ ca, proxy, connectTimeoutMs }: Route, mostAtOnce: number): Dispatcher {
  const tls = {
    minVersion: "TLSv1.2",
    ...(ca === undefined ? {} : { ca: readAuthorities("asana.ca", ca) }),
  } as const;
  const pool = {
    // The client has a bound of its own, which counts every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: Math.max(FEWEST_CONNECTIONS, mostAtOnce),
  };
  if (proxy === undefined) return new Agent({ ...pool, connect: { ...tls, timeout: connectTimeoutMs } });
  const uri = proxy.url.reveal();
  return new ProxyAgent({ ...pool, uri, requestTls: tls, proxyTls: tls, connectTimeout: connectTimeoutMs });
}
