import { describe, expect, it } from "vitest";
import { load as loadSettings } from "../support/load-settings.ts";

/** Where metrics go; undefined where they go nowhere. */
async function load(file: object, env: Record<string, string> = {}) {
  const loaded = await loadSettings({ file, env });
  const { metrics } = loaded.settings;
  return {
    target: metrics && {
      url: metrics.url.reveal(),
      label: metrics.label,
      headers: Object.fromEntries(
        Object.entries(metrics.headers).map(([name, secret]) => [name, secret.reveal()]),
      ),
      intervalMs: metrics.intervalMs,
    },
    lines: loaded.lines,
  };
}

const LOGS = { endpoint: "https://logs.example.com/otlp", headers: { Authorization: "Bearer logs" } };

describe("metrics", () => {
  it.each([
    ["nothing says so", LOGS, {}],
    [
      "export is false, whatever else is given",
      { metrics: { export: false, endpoint: "http://m/v1/metrics" } },
      {},
    ],
    [
      "OTEL_METRICS_EXPORTER is none",
      { ...LOGS, metrics: { export: true } },
      { OTEL_METRICS_EXPORTER: "none" },
    ],
    ["it is prometheus, which is always served", LOGS, { OTEL_METRICS_EXPORTER: "prometheus" }],
  ])("are not pushed when %s", async (_, settings, env) => {
    expect(await load(settings, env)).toEqual({ target: undefined, lines: [] });
  });

  it.each([
    ["metrics.export", { ...LOGS, metrics: { export: true } }, {}],
    ["OTEL_METRICS_EXPORTER", LOGS, { OTEL_METRICS_EXPORTER: "prometheus, otlp" }],
  ])("go beside the logs, with their headers, when %s says no more", async (_, settings, env) => {
    expect(await load(settings, env)).toEqual({
      target: {
        url: "https://logs.example.com/otlp/v1/metrics",
        label: "https://logs.example.com",
        headers: { Authorization: "Bearer logs" },
        intervalMs: 60_000,
      },
      lines: [],
    });
  });

  it("go to an endpoint of their own without the headers of the logs", async () => {
    const metrics = { endpoint: "https://metrics.example.com/x", interval: "10s" };
    expect((await load({ ...LOGS, metrics })).target).toEqual({
      url: "https://metrics.example.com/x",
      label: "https://metrics.example.com",
      headers: {},
      intervalMs: 10_000,
    });
  });

  it("get OTEL_EXPORTER_OTLP_HEADERS only when the variables name their endpoint, too", async () => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20all" };
    const inFile = await load({ metrics: { endpoint: "https://metrics.example.com" } }, env);
    expect(inFile.target?.headers).toEqual({});
    const inEnv = await load(
      {},
      { ...env, OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "https://metrics.example.com" },
    );
    expect(inEnv.target?.headers).toEqual({ authorization: "Bearer all" });
  });

  it("are told where and when by variables before the file", async () => {
    const env = {
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: "http://env:4318/exactly",
      OTEL_EXPORTER_OTLP_METRICS_HEADERS: "a=1",
      OTEL_METRIC_EXPORT_INTERVAL: "1500",
    };
    const { target, lines } = await load({ metrics: { endpoint: "http://file", headers: { b: "2" } } }, env);
    expect(target).toMatchObject({ url: "http://env:4318/exactly", headers: { a: "1" }, intervalMs: 1500 });
    expect(lines).toEqual([]);
  });

  it.each([
    [
      { logsEndpoint: "http://logs/in/my/way", metrics: { export: true } },
      {},
      /metrics\.endpoint is missing/,
    ],
    [{ metrics: { endpoint: "ftp://x" } }, {}, /endpoint must be a URL/],
    [{ metrics: { interval: "0s" } }, {}, /metrics\.interval must be a duration/],
    [{}, { OTEL_METRICS_EXPORTER: "console" }, /OTEL_METRICS_EXPORTER.*must be otlp or none/],
    [{}, { OTEL_METRIC_EXPORT_INTERVAL: "1s" }, /OTEL_METRIC_EXPORT_INTERVAL.*milliseconds/],
    [{}, { OTEL_EXPORTER_OTLP_METRICS_HEADERS: "a" }, /OTEL_EXPORTER_OTLP_METRICS_HEADERS.*must be a list/],
  ])("are a mistake that is named: %j %j", async (settings, env, words) => {
    const { lines } = await load(settings, env);
    expect(lines).toEqual([expect.stringMatching(words)]);
  });
});
