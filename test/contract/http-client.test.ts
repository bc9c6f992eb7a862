import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { createHttpClient, type HttpClient, LATE, LargeBodyError } from "../../src/lib/http-client.ts";
import type { HttpExchange } from "../../src/lib/http-exchange.ts";
import { json, startLocalServer } from "../support/local-server.ts";

const LIMITS = { timeoutMs: 20_000, mostBytes: 1000 };

function open(seen: HttpExchange[] = []): HttpClient {
  const client = createHttpClient(
    { tls: {}, proxy: undefined, connectTimeoutMs: 600_000, mostConnections: 1 },
    {
      observer: { keptBytes: 0, see: (exchange) => seen.push(exchange) },
      isUrlSecret: false,
      redact: (text) => text,
    },
  );
  onTestFinished(() => client.close());
  return client;
}

it("what was given up while it waited for a connection is never asked", async () => {
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  const server = await startLocalServer(
    async (request, response) => {
      await isFree;
      json(200, "first")(request, response);
    },
    json(200, "next"),
  );
  const seen: HttpExchange[] = [];
  const client = open(seen);
  const never = new AbortController();
  const ask = (path: string, { signal }: AbortController) => {
    const body = Buffer.from("x");
    const request = { method: "POST", origin: server.url, path, headers: {}, body } as const;
    return client.send(request, { ...LIMITS, signal });
  };
  const first = ask("/first", never);
  const givenUp = new AbortController();
  const second = ask("/given-up", givenUp);
  const third = ask("/third", never);
  const reason = new Error("it took too long");
  givenUp.abort(reason);
  free();
  expect(await second).toEqual({ answer: undefined, broken: reason });
  expect(String((await first).answer?.body)).toBe("first");
  expect(String((await third).answer?.body)).toBe("next");
  expect(server.requests.map(({ url }) => url.pathname)).toEqual(["/first", "/third"]);
  const sent = seen.map(({ url, requestBody }) => [url.pathname, requestBody.bytes]);
  expect(sent).toEqual([
    ["/given-up", 0],
    ["/first", 1],
    ["/third", 1],
  ]);
});

it("a request that waits for a connection ends when it is late", async () => {
  const server = await startLocalServer(() => undefined);
  const client = open();
  const ask = (timeoutMs: number) => {
    const request = { method: "GET", origin: server.url, path: "/", headers: {} } as const;
    return client.send(request, { ...LIMITS, timeoutMs });
  };
  void ask(20_000);
  expect(await ask(10)).toEqual({ answer: undefined, broken: LATE });
});

it("an answer that is longer than it may be is cut off", async () => {
  const server = await startLocalServer(json(200, "x".repeat(2000)));
  const request = { method: "GET", origin: server.url, path: "/", headers: {} } as const;
  const { answer, broken } = await open().send(request, LIMITS);
  expect(answer?.status).toBe(200);
  expect(answer?.body.length).toBeLessThanOrEqual(1000);
  expect(broken).toBeInstanceOf(LargeBodyError);
});

it("a request for which there is no connection in time is seen as late, with nothing sent", async () => {
  const silent = createServer();
  const sockets = new Set<Socket>();
  silent.on("connection", (socket) => void sockets.add(socket));
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const seen: HttpExchange[] = [];
  const client = open(seen);
  // A handshake that is never answered.
  const origin = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const request = { method: "POST", origin, path: "/", headers: {}, body: Buffer.from("x") } as const;
  expect(await client.send(request, { ...LIMITS, timeoutMs: 50 })).toEqual({
    answer: undefined,
    broken: LATE,
  });
  expect(seen).toMatchObject([{ error: "timeout", requestBody: { bytes: 0 } }]);
  const closed = [...sockets].map((socket) =>
    once(
      socket.resume().on("error", () => undefined),
      "close",
    ),
  );
  await client.close();
  expect(closed).toHaveLength(1);
  await Promise.all(closed);
});
