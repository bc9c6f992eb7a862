import { Agent } from "undici";
import { expect, it, onTestFinished } from "vitest";
import { get } from "../../src/asana/get.ts";
import { json, startLocalServer } from "../support/local-server.ts";

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
  const ask = (path: string, { signal }: AbortController) => get(pool, server.url + path, {}, signal);
  const first = ask("/first", never);
  const givenUp = new AbortController();
  const second = ask("/given-up", givenUp);
  const third = ask("/third", never);
  const reason = new Error("it took too long");
  givenUp.abort(reason);
  free();
  await expect(second).rejects.toBe(reason);
  expect(String((await first).body)).toBe("first");
  expect(String((await third).body)).toBe("next");
  expect(server.requests.map(({ url }) => url.pathname)).toEqual(["/first", "/third"]);
});
