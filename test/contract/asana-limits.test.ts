import { getEventListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { createAsanaClient, type FetchResult } from "../../src/asana/client.ts";
import type { PageRequest } from "../../src/asana/request.ts";
import type { RequestWait } from "../../src/asana/request-limiter.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { json, startLocalServer } from "../support/local-server.ts";

const PAGE = { data: [], next_page: { offset: "b" } };
const REQUEST: PageRequest = {
  workspaceID: "1",
  filters: {},
  limit: 100,
  startAt: undefined,
  offset: undefined,
};
/** One request now, the next one two minutes later. */
const RARE = { requestsPerMinute: 1, concurrency: 1 };

function connect(url: string, limits = RARE) {
  const clock = new FakeClock();
  const waits: RequestWait[] = [];
  const client = createAsanaClient({
    ...{ url, timeoutMs: 5000, userAgent: "test/1", limits, clock },
    ...{ connectTimeoutMs: 10_000, ca: undefined, proxy: undefined },
    onWait: (wait) => waits.push(wait),
  });
  onTestFinished(() => client.close());
  const fetchPage = (
    request: Partial<PageRequest> = {},
    signal = new AbortController().signal,
  ): Promise<FetchResult> =>
    client.fetchPage({ ...REQUEST, ...request }, { reveal: () => "some-token" }, signal);
  return { clock, waits, fetchPage };
}

it("a request is sent when the token may be used again, and the wait is told with its source", async () => {
  const server = await startLocalServer(json(200, PAGE));
  const { clock, waits, fetchPage } = connect(server.url);
  await fetchPage();
  const second = fetchPage({ source: "7", priority: "backfill" });
  clock.advance(59_999);
  await nextTurn();
  expect(server.requests).toHaveLength(1);
  clock.advance(1);
  expect(await second).toMatchObject({ kind: "page" });
  expect(waits).toEqual([{ source: "7", priority: "backfill", waitedMs: 60_000 }]);
});

it("each attempt of a request needs a turn of its own", async () => {
  const server = await startLocalServer(json(503, ""), json(200, PAGE));
  const { clock, fetchPage } = connect(server.url, { requestsPerMinute: 30, concurrency: 1 });
  const answer = fetchPage();
  await clock.whenSleeping();
  clock.advance(250);
  await clock.whenSleeping();
  expect(clock.nextWakeInMs).toBe(1750);
  clock.advance(1750);
  expect(await answer).toMatchObject({ kind: "page" });
});

it("a 429 keeps the token's other requests back, which are told for how long, and gives the turn away", async () => {
  const server = await startLocalServer(json(429, {}, { "retry-after": "40" }), json(200, PAGE));
  const { clock, fetchPage } = connect(server.url, { requestsPerMinute: 1500, concurrency: 1 });
  expect(await fetchPage({ source: "1" })).toMatchObject({ failure: { kind: "rateLimited" } });
  clock.advance(1000);
  expect(await fetchPage({ source: "2" })).toMatchObject({
    failure: { kind: "rateLimited", message: expect.stringContaining("429"), retryAfterMs: 39_000 },
  });
  expect(server.requests).toHaveLength(1);
  clock.advance(39_000);
  expect(await fetchPage({ source: "2" })).toMatchObject({ kind: "page" });
});

it("a failed request gives its turn away", async () => {
  const server = await startLocalServer(json(401, {}), json(200, PAGE));
  const { fetchPage } = connect(server.url, { requestsPerMinute: 1500, concurrency: 1 });
  await fetchPage();
  expect(await fetchPage()).toMatchObject({ kind: "page" });
});

it("a stop ends the wait at once, and nothing is left behind on its signal", async () => {
  const server = await startLocalServer(json(200, PAGE));
  const { clock, fetchPage } = connect(server.url);
  const stop = new AbortController();
  await fetchPage({}, stop.signal);
  expect(getEventListeners(stop.signal, "abort")).toEqual([]);
  const second = fetchPage({}, stop.signal);
  await clock.whenSleeping();
  stop.abort();
  expect(await second).toMatchObject({ kind: "failure", failure: { kind: "network" } });
  expect(server.requests).toHaveLength(1);
  expect(clock.nextWakeInMs).toBeUndefined();
});
