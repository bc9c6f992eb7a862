import { expect, it, vi } from "vitest";
import type { Status } from "../../src/generated/status.ts";
import { freePort } from "../support/free-port.ts";
import { startLine } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";
import { parseScrape, type Scrape, sampleOf } from "../support/scrape.ts";

const WAIT = { timeout: 50_000, interval: 20 };
const ACCESS = { accessId: "ops", accessKey: "a-key-that-nobody-may-see" };
const KEY = `Basic ${Buffer.from(`${ACCESS.accessId}:${ACCESS.accessKey}`).toString("base64")}`;

/** The metrics once the first is there as often as it has to be. */
async function scrapeWhen(url: string, name: string, value: number): Promise<Scrape> {
  return vi.waitUntil(async () => {
    const answer = await fetch(`${url}/metrics`, { headers: { authorization: KEY } }).catch(() => undefined);
    const scrape = parseScrape((await answer?.text()) ?? "");
    return sampleOf(scrape, name) === value ? scrape : undefined;
  }, WAIT);
}

it("a receiver serves its metrics to whoever has the key, and to nobody else", async () => {
  const port = await freePort();
  const { args } = await startLine({ events: 250 }, { api: ACCESS });
  startCommand(["run", ...args, "--listen", `127.0.0.1:${port}`]);
  const url = `http://127.0.0.1:${port}`;
  const scrape = await scrapeWhen(url, "asana_receiver_events_total", 250);
  expect(sampleOf(scrape, "asana_receiver_pages_total", { source: "Acme" })).toBe(3);
  expect(sampleOf(scrape, "asana_receiver_export_duration_seconds_count", { outcome: "accepted" })).toBe(3);
  const requests = "http_client_request_duration_seconds_count";
  const seen = (method: string): number | undefined =>
    sampleOf(scrape, requests, { http_request_method: method, http_response_status_code: "200" });
  expect([3, 4]).toContain(seen("GET"));
  expect(seen("POST")).toBe(3);
  const sent = sampleOf(scrape, "http_client_request_body_size_bytes_sum", { http_request_method: "POST" });
  expect(sent).toBeGreaterThan(250 * 500);
  expect((await fetch(`${url}/metrics`)).status).toBe(401);
});

it("metrics are pushed beside the logs, with the same headers, and once more at the end", async () => {
  const endpoint = await startLocalServer(json(200, {}));
  const headers = { Authorization: "Bearer a-token-that-nobody-may-see" };
  const { args } = await startLine({ events: 30 }, { headers, metrics: { export: true } });
  const { code, stderr } = await runCommand(["run", ...args, "--endpoint", `${endpoint.url}/otlp`, "--once"]);
  expect(code, stderr).toBe(0);
  const pushes = endpoint.requests.filter(({ url }) => url.pathname === "/otlp/v1/metrics");
  expect(pushes.map(({ headers: sent }) => sent.authorization)).toEqual([
    "Bearer a-token-that-nobody-may-see",
  ]);
});

it("OTEL_* variables push metrics to an endpoint of their own, in the logs' protocol", async () => {
  const bodies: string[] = [];
  const endpoint = await startLocalServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(Buffer.concat(chunks).toString("latin1"));
    json(200, {})(request, response);
  });
  const { args, sink } = await startLine({ events: 30 });
  const { code, stderr } = await runCommand(["run", ...args, "--once", "--protocol", "http/protobuf"], {
    OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${endpoint.url}/metrics-here`,
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: "x-key=1",
  });
  expect(code, stderr).toBe(0);
  expect(sink.counts.records).toBe(30);
  const [push] = endpoint.requests;
  expect(push?.url.pathname).toBe("/metrics-here");
  expect(push?.headers).toMatchObject({ "x-key": "1", "content-type": "application/x-protobuf" });
  expect(bodies[0]).toContain("asana.receiver.records");
});

it("an endpoint that refuses metrics is a warning, and stops no event", async () => {
  const port = await freePort();
  const refusing = await startLocalServer(json(403, { message: "no metrics here" }));
  const metrics = { endpoint: `${refusing.url}/receiver/a-secret-path-of-metrics`, interval: "50ms" };
  const { args, sink } = await startLine({ events: 30 }, { metrics });
  startCommand(["run", ...args, "--listen", `127.0.0.1:${port}`]);
  const { incidents } = await vi.waitUntil(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/status`).catch(() => undefined);
    const status = (await answer?.json()) as Status | undefined;
    return status?.incidents.length === 0 || sink.counts.records < 30 ? undefined : status;
  }, WAIT);
  expect(incidents).toMatchObject([
    {
      trackerId: "MetricsExportWarning",
      severity: "Warning",
      reason: expect.stringContaining("403 Forbidden"),
    },
  ]);
  expect(JSON.stringify(incidents)).not.toContain("a-secret-path-of-metrics");
});

it("a hanging endpoint of metrics makes no stop late or unclean", async () => {
  const hanging = await startLocalServer(() => undefined);
  const { args } = await startLine({ events: 30 }, { metrics: { endpoint: `${hanging.url}/v1/metrics` } });
  const { code, stderr } = await runCommand(["run", ...args, "--once"]);
  expect(code, stderr).toBe(0);
});
