import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { createAsanaClient } from "../../src/asana/client.ts";
import type { HttpExchange, HttpObserver } from "../../src/lib/http-exchange.ts";
import type { ExporterOptions } from "../../src/otlp/exporter.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { freePort } from "../support/free-port.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { NO_LIMITS } from "../support/no-limits.ts";
import { createTestExporter, SECRET_PATH, sampleRecords, secret } from "../support/otlp-sender.ts";

const PAGE = JSON.stringify({
  data: [{ gid: "1", created_at: "2026-06-01T12:00:00.000Z" }],
  next_page: { offset: "o" },
});

/** An observer, and what it has seen. */
function observe(keptBytes = 0): { readonly seen: HttpExchange[]; readonly http: HttpObserver } {
  const seen: HttpExchange[] = [];
  return { seen, http: { keptBytes, see: (exchange) => seen.push(exchange) } };
}

async function fetchPage(url: string, http: HttpObserver, timeoutMs = 20_000): Promise<void> {
  const clock = new FakeClock();
  const client = createAsanaClient({
    url,
    timeoutMs,
    ...{ limits: NO_LIMITS, connectTimeoutMs: 10_000, ca: undefined, proxy: undefined },
    userAgent: "test",
    clock: { ...clock, now: () => 0, sleep: async () => undefined },
    http,
  });
  const request = { workspaceID: "1", filters: {}, limit: 100, startAt: undefined, offset: undefined };
  await client.fetchPage(request, secret("a-token"), new AbortController().signal);
  await client.close();
}

async function send(origin: string, options: Partial<ExporterOptions>): Promise<void> {
  const exporter = createTestExporter(origin, options);
  onTestFinished(() => exporter.shutdown());
  await exporter.send(sampleRecords(2));
}

describe("an observer of requests to Asana", () => {
  it("sees status, sizes on the wire and the beginning of the answer", async () => {
    const packed = gzipSync(PAGE);
    const asana = await startLocalServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(packed);
    });
    const { seen, http } = observe(10);
    await fetchPage(asana.url, http);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({
      method: "GET",
      url: new URL(`${asana.url}/workspaces/1/audit_log_events?limit=100`),
      status: 200,
      error: undefined,
      requestHeaders: { accept: "application/json" },
      responseHeaders: { "content-encoding": "gzip" },
      requestBody: { bytes: 0 },
      responseBody: { bytes: packed.length, start: packed.subarray(0, 10) },
    });
    expect(seen[0]?.durationMs).toBeGreaterThan(0);
  });

  it("sees each attempt of a request", async () => {
    const asana = await startLocalServer(json(503, "no"), json(200, PAGE));
    const { seen, http } = observe();
    await fetchPage(asana.url, http);
    expect(seen.map(({ status }) => status)).toEqual([503, 200]);
    expect(seen[0]?.responseBody.start).toHaveLength(0);
  });

  it("sees why there was no answer", async () => {
    const { seen, http } = observe();
    await fetchPage(`http://127.0.0.1:${await freePort()}`, http);
    expect(new Set(seen.map(({ status, error }) => `${status} ${error}`))).toEqual(
      new Set(["undefined ECONNREFUSED"]),
    );
  });

  it("sees that an answer took too long", async () => {
    const asana = await startLocalServer(() => undefined);
    const { seen, http } = observe();
    await fetchPage(asana.url, http, 50);
    expect(seen[0]).toMatchObject({ status: undefined, error: "timeout" });
  });
});

describe("an observer of requests to the endpoint", () => {
  it("sees where a request went although its path begins like a host", async () => {
    const endpoint = await startLocalServer(json(200, {}));
    const { seen, http } = observe();
    await send("", { http, logsUrl: secret(`${endpoint.url}//secret-path/v1/logs`) });
    expect(seen[0]?.url.host).toBe(new URL(endpoint.url).host);
    expect(seen[0]?.status).toBe(200);
  });

  it.each(["none", "gzip"] as const)("sees status and exact sizes, compression %s", async (compression) => {
    let received = 0;
    const endpoint = await startLocalServer(async (request, response) => {
      for await (const chunk of request) received += chunk.length;
      json(200, "{}")(request, response);
    });
    const { seen, http } = observe(8);
    await send(endpoint.url, { compression, http });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", status: 200, error: undefined, isUrlSecret: true });
    expect(seen[0]?.requestBody.bytes).toBe(received);
    const encoding = compression === "gzip" ? "gzip" : undefined;
    expect(seen[0]?.requestHeaders["content-encoding"]).toBe(encoding);
    expect(seen[0]?.requestBody.start).toHaveLength(8);
    expect(seen[0]?.responseBody).toMatchObject({ bytes: 2, start: Buffer.from("{}") });
    expect(seen[0]?.url.href).toBe(endpoint.url + SECRET_PATH);
    expect(seen[0]?.redact(`told ${SECRET_PATH}`)).not.toContain(SECRET_PATH);
  });

  it("sees an answer that breaks off", async () => {
    const endpoint = await startLocalServer((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    });
    const { seen, http } = observe();
    await send(endpoint.url, { http });
    expect(seen[0]).toMatchObject({ status: 200, error: "UND_ERR_SOCKET" });
  });

  it("sees a request that its deadline has ended", async () => {
    const endpoint = await startLocalServer(() => undefined);
    const { seen, http } = observe();
    await send(endpoint.url, { http, timeoutMs: 50 });
    await expect.poll(() => seen[0]).toMatchObject({ status: undefined, error: expect.any(String) });
  });
});
