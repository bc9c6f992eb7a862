import { describe, expect, it } from "vitest";
import type { EndpointSettings } from "../../src/config/endpoint.ts";
import { formatIssue } from "../../src/config/issue.ts";
import { loadSettings, type Settings } from "../../src/config/settings.ts";

async function load(
  env: Record<string, string>,
): Promise<{ readonly endpoint: EndpointSettings; readonly lines: readonly string[] }> {
  const { settings, issues } = await loadSettings({
    flags: {},
    env: { HOME: "/home/ada", ...env },
    cwd: "/home/me",
  });
  return { endpoint: settings.endpoint, lines: issues.map(formatIssue) };
}

function headersOf({ headers }: EndpointSettings): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, secret]) => [name, secret.reveal()]));
}

describe("OTEL_EXPORTER_OTLP_* and OTEL_EXPORTER_OTLP_LOGS_*", () => {
  it.each(["OTEL_EXPORTER_OTLP_", "OTEL_EXPORTER_OTLP_LOGS_"])(
    "are read with the prefix %s",
    async (prefix) => {
      const { endpoint, lines } = await load({
        [`${prefix}HEADERS`]: "authorization=Bearer%20abc,x-key=1",
        [`${prefix}TIMEOUT`]: "12345",
        [`${prefix}COMPRESSION`]: "none",
        [`${prefix}PROTOCOL`]: "http/protobuf",
        [`${prefix}CERTIFICATE`]: "ca.pem",
        [`${prefix}CLIENT_CERTIFICATE`]: "/etc/cert.pem",
        [`${prefix}CLIENT_KEY`]: "/etc/key.pem",
      });
      expect(lines).toEqual([]);
      expect(headersOf(endpoint)).toEqual({ authorization: "Bearer abc", "x-key": "1" });
      expect(endpoint).toMatchObject({
        timeoutMs: 12_345,
        compression: "none",
        protocol: "http/protobuf",
        tls: { ca: "/home/me/ca.pem", cert: "/etc/cert.pem", key: "/etc/key.pem" },
      });
    },
  );

  it("of the logs win, variable by variable", async () => {
    const { endpoint, lines } = await load({
      OTEL_EXPORTER_OTLP_HEADERS: "a=1,b=2",
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: "c=3",
      OTEL_EXPORTER_OTLP_TIMEOUT: "1000",
      OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "http/json",
    });
    expect(lines).toEqual([]);
    expect(headersOf(endpoint)).toEqual({ c: "3" });
    expect(endpoint).toMatchObject({ timeoutMs: 1000, protocol: "http/json" });
  });

  it("name the endpoint: the one of the logs as it is, the other one gets the path", async () => {
    const general = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://general:4318/otlp/" };
    const logs = { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://logs:4318/exactly/" };
    expect((await load(general)).endpoint.logsUrl.reveal()).toBe("http://general:4318/otlp/v1/logs");
    expect((await load({ ...general, ...logs })).endpoint.logsUrl.reveal()).toBe("http://logs:4318/exactly/");
  });

  it("count as unset when they are empty", async () => {
    const { endpoint, lines } = await load({
      OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://general:4318",
      OTEL_EXPORTER_OTLP_HEADERS: "",
      OTEL_EXPORTER_OTLP_TIMEOUT: "",
      OTEL_EXPORTER_OTLP_PROTOCOL: "",
    });
    expect(lines).toEqual([]);
    expect(endpoint.logsUrl.reveal()).toBe("http://general:4318/v1/logs");
  });
});

it.each([
  ["a=1, b = two words ,", { a: "1", b: "two words" }],
  ["key=a=b==", { key: "a=b==" }],
  ["a=", { a: "" }],
  ["a=1,a=2", { a: "2" }],
  ["a=x%2Cy%3Dz%25", { a: "x,y=z%" }],
])("reads the headers %j", async (text, expected) => {
  const { endpoint, lines } = await load({ OTEL_EXPORTER_OTLP_HEADERS: text });
  expect(lines).toEqual([]);
  expect(headersOf(endpoint)).toEqual(expected);
});

it.each([
  ["OTEL_EXPORTER_OTLP_HEADERS", "secret-token", "must be a list such as name=value,name2=value2"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "=secret-token", "must be a list such as name=value,name2=value2"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "a=secret-token%zz", "must be a list such as name=value,name2=value2"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "a: secret-token=", "headers holds something that is not a header's name"],
  ["OTEL_EXPORTER_OTLP_HEADERS", "a=secret-token%0A", "headers.a must not contain line breaks"],
  ["OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", "otlp:4318", "logsEndpoint must be a URL"],
  [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "http://a:secret-token@otlp",
    "endpoint must not hold a user name or password",
  ],
  ["OTEL_EXPORTER_OTLP_CLIENT_KEY", "key.pem", "tls.key is given without tls.cert"],
])("ends the start, and names %s, when it is %s: %s", async (name, text, message) => {
  const { lines } = await load({ [name]: text });
  expect(lines).toEqual([expect.stringContaining(`${name}: error: ${message}`)]);
  expect(lines.join()).not.toContain("secret-token");
});

describe("a variable that may be meant for other programs", () => {
  it.each([
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "must be a number of milliseconds, such as 10000"],
    ["OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "0", "must be a number of milliseconds, such as 10000"],
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "99999999999", "must be a number of milliseconds, such as 10000"],
    ["OTEL_EXPORTER_OTLP_COMPRESSION", "zstd", "must be none or gzip"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "must be http/json or http/protobuf"],
    ["OTEL_METRICS_EXPORTER", "console", "must be otlp or none; prometheus is always served"],
    ["OTEL_METRIC_EXPORT_INTERVAL", "1s", "must be a number of milliseconds, such as 10000"],
    ["OTEL_LOG_LEVEL", "loud", "must be one of none, error, warn, info"],
    ["OTEL_RESOURCE_ATTRIBUTES", "prod", "must be a list such as name=value,name2=value2"],
  ])("%s=%s is left out with a warning", async (name, text, message) => {
    const without = await loadAll({});
    const { settings, lines } = await loadAll({ [name]: text });
    expect(lines).toEqual([expect.stringContaining(`${name}: warning: ${message}`)]);
    expect(lines[0]).toContain("; it is left out");
    expect(settings).toEqual(without.settings);
  });

  it("gives way to the one for all signals", async () => {
    const { endpoint, lines } = await load({
      OTEL_EXPORTER_OTLP_LOGS_PROTOCOL: "grpc",
      OTEL_EXPORTER_OTLP_PROTOCOL: "HTTP/Protobuf",
      OTEL_EXPORTER_OTLP_LOGS_TIMEOUT: "soon",
      OTEL_EXPORTER_OTLP_TIMEOUT: "5000",
    });
    expect(endpoint).toMatchObject({ protocol: "http/protobuf", timeoutMs: 5000 });
    expect(lines).toHaveLength(2);
  });

  it("is not one that says with what credentials records go: the file's are for another endpoint", async () => {
    const { lines } = await load({
      OTEL_EXPORTER_OTLP_LOGS_HEADERS: "broken",
      OTEL_EXPORTER_OTLP_HEADERS: "a=1",
    });
    expect(lines).toEqual([expect.stringContaining("OTEL_EXPORTER_OTLP_LOGS_HEADERS: error: ")]);
  });
});

/** Every process has an instance of its own. */
async function loadAll(env: Record<string, string>): Promise<{ settings: Settings; lines: string[] }> {
  const { settings, issues } = await loadSettings({ flags: {}, env: { HOME: "/home/ada", ...env } });
  const resource = { ...settings.resource, "service.instance.id": "1" };
  return { settings: { ...settings, resource }, lines: issues.map(formatIssue) };
}
