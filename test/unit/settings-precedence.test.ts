import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Given, load, loadClean } from "../support/load-settings.ts";

describe("the order of precedence", () => {
  const file = { endpoint: "http://file:1", logsEndpoint: "http://file-logs:1/x", protocol: "http/protobuf" };
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://env:2",
    OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: "http://env-logs:2/x",
    OTEL_EXPORTER_OTLP_PROTOCOL: "grpc",
  };

  it("is flag, variable, file, default", async () => {
    const flags = { endpoint: "http://flag:3", protocol: "http/json" };
    const urlOf = async (given: Given): Promise<string> => (await loadClean(given)).endpoint.logsUrl.reveal();
    const { OTEL_EXPORTER_OTLP_PROTOCOL: _, ...endpoints } = env;
    expect(await urlOf({ file, env, flags })).toBe("http://flag:3/v1/logs");
    expect(await urlOf({ file, env: endpoints })).toBe("http://env-logs:2/x");
    expect(await urlOf({ file, env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://env:2" } })).toBe(
      "http://env:2/v1/logs",
    );
    expect(await urlOf({ file })).toBe("http://file-logs:1/x");
    expect(await urlOf({})).toBe("http://localhost:4318/v1/logs");
  });

  it("keeps a wrong variable out of force, and out of the issues, when a flag stands above it", async () => {
    const { endpoint } = await loadClean({
      env,
      flags: { endpoint: "http://flag:3", protocol: "http/protobuf" },
    });
    expect(endpoint.protocol).toBe("http/protobuf");
  });

  it("takes the rest of a group from below", async () => {
    const { asana } = await loadClean({
      file: { asana: { limit: 7 } },
      flags: { asanaUrl: "http://localhost:1" },
    });
    expect(asana).toMatchObject({ url: "http://localhost:1", limit: 7 });
  });

  it("takes headers as a whole, so that none goes along to another endpoint", async () => {
    const { endpoint } = await loadClean({
      file: { headers: { Authorization: "of the file" } },
      env: { OTEL_EXPORTER_OTLP_HEADERS: "x-key=1" },
    });
    expect(Object.keys(endpoint.headers)).toEqual(["x-key"]);
  });
});

describe("flags", () => {
  it("give every setting that has one", async () => {
    const settings = await loadClean({
      flags: {
        sources: "a.json",
        asanaUrl: "http://127.0.0.1:4080",
        endpoint: "http://127.0.0.1:4318",
        protocol: "http/protobuf",
        storage: "state",
        interval: "2s",
        startAt: "now",
        logLevel: "trace",
      },
    });
    expect(settings).toMatchObject({
      sources: join(settings.folder, "a.json"),
      asana: { url: "http://127.0.0.1:4080" },
      endpoint: { label: "http://127.0.0.1:4318", protocol: "http/protobuf" },
      storage: join(settings.folder, "state"),
      polling: { intervalMs: 2000, startAt: { kind: "now" } },
      logLevel: "trace",
    });
  });

  it.each([
    [{ protocol: "grpc" }, "--protocol: error: protocol must be"],
    [{ interval: "5" }, "--interval: error: polling.interval must be a duration such as"],
    [{ startAt: "soon" }, '--start-at: error: polling.startAt must be "beginning"'],
    [
      { endpoint: "localhost:4318" },
      "--endpoint: error: endpoint must be a URL that begins with http:// or https://",
    ],
    [{ endpoint: "" }, "--endpoint: error: endpoint must be a URL that begins with http:// or https://"],
    [
      { asanaUrl: "ftp://asana" },
      "--asana-url: error: asana.url must be a URL that begins with http:// or https://",
    ],
    [{ sources: "" }, "--sources: error: sources must not be empty"],
    [{ logLevel: "loud" }, "--log-level: error: must be one of none, error, warn, info, debug, verbose"],
    [
      { endpoint: "http://otel:99999" },
      "--endpoint: error: endpoint must have a host and, where it has a port, one of 0 to 65535",
    ],
    [{ asanaUrl: "https://" }, "--asana-url: error: asana.url must have a host"],
  ])("that are wrong are named: %j", async (flags, beginning) => {
    const { lines } = await load({ flags });
    expect(lines).toEqual([expect.stringContaining(beginning)]);
    expect(lines[0]).toMatch(new RegExp(`^${beginning.slice(0, beginning.indexOf(":"))}: `));
  });
});
