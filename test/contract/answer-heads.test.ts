import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Route } from "../../src/lib/connections.ts";
import { createHttpClient, type HttpResult } from "../../src/lib/http-client.ts";
import { pems } from "../support/certificates.ts";
import { secret } from "../support/otlp-sender.ts";
import { startProxyServer } from "../support/proxy-server.ts";
import { serverTls } from "../support/tls-files.ts";

const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
const HINTS = "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n";
/** Its body is no interim answer, although it looks like one. */
const FINAL = "HTTP/1.1 200 OK\r\ncontent-length: 25\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";

/** A server that writes the pieces of an answer to each request, each when the one before it has left. */
async function startServer(pieces: readonly string[], isSecure = false) {
  let connections = 0;
  const sockets = new Set<Socket>();
  const serve = async (socket: Socket): Promise<void> => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true).on("error", () => undefined);
    let received = "";
    for await (const chunk of socket) {
      received += chunk;
      if (!received.endsWith("\r\n\r\nx")) continue;
      received = "";
      for (const piece of pieces) await new Promise<unknown>((done) => socket.write(piece, done));
    }
  };
  const onConnection = (socket: Socket): void => void serve(socket).catch(() => undefined);
  const server = isSecure ? createTlsServer(serverTls, onConnection) : createServer(onConnection);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${isSecure ? "https" : "http"}://127.0.0.1:${port}`,
    get connections() {
      return connections;
    },
  };
}

function open(route: Partial<Route> = {}) {
  const client = createHttpClient(
    { tls: {}, proxy: undefined, connectTimeoutMs: 20_000, mostConnections: 1, ...route },
    { observer: undefined, isUrlSecret: false, redact: (text) => text },
  );
  onTestFinished(() => client.close());
  return (origin: string): Promise<HttpResult> => {
    const request = { method: "POST", origin, path: "/", headers: {}, body: Buffer.from("x") } as const;
    return client.send(request, { timeoutMs: 20_000, mostBytes: 1000 });
  };
}

const ok = { answer: { status: 200, body: Buffer.from(CONTINUE) }, broken: undefined };

describe("an answer after others of the 1xx kind", () => {
  it.for([
    ["in one piece", [CONTINUE + FINAL]],
    ["in pieces", [...(CONTINUE + HINTS + CONTINUE), FINAL]],
    ["several in a row", [CONTINUE, HINTS, CONTINUE + HINTS, FINAL]],
    ["none", [FINAL]],
  ] as const)("is taken, %s, for each request of a connection", async ([, pieces]) => {
    const server = await startServer(pieces);
    const send = open();
    for (let request = 0; request < 4; request += 1) expect(await send(server.origin)).toMatchObject(ok);
    expect(server.connections).toBe(1);
  });

  it("is taken over TLS", async () => {
    const server = await startServer([CONTINUE, HINTS + FINAL], true);
    const send = open({ tls: { ca: pems.ca } });
    expect(await send(server.origin)).toMatchObject(ok);
    expect(await send(server.origin)).toMatchObject(ok);
  });

  it.for([true, false])("is taken through a proxy, over TLS: %s", async (isSecure) => {
    const server = await startServer([CONTINUE, FINAL], isSecure);
    const { url, label } = await startProxyServer();
    const send = open({ tls: { ca: pems.ca }, proxy: { url: secret(url), label } });
    expect(await send(server.origin)).toMatchObject(ok);
    expect(await send(server.origin)).toMatchObject(ok);
  });

  it("never comes when they have no end", async () => {
    const server = await startServer(Array.from({ length: 40 }, () => HINTS.repeat(200)));
    const { answer, broken } = await open()(server.origin);
    expect(answer).toBeUndefined();
    expect(String(broken)).toContain("more than 262144 bytes of answers of the 1xx kind");
  });
});

describe("an answer with large headers", () => {
  const withHeaders = (bytes: number): string =>
    FINAL.replace("\r\n", `\r\n${`set-cookie: ${"x".repeat(986)}\r\n`.repeat(bytes / 1000)}`);

  it.for([20_000, 200_000])("is taken with %i bytes of them", async (bytes) => {
    const server = await startServer([withHeaders(bytes)]);
    expect(await open()(server.origin)).toMatchObject(ok);
  });

  it("is refused with a megabyte of them", async () => {
    const server = await startServer([withHeaders(1_000_000)]);
    const { answer, broken } = await open()(server.origin);
    expect(answer).toBeUndefined();
    expect(broken).toMatchObject({ code: "UND_ERR_HEADERS_OVERFLOW" });
  });
});
