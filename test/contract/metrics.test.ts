import { spawnSync } from "node:child_process";
import { metrics as globalApi } from "@opentelemetry/api";
import { describe, expect, it } from "vitest";
import type { HttpExchange } from "../../src/lib/http-exchange.ts";
import type { Failure } from "../../src/source/failure.ts";
import { INSTRUMENTS } from "../../src/telemetry/instruments.ts";
import { createMetrics, type Metrics } from "../../src/telemetry/metrics.ts";
import { prometheusNameOf, toPrometheusResponse } from "../../src/telemetry/prometheus.ts";
import { hasTool } from "../support/installed-tool.ts";
import { startLine } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";
import { parseScrape, type Scrape, sampleOf } from "../support/scrape.ts";
import { sourceStatus } from "../support/source-status.ts";
import { incident, status } from "../support/status-samples.ts";

const RESOURCE = { "service.name": "otel-asana-receiver", "service.instance.id": "an-id" };

const FULL = sourceStatus({
  lagMs: 1,
  checkpoint: { workspaceID: "1", updatedAt: "2026-06-01T11:59:00.000Z", totals: sourceStatus() },
  backfill: { fromAt: "", toAt: "", reachedAt: "", share: 0.25, beganAt: "" },
  incidents: [incident()],
});

function create(sources = [sourceStatus()]): Metrics {
  return createMetrics({ resource: RESOURCE, status: () => status(sources) });
}

async function textOf(metrics: Metrics): Promise<string> {
  return toPrometheusResponse(await metrics.collect()).text();
}

async function scrape(metrics: Metrics): Promise<Scrape> {
  return parseScrape(await textOf(metrics));
}

function failure(errorType: Failure["errorType"], retryAfterMs?: number): Failure {
  const failed = { errorType, message: "no", hint: "Wait." };
  return retryAfterMs === undefined ? failed : { ...failed, retryAfterMs };
}

function exchange(changes: Partial<HttpExchange> = {}): HttpExchange {
  const body = { bytes: 0, start: Buffer.alloc(0) };
  return {
    method: "GET",
    url: new URL("https://app.asana.com/api/1.0/workspaces/1/audit_log_events?offset=abc"),
    isUrlSecret: false,
    redact: (text) => text,
    requestHeaders: {},
    requestBody: body,
    status: 200,
    responseHeaders: {},
    responseBody: { ...body, bytes: 2048 },
    error: undefined,
    durationMs: 300,
    ...changes,
  };
}

/** Something of everything. */
function touchAll(metrics: Metrics): void {
  metrics.noteChange("Acme", { kind: "failure", failure: failure("ThirdPartyGeneric", 2000), retryAt: 1 });
  metrics.noteExport("accepted", 20);
  metrics.noteExchange(exchange({ requestBody: { bytes: 10, start: Buffer.alloc(0) } }));
}

describe("a scrape", () => {
  it("has every instrument of the table under the name that the table gives", async () => {
    const metrics = create([FULL]);
    touchAll(metrics);
    const names = [...(await scrape(metrics)).keys()].filter((name) => !/_(count|sum|bucket)$/.test(name));
    const expected = INSTRUMENTS.map(prometheusNameOf);
    expect(names.filter((name) => name !== "target_info").toSorted()).toEqual(expected.toSorted());
  });

  it("names the receiver, in Prometheus' own content type", async () => {
    const response = toPrometheusResponse(await create().collect());
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(
      sampleOf(parseScrape(await response.text()), "target_info", { service_instance_id: "an-id" }),
    ).toBe(1);
  });

  it("tells any name of a source as it is", async () => {
    const name = 'Ac"me\\ \n Ω';
    const metrics = await scrape(create([sourceStatus({ name, pages: 3 })]));
    expect(sampleOf(metrics, "asana_receiver_pages_total", { source: name })).toBe(3);
  });

  it("tells nothing any more of a source that is gone, nor of a problem that is over", async () => {
    let sources = [FULL, sourceStatus({ name: "Gone", incidents: [incident()] })];
    const metrics = createMetrics({ resource: RESOURCE, status: () => status(sources) });
    expect(await textOf(metrics)).toMatch(/incidents\{source="Gone"/);
    sources = [sourceStatus()];
    const after = await textOf(metrics);
    expect(after).not.toContain("Gone");
    expect(after).not.toContain("asana_receiver_incidents");
  });

  it("of 1,000 sources has each of them, and no more series than are known beforehand", async () => {
    const sources = Array.from({ length: 1000 }, (_, index) => sourceStatus({ name: `Source ${index}` }));
    const metrics = create(sources);
    for (const { name } of sources) {
      for (const errorType of ["ThirdPartyConfig", "ThirdPartyGeneric", "FirstPartyGeneric"] as const) {
        metrics.noteChange(name, { kind: "failure", failure: failure(errorType, 1000), retryAt: 1 });
      }
    }
    const scraped = await scrape(metrics);
    expect(scraped.get("asana_receiver_source_state")).toHaveLength(8000);
    expect(scraped.get("asana_receiver_failures_total")).toHaveLength(3000);
    expect(sampleOf(scraped, "asana_receiver_retries_total", { source: "Source 999" })).toBe(1);
  });

  it.skipIf(!hasTool("promtool", "prometheus"))("is what promtool accepts", async () => {
    const metrics = create([FULL]);
    touchAll(metrics);
    const { status: code, stderr } = spawnSync("promtool", ["check", "metrics"], {
      input: await textOf(metrics),
    });
    expect(code, String(stderr)).toBe(0);
  });
});

describe("what sources tell", () => {
  it("is counted as a failure by its error type, and as a retry where one follows", async () => {
    const metrics = create();
    metrics.noteChange("Acme", { kind: "failure", failure: failure("ThirdPartyGeneric"), retryAt: 1 });
    metrics.noteChange("Acme", { kind: "failure", failure: failure("ThirdPartyGeneric"), retryAt: 1 });
    metrics.noteChange("Acme", { kind: "failure", failure: failure("ThirdPartyConfig"), retryAt: undefined });
    const scraped = await scrape(metrics);
    const of = (name: string, error_type: string): number | undefined =>
      sampleOf(scraped, name, { source: "Acme", error_type });
    expect(of("asana_receiver_failures_total", "ThirdPartyGeneric")).toBe(2);
    expect(of("asana_receiver_failures_total", "ThirdPartyConfig")).toBe(1);
    expect(of("asana_receiver_retries_total", "ThirdPartyGeneric")).toBe(2);
    expect(of("asana_receiver_retries_total", "ThirdPartyConfig")).toBeUndefined();
  });

  it("adds up the time for which each peer wants us to stay away, and the waits for a turn", async () => {
    const metrics = create();
    metrics.noteChange("Acme", { kind: "failure", failure: failure("ThirdPartyGeneric", 1500), retryAt: 1 });
    metrics.noteChange("Acme", {
      kind: "failure",
      failure: failure("ThirdPartyGeneric", 60_000),
      retryAt: 1,
    });
    metrics.noteChange("Acme", { kind: "failure", failure: failure("FirstPartyGeneric", 2000), retryAt: 1 });
    metrics.noteWait({ source: "Acme", waitedMs: 250 });
    const scraped = await scrape(metrics);
    const name = "asana_receiver_rate_limit_wait_seconds_total";
    expect(sampleOf(scraped, name, { peer: "asana" })).toBe(61.75);
    expect(sampleOf(scraped, name, { peer: "endpoint" })).toBe(2);
  });
});

describe("HTTP requests", () => {
  it("are measured by host, method and status, and by no part of their path", async () => {
    const metrics = create();
    metrics.noteExchange(exchange());
    metrics.noteExchange(exchange({ status: 429 }));
    const secret = new URL(
      "https://collectors.sumologic.com:8443/receiver/v1/otlp/a-secret-path?key=a-secret",
    );
    metrics.noteExchange(exchange({ method: "POST", url: secret, isUrlSecret: true, status: 200 }));
    const text = await textOf(metrics);
    expect(text).not.toMatch(/secret|audit_log_events|offset/);
    const count = "http_client_request_duration_seconds_count";
    const scraped = parseScrape(text);
    const asana = { server_address: "app.asana.com", server_port: "443", http_request_method: "GET" };
    expect(sampleOf(scraped, count, { ...asana, http_response_status_code: "200" })).toBe(1);
    expect(sampleOf(scraped, count, { ...asana, http_response_status_code: "429", error_type: "429" })).toBe(
      1,
    );
    const endpoint = { server_address: "collectors.sumologic.com", server_port: "8443" };
    expect(sampleOf(scraped, count, { ...endpoint, http_request_method: "POST" })).toBe(1);
    const sum = "http_client_response_body_size_bytes_sum";
    expect(sampleOf(scraped, sum, { ...asana, http_response_status_code: "200" })).toBe(2048);
  });

  it("without an answer have the error, and no status", async () => {
    const metrics = create();
    const none = { bytes: 0, start: Buffer.alloc(0) };
    metrics.noteExchange(exchange({ status: undefined, error: "ECONNREFUSED", responseBody: none }));
    const [sample] = (await scrape(metrics)).get("http_client_request_duration_seconds_count") ?? [];
    expect(sample?.labels).toEqual({
      http_request_method: "GET",
      server_address: "app.asana.com",
      server_port: "443",
      error_type: "ECONNREFUSED",
    });
  });
});

it("a push that works again ends the warning that it did not", async () => {
  const { collector } = await startReceiver(await startLine({ events: 0 }));
  const open = (): string[] => collector.status().incidents.map(({ trackerId }) => trackerId);
  collector.noteMetrics("The endpoint answered 403 Forbidden");
  expect(open()).toEqual(["MetricsExportWarning"]);
  collector.noteMetrics(undefined);
  expect(open()).toEqual([]);
});

it("leaves OpenTelemetry's global state alone", async () => {
  await create().collect();
  expect(globalApi.getMeterProvider().constructor.name).toBe("NoopMeterProvider");
});
