import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** One request an endpoint got. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Decompressed. */
  readonly body: Buffer;
}

/** What an endpoint does with a request once it has read it. */
export type Behaviour = (response: ServerResponse, request: ReceivedRequest) => void | Promise<void>;

/** An HTTP server that does as it is told. */
export interface ScriptedEndpoint {
  /** Without a path. */
  readonly origin: string;
  readonly requests: readonly ReceivedRequest[];
  /** TCP connections so far. */
  readonly connections: number;
  close(): Promise<void>;
}

/** Starts an endpoint whose n-th request meets the n-th behaviour, and the last one ever after. */
export async function startScriptedEndpoint(
  script: readonly [Behaviour, ...Behaviour[]],
  tls?: ServerOptions,
): Promise<ScriptedEndpoint> {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server: Server = tls === undefined ? createServer() : createTlsServer(tls);
  server.on(tls === undefined ? "connection" : "secureConnection", () => {
    connections += 1;
  });
  // Only the client closes an idle connection.
  server.keepAliveTimeout = 0;
  server.on("request", async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const request: ReceivedRequest = {
      method: incoming.method,
      path: incoming.url ?? "",
      headers: incoming.headers,
      body: incoming.headers["content-encoding"] === "gzip" ? gunzipSync(raw) : raw,
    };
    requests.push(request);
    const behave = script[requests.length - 1] ?? script.at(-1) ?? script[0];
    await behave(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    requests,
    get connections() {
      return connections;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Answers in full. */
export function reply(
  status: number,
  body: string | Buffer = "",
  headers: Record<string, string> = { "content-type": "application/json" },
): Behaviour {
  return (response) => void response.writeHead(status, headers).end(body);
}

/** Never answers. */
export const hang: Behaviour = () => undefined;

/** Closes the connection without an answer. */
export const closeSilently: Behaviour = (response) => void response.socket?.end();

/** Resets the connection without an answer. */
export const reset: Behaviour = (response) => void response.socket?.resetAndDestroy();

/** Sends the head and half of what it promised, then cuts the connection. */
export function cutMidBody(status: number, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json", "content-length": "100", ...headers });
    response.write('{"partialSuccess":', () => response.socket?.end());
  };
}

/** Sends the head, then a byte at a time without end. */
export function trickle(status: number): Behaviour {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.write("{");
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  };
}
