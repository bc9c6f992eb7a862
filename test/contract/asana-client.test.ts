import { getEventListeners } from "node:events";
import { gzipSync } from "node:zlib";
import nock from "nock";
import { afterEach, describe, expect, it, onTestFinished } from "vitest";
import { type AsanaClientOptions, createAsanaClient } from "../../src/asana/client.ts";
import type { PageRequest } from "../../src/asana/request.ts";
import type { Clock } from "../../src/lib/clock.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { NO_LIMITS } from "../support/no-limits.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");
const TOKEN = "2/1200000000000001/1200000000000002:0123456789abcdef0123456789abcdef";
const ASANA = "https://app.asana.com/api/1.0";
const PATH = "/api/1.0/workspaces/1204094735693514/audit_log_events";
const REQUEST: PageRequest = {
  workspaceID: "1204094735693514",
  filters: {},
  limit: 100,
  startAt: undefined,
  offset: undefined,
};
const PAGE = {
  data: [{ gid: "1" }],
  next_page: { offset: "b", path: "/x?offset=evil", uri: "https://evil.example/x" },
};

/** A clock on which every sleep is over at once, and that remembers them. */
function restlessClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return {
    slept,
    now: () => NOW,
    sleep: async (delayMs) => {
      slept.push(delayMs);
    },
  };
}

function connect(options: Partial<AsanaClientOptions> = {}) {
  const clock = restlessClock();
  const client = createAsanaClient({
    url: ASANA,
    timeoutMs: 5000,
    userAgent: "test/1",
    ...{ limits: NO_LIMITS, connectTimeoutMs: 10_000, ca: undefined, proxy: undefined },
    clock,
    ...options,
  });
  onTestFinished(() => client.close());
  const fetchPage = (request: Partial<PageRequest> = {}, signal = new AbortController().signal) =>
    client.fetchPage({ ...REQUEST, ...request }, { reveal: () => TOKEN }, signal);
  return { clock, fetchPage };
}

afterEach(() => {
  const unused = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(unused).toEqual([]);
});

describe("the request", () => {
  it("asks as the documentation says: path, page size, bearer token, JSON", async () => {
    nock("https://app.asana.com", {
      reqheaders: { authorization: `Bearer ${TOKEN}`, accept: "application/json", "user-agent": "test/1" },
    })
      .get(PATH)
      .query({ limit: "100" })
      .reply(200, PAGE);
    expect(await connect().fetchPage()).toMatchObject({
      kind: "page",
      events: [{ text: '{"gid":"1"}', value: { gid: "1" } }],
      offset: "b",
      receivedAt: NOW,
    });
  });

  it("sends start, filters and offset under Asana's names, encoded", async () => {
    nock("https://app.asana.com")
      .get(PATH)
      .query({
        limit: "7",
        start_at: "2026-03-01T00:00:00.250Z",
        event_type: "user_login_failed",
        actor_type: "user",
        actor_gid: "12",
        resource_gid: "34",
        offset: "a+b/c=&d",
      })
      .reply(200, PAGE);
    const result = await connect().fetchPage({
      limit: 7,
      startAt: Date.parse("2026-03-01T00:00:00.250Z"),
      filters: { eventType: "user_login_failed", actorType: "user", actorGid: "12", resourceGid: "34" },
      offset: "a+b/c=&d",
    });
    expect(result.kind).toBe("page");
  });

  it("goes to another base URL when one is named, and cannot leave its path by a workspace id", async () => {
    const server = await startLocalServer(json(200, PAGE));
    await connect({ url: `${server.url}/proxy/api` }).fetchPage({ workspaceID: "../../x?y" });
    expect(server.requests[0]?.url.pathname).toBe("/proxy/api/workspaces/..%2F..%2Fx%3Fy/audit_log_events");
  });

  it("reads on by offset alone, wherever next_page.uri and path point", async () => {
    const server = await startLocalServer(json(200, PAGE));
    const { fetchPage } = connect({ url: server.url });
    const first = await fetchPage();
    await fetchPage({ offset: first.kind === "page" ? first.offset : undefined });
    expect(server.requests.map(({ url }) => url.pathname)).toEqual(
      Array(2).fill("/workspaces/1204094735693514/audit_log_events"),
    );
    expect(server.requests[1]?.url.searchParams.get("offset")).toBe("b");
  });

  it("does not follow a redirect with the token", async () => {
    const other = await startLocalServer(json(200, PAGE));
    const server = await startLocalServer(json(302, "", { location: other.url }));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      failure: { kind: "unexpectedStatus", status: 302 },
    });
    expect(other.requests).toEqual([]);
  });
});

describe("a page", () => {
  it("has no offset while nothing has ever matched", async () => {
    const server = await startLocalServer(json(200, { data: [], next_page: null }));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ events: [], offset: undefined });
  });

  it("has a new offset although it is empty", async () => {
    const server = await startLocalServer(json(200, { data: [], next_page: { offset: "d" } }));
    expect(await connect({ url: server.url }).fetchPage({ offset: "c" })).toMatchObject({
      events: [],
      offset: "d",
    });
  });

  it("is unpacked when it comes as gzip", async () => {
    const server = await startLocalServer((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(JSON.stringify(PAGE)));
    });
    const result = await connect({ url: server.url }).fetchPage();
    expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip");
    expect(result).toMatchObject({ offset: "b" });
  });

  it("arrives whole when characters are cut in two by the chunks of the transfer", async () => {
    const text = JSON.stringify({ data: [{ gid: "1", name: "Zoë 東京 🎉" }], next_page: null });
    const server = await startLocalServer(async (_request, response) => {
      response.writeHead(200);
      for (const byte of Buffer.from(text)) {
        await new Promise((resolve) => response.write(Buffer.from([byte]), resolve));
      }
      response.end();
    });
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      events: [{ text: '{"gid":"1","name":"Zoë 東京 🎉"}' }],
    });
  });

  it("is read behind a byte order mark", async () => {
    const server = await startLocalServer(json(200, `\ufeff${JSON.stringify(PAGE)}`));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      events: [{ text: '{"gid":"1"}' }],
      offset: "b",
    });
  });

  it("is what comes after answers of the 1xx kind", async () => {
    const server = await startLocalServer((request, response) => {
      response.writeContinue();
      response.writeEarlyHints({ link: "</style.css>; rel=preload" });
      json(200, PAGE)(request, response);
    });
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ kind: "page", offset: "b" });
  });

  it("is not lost to one byte that is no UTF-8", async () => {
    const server = await startLocalServer((_request, response) => {
      response.end(Buffer.concat([Buffer.from('{"data":["'), Buffer.from([0xff]), Buffer.from('"]}')]));
    });
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ events: [{ value: "\ufffd" }] });
  });
});

describe("an answer other than 200", () => {
  it.each([
    [400, "badRequest", "limit: Must be between 1 and 100"],
    [401, "unauthorized", "Not Authorized"],
    [402, "paymentRequired", "Payment Required"],
    [403, "forbidden", "Forbidden"],
    [404, "notFound", "workspace: Unknown object: 1204094735693514"],
    [412, "unexpectedStatus", "Sync token invalid"],
    [418, "unexpectedStatus", "?"],
    [451, "legal", "Unavailable For Legal Reasons"],
  ])("%i is %s, asked once, with Asana's words and what to do", async (status, kind, message) => {
    const server = await startLocalServer(json(status, { errors: [{ message, help: "see the docs" }] }));
    const result = await connect({ url: server.url }).fetchPage();
    expect(result).toMatchObject({
      failure: {
        kind,
        status,
        message: `Asana answered ${status}: ${message}`,
        hint: expect.stringMatching(/\S/),
      },
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each(["offset: Your pagination token has expired.", "offset: Unknown", "the data set is truncated"])(
    "400 to an offset means that the offset is refused (%s)",
    async (message) => {
      const server = await startLocalServer(json(400, { errors: [{ message }] }));
      expect(await connect({ url: server.url }).fetchPage({ offset: "x" })).toMatchObject({
        failure: { kind: "offsetRefused" },
      });
    },
  );

  it.each([
    [404, "offsetRefused"],
    [410, "offsetRefused"],
    [412, "offsetRefused"],
    [414, "offsetRefused"],
    [422, "offsetRefused"],
    [431, "offsetRefused"],
    [401, "unauthorized"],
    [403, "forbidden"],
    [429, "rateLimited"],
  ])("%i to an offset means %s", async (status, kind) => {
    const server = await startLocalServer(json(status, { errors: [{ message: "offset: gone" }] }));
    const result = await connect({ url: server.url }).fetchPage({ offset: "x" });
    expect(result).toMatchObject({ failure: { kind } });
  });

  it.each([
    ["30", 30_000],
    ["0.5", 500],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    ["0", undefined],
    ["9999999999", 3_600_000],
    ["1e300", 3_600_000],
    [new Date(NOW - 90_000).toUTCString(), undefined],
    ["soon", undefined],
  ])(
    "429 with Retry-After %s is not asked again by the client: the wait is handed on",
    async (header, delayMs) => {
      const server = await startLocalServer(
        json(429, { errors: [{ message: "slow" }] }, { "retry-after": header }),
      );
      const result = await connect({ url: server.url }).fetchPage();
      expect(result).toMatchObject({ failure: { kind: "rateLimited", status: 429 } });
      expect(result.kind === "failure" && result.failure.retryAfterMs).toBe(
        delayMs === undefined ? undefined : delayMs,
      );
      expect(server.requests).toHaveLength(1);
    },
  );

  it("500 is asked twice more after short waits, and says Asana's phrase in the end", async () => {
    const body = { errors: [{ message: "Server Error", phrase: "6 sad squid snuggle softly" }] };
    const server = await startLocalServer(json(500, body));
    const { clock, fetchPage } = connect({ url: server.url });
    expect(await fetchPage()).toMatchObject({
      failure: {
        kind: "serverError",
        message: "Asana answered 500: Server Error; 6 sad squid snuggle softly",
      },
    });
    expect(server.requests).toHaveLength(3);
    expect(clock.slept).toEqual([250, 1000]);
  });

  it("503 is over when the second attempt succeeds", async () => {
    const server = await startLocalServer(json(503, "<html>busy</html>"), json(200, PAGE));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ kind: "page" });
  });

  it("503 with Retry-After is not asked again before its time", async () => {
    const server = await startLocalServer(json(503, "", { "retry-after": "120" }));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      failure: { kind: "serverError", retryAfterMs: 120_000 },
    });
    expect(server.requests).toHaveLength(1);
  });

  it("429 with two headers Retry-After has the longer one", async () => {
    const server = await startLocalServer((_request, response) => {
      response.writeHead(429, ["retry-after", "3", "retry-after", "90"]).end();
    });
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      failure: { kind: "rateLimited", retryAfterMs: 90_000 },
    });
  });

  it("502 with a gateway's HTML page needs no words of Asana's", async () => {
    const server = await startLocalServer(json(502, "<html>Bad Gateway</html>"));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      failure: { message: "Asana answered 502" },
    });
  });
});

describe("a body that is no page", () => {
  it.each([
    ["text that is not JSON", "<html>hello</html>"],
    ["a truncated page", '{"data":[{"gid":"1"},{"gi'],
    ["no data array", '{"errors":[]}'],
    ["data of another type", '{"data":{}}'],
    ["no object", "[]"],
    ["nothing", ""],
  ])("%s is unreadable, and its content is not repeated", async (_what, body) => {
    const server = await startLocalServer(json(200, body));
    const result = await connect({ url: server.url }).fetchPage();
    expect(result).toMatchObject({ failure: { kind: "unreadable" } });
    if (body.length > 2) expect(JSON.stringify(result)).not.toContain(body);
  });

  it("gzip that is none is unreadable", async () => {
    const server = await startLocalServer(json(200, "{}", { "content-encoding": "gzip" }));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ failure: { kind: "unreadable" } });
  });

  it("an encoding that was not asked for is unreadable", async () => {
    const server = await startLocalServer(json(200, "{}", { "content-encoding": "br" }));
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({
      failure: { kind: "unreadable", message: expect.stringContaining("br") },
    });
  });
});

describe("no answer", () => {
  it("within the time limit is a timeout, which is not asked again at once", async () => {
    const server = await startLocalServer(() => undefined);
    const result = await connect({ url: server.url, timeoutMs: 50 }).fetchPage();
    expect(result).toMatchObject({ failure: { kind: "timeout", message: expect.stringContaining("50 ms") } });
    expect(server.requests).toHaveLength(1);
  });

  it("in full within the time limit is a timeout, although bytes keep dripping", async () => {
    const server = await startLocalServer((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
    });
    expect(await connect({ url: server.url, timeoutMs: 100 }).fetchPage()).toMatchObject({
      failure: { kind: "timeout" },
    });
  });

  it("because the connection is cut in the middle of a body is tried again", async () => {
    const server = await startLocalServer(
      (_request, response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"data":[', () => response.destroy());
      },
      json(200, PAGE),
    );
    expect(await connect({ url: server.url }).fetchPage()).toMatchObject({ kind: "page", offset: "b" });
    expect(server.requests[1]?.headers["range"]).toBeUndefined();
  });

  it("because a kept connection was reset is tried again", async () => {
    const server = await startLocalServer(
      json(200, PAGE),
      (request) => request.socket.resetAndDestroy(),
      json(200, { data: [], next_page: { offset: "c" } }),
    );
    const { fetchPage } = connect({ url: server.url });
    await fetchPage();
    expect(await fetchPage({ offset: "b" })).toMatchObject({ kind: "page", offset: "c" });
  });

  it("because nobody listens is a network failure that names the reason", async () => {
    const { url } = await startLocalServer();
    const closed = url.replace(/\d+$/, "1");
    expect(await connect({ url: closed }).fetchPage()).toMatchObject({
      failure: { kind: "network", message: expect.stringContaining("ECONNREFUSED") },
    });
  });

  it("because we stop ends the request at once, without another attempt", async () => {
    const stop = new AbortController();
    const server = await startLocalServer(() => stop.abort());
    const { fetchPage } = connect({ url: server.url });
    expect(await fetchPage({}, stop.signal)).toMatchObject({ kind: "failure" });
    expect(server.requests).toHaveLength(1);
  });
});

it("a request leaves nothing behind on the signal it was given", async () => {
  const server = await startLocalServer(json(200, PAGE));
  const stop = new AbortController();
  await connect({ url: server.url }).fetchPage({}, stop.signal);
  expect(getEventListeners(stop.signal, "abort")).toEqual([]);
});

it("no failure repeats the token", async () => {
  for (const listener of [
    json(401, { errors: [{ message: "Not Authorized" }] }),
    json(200, "x"),
    json(500, { errors: [{ message: `bad header Bearer ${TOKEN}` }] }),
  ]) {
    const server = await startLocalServer(listener);
    const result = await connect({ url: server.url }).fetchPage();
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  }
});
