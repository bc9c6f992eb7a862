import { Agent } from "undici";
import { expect, it, onTestFinished } from "vitest";
import { LATE, LargeBodyError, sendRequest } from "../../src/lib/http-request.ts";
import { json, startLocalServer } from "../support/local-server.ts";

const LIMITS = { timeoutMs: 20_000, mostBytes: 1000 };

function openPool(): Agent {
  const pool = new Agent({ connections: 1 });
  onTestFinished(() => pool.destroy());
  return pool;
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
  const pool = openPool();
  const never = new AbortController();
  const ask = (path: string, { signal }: AbortController) => {
    const request = { method: "GET", origin: server.url, path, headers: {} } as const;
    return sendRequest(pool, request, { ...LIMITS, signal });
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
});

it("a request that waits for a connection ends when it is late", async () => {
  const server = await startLocalServer(() => undefined);
  const pool = openPool();
  const ask = (timeoutMs: number) => {
    const request = { method: "GET", origin: server.url, path: "/", headers: {} } as const;
    return sendRequest(pool, request, { ...LIMITS, timeoutMs });
  };
  void ask(20_000);
  expect(await ask(10)).toEqual({ answer: undefined, broken: LATE });
});

it("an answer that is longer than it may be is cut off", async () => {
  const server = await startLocalServer(json(200, "x".repeat(2000)));
  const request = { method: "GET", origin: server.url, path: "/", headers: {} } as const;
  const { answer, broken } = await sendRequest(openPool(), request, LIMITS);
  expect(answer?.status).toBe(200);
  expect(answer?.body.length).toBeLessThanOrEqual(1000);
  expect(broken).toBeInstanceOf(LargeBodyError);
});
