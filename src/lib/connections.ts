import { Socket } from "node:net";
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from "undici";
import { skipInterimAnswers } from "./interim-answers.ts";
import type { WebProxy } from "./web-proxy.ts";

/** A PEM file's text. */
export interface Pem {
  reveal(): string;
}

/** Certificates that go together, and were found to do so. */
export interface TlsTexts {
  /** The authorities to trust in place of the well-known ones, of a proxy as well. */
  readonly ca?: Pem | undefined;
  /** Our own certificate and its key, for a server that asks for one. */
  readonly cert?: Pem | undefined;
  readonly key?: Pem | undefined;
}

/** How to reach a server. */
export interface Route {
  readonly tls: TlsTexts;
  /** Undefined: directly. */
  readonly proxy: WebProxy | undefined;
  /** Bound on a new connection, and on a proxy's answer to it. */
  readonly connectTimeoutMs: number;
  /** At the same time; undefined: as many as are asked for. */
  readonly mostConnections?: number;
}

/** A pool of keep-alive connections. */
export interface Connections {
  readonly dispatcher: Dispatcher;
  /** Ends whatever is under way. */
  close(): Promise<void>;
}

/** A page at a time has no use for more; and what other exporters speak is what endpoints are tried with. */
const HTTP_1_ONLY = { allowH2: false } as const;

/** Gateways add cookies and policies; with undici's 16 kB, an answer that brings more would be none. */
const ANSWER_HEADERS = { maxHeaderSize: 256 * 1024 } as const;

/** Creates a pool. */
export function createConnections(route: Route): Connections {
  const { proxy, connectTimeoutMs: timeout, mostConnections } = route;
  const { ca, cert, key } = route.tls;
  const trusted = { ...HTTP_1_ONLY, minVersion: "TLSv1.2" as const, ...(ca && { ca: ca.reveal() }) };
  const tls = { ...trusted, ...(cert && { cert: cert.reveal() }), ...(key && { key: key.reveal() }) };
  const pool = {
    ...HTTP_1_ONLY,
    ...ANSWER_HEADERS,
    // Whoever sends a request bounds it, and counts every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    connections: mostConnections ?? null,
  };
  if (proxy !== undefined) {
    const dispatcher = new ProxyAgent({
      ...pool,
      uri: proxy.url.reveal(),
      requestTls: tls,
      // Our certificate is for the server alone.
      proxyTls: trusted,
      connectTimeout: timeout,
      factory: (origin, options) => new Pool(origin, { ...options, ...pool, ...connectorOf(options) }),
      // What asks the proxy for tunnels: one that it never opens outlives the request that waits for it.
      clientFactory: (origin, options) =>
        new Pool(origin, {
          ...options,
          ...HTTP_1_ONLY,
          ...ANSWER_HEADERS,
          ...connectorOf(options),
          headersTimeout: timeout,
        }),
    });
    return { dispatcher, close: () => dispatcher.destroy() };
  }
  const connecting = new Set<Socket>();
  const connect = createConnector(skipInterimAnswers(buildConnector({ ...tls, timeout })), connecting);
  const dispatcher = new Agent({ ...pool, connect });
  return {
    dispatcher,
    async close() {
      await dispatcher.destroy();
      // undici knows of a connection only when it is there.
      for (const socket of connecting) socket.destroy();
    },
  };
}

/** The connector that undici's proxy agent hands to its pools. */
function connectorOf(options: object): { readonly connect?: buildConnector.connector } {
  if (!("connect" in options) || typeof options.connect !== "function") return {};
  return { connect: skipInterimAnswers(options.connect as buildConnector.connector) };
}

/** undici's connector, with two things that it leaves out. */
function createConnector(
  connect: buildConnector.connector,
  connecting: Set<Socket>,
): buildConnector.connector {
  return (options, callback) => {
    // Its type does not tell that it returns the socket.
    const socket: unknown = connect(options, (...result) => {
      const [, connected] = result;
      if (socket instanceof Socket) connecting.delete(socket);
      // A server that wants another certificate says so when the connection is open, and closes it; undici tells the latter.
      connected?.prependListener("error", (error) => connected.destroy(error));
      callback(...result);
    });
    if (socket instanceof Socket) connecting.add(socket);
  };
}
