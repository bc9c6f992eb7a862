import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/config/duration.ts";
import { loadSettings } from "../../src/config/settings.ts";
import { writeFiles } from "../support/config-file.ts";
import { load, loadClean } from "../support/load-settings.ts";

const ROOT = new URL("../../", import.meta.url);
const HOME = { HOME: "/home/ada" };

describe("without any setting", () => {
  it("the defaults are those the schema tells", async () => {
    const schema = JSON.parse(readFileSync(new URL("schemas/receiver.schema.json", ROOT), "utf8"));
    const { asana, polling, ...rest } = schema.properties;
    const settings = await loadClean({});
    expect(settings.asana).toEqual({
      url: asana.properties.url.default,
      limit: asana.properties.limit.default,
      timeoutMs: parseDuration(asana.properties.timeout.default),
      connectTimeoutMs: parseDuration(asana.properties.connectTimeout.default),
      ca: undefined,
      proxy: undefined,
      limits: {
        requestsPerMinute: asana.properties.requestsPerMinute.default,
        concurrency: asana.properties.concurrency.default,
      },
    });
    expect(settings.polling).toEqual({
      intervalMs: parseDuration(polling.properties.interval.default),
      startAt: { kind: polling.properties.startAt.default },
      overlapMs: parseDuration(polling.properties.overlap.default),
      sweep: {
        windowMs: parseDuration(polling.properties.sweepWindow.default),
        everyPolls: polling.properties.sweepEvery.default,
      },
      backfill: {
        streams: polling.properties.backfillStreams.default,
        sliceMs: parseDuration(polling.properties.backfillSlice.default),
      },
    });
    expect(settings.endpoint.logsUrl.reveal()).toBe(`${rest.endpoint.default}/v1/logs`);
    expect(settings.endpoint).toMatchObject({
      label: rest.endpoint.default,
      protocol: rest.protocol.default,
      compression: rest.compression.default,
      timeoutMs: parseDuration(rest.timeout.default),
      headers: {},
      tls: {},
    });
    expect(settings).toMatchObject({
      sources: undefined,
      profile: rest.profile.default,
      body: rest.body.default,
      filters: {},
      shutdownTimeoutMs: parseDuration(rest.shutdownTimeout.default),
      logLevel: "info",
    });
  });

  it("the environment is the process's own", async () => {
    process.env["OTEL_SERVICE_NAME"] = "from-the-process";
    try {
      const { settings } = await loadSettings({ flags: {} });
      expect(settings.resource["service.name"]).toBe("from-the-process");
    } finally {
      delete process.env["OTEL_SERVICE_NAME"];
    }
  });
});

describe("the file", () => {
  it("gives every setting", async () => {
    const settings = await loadClean({
      file: {
        $schema: "./receiver.schema.json",
        sources: "sources",
        asana: { url: "https://asana.example.com/api/1.0/", limit: 1000, timeout: "1m30s" },
        logsEndpoint: "https://otlp.example.com/custom?key=1",
        protocol: "http/protobuf",
        headers: { Authorization: "Bearer abc", "X-Scope": "1" },
        compression: "none",
        timeout: "10s",
        tls: { ca: "ca.pem", cert: "/etc/cert.pem", key: "key.pem" },
        profile: "otel",
        body: "map",
        polling: { interval: "30s", startAt: "-24h" },
        filters: { eventType: "user_login_failed", actorType: "user", actorGid: "1", resourceGid: "2" },
        resource: { "deployment.environment.name": "prod" },
        storage: "state",
        shutdownTimeout: "5s",
      },
    });
    const { folder, endpoint, resource } = settings;
    expect(settings).toMatchObject({
      sources: join(folder, "sources"),
      asana: { url: "https://asana.example.com/api/1.0", limit: 1000, timeoutMs: 90_000 },
      profile: "otel",
      body: "map",
      polling: {
        intervalMs: 30_000,
        startAt: { kind: "ago", ms: 86_400_000 },
        overlapMs: 600_000,
        sweep: { windowMs: 3_600_000, everyPolls: 12 },
      },
      filters: { eventType: "user_login_failed", actorType: "user", actorGid: "1", resourceGid: "2" },
      storage: join(folder, "state"),
      shutdownTimeoutMs: 5000,
    });
    expect(endpoint).toMatchObject({
      label: "https://otlp.example.com",
      protocol: "http/protobuf",
      compression: "none",
      timeoutMs: 10_000,
      tls: { ca: join(folder, "ca.pem"), cert: "/etc/cert.pem", key: join(folder, "key.pem") },
    });
    expect(endpoint.logsUrl.reveal()).toBe("https://otlp.example.com/custom?key=1");
    expect(endpoint.headers["Authorization"]?.reveal()).toBe("Bearer abc");
    expect(endpoint.headers["X-Scope"]?.reveal()).toBe("1");
    expect(resource["deployment.environment.name"]).toBe("prod");
  });

  it("of the examples is right, and names their sources", async () => {
    const path = fileURLToPath(new URL("examples/receiver.json", ROOT));
    const { settings, issues } = await loadSettings({ flags: { settings: path }, env: HOME });
    expect(issues).toEqual([]);
    expect(settings.sources).toBe(fileURLToPath(new URL("examples/sources", ROOT)));
  });

  it("has its references expanded", async () => {
    const folder = writeFiles({
      "receiver.json": {
        headers: { Authorization: "Bearer $".concat("{file:token}") },
        endpoint: "$".concat("{env:URL}"),
      },
      token: "abc\n",
    });
    const flags = { settings: join(folder, "receiver.json") };
    const { settings, issues } = await loadSettings({ flags, env: { ...HOME, URL: "http://otel:4318" } });
    expect(issues).toEqual([]);
    expect(settings.endpoint.headers["Authorization"]?.reveal()).toBe("Bearer abc");
    expect(settings.endpoint.label).toBe("http://otel:4318");
  });

  it("with a variable that is not set is told of everything else that is wrong, and of nothing that is not", async () => {
    const reference = "$".concat("{env:UNSET}");
    const { lines } = await load({
      file: {
        endpoint: reference,
        api: { accessId: "id", accessKey: reference },
        headers: { Authorization: reference },
        polling: { interval: "0s" },
      },
      flags: { listen: "0.0.0.0:8484" },
    });
    const unset = `error: the variable UNSET is not set. Set it, or write a default: ${"$".concat("{env:UNSET:-…}")}`;
    expect(lines).toEqual([
      `receiver.json:1:13: ${unset}`,
      `receiver.json:1:63: ${unset}`,
      `receiver.json:1:106: ${unset}`,
      expect.stringMatching(/^receiver\.json:1:\d+: error: polling\.interval /),
    ]);
  });

  it("that is not there is an error", async () => {
    const { lines } = await load({ flags: { settings: "none.json" } });
    expect(lines).toEqual(["none.json: error: there is no such file"]);
  });

  it.each([
    ["{", "receiver.json:1:2: error: a closing } is missing here"],
    ["[]", "receiver.json:1:1: error: the file must be an object, not a list"],
    [
      '{"sources": 1}',
      "receiver.json:1:13: error: sources must be a string, not a number. Put it in double quotes",
    ],
    ['{"asana": {"limit": 0}}', "receiver.json:1:21: error: asana.limit must be 1 or more"],
    ['{"asana": {"limit": 1001}}', "receiver.json:1:21: error: asana.limit must be 1000 or less"],
    [
      '{"asana": {"limit": 1.5}}',
      "receiver.json:1:21: error: asana.limit must be a whole number, not a fraction",
    ],
    [
      '{"asana": {"limit": "100"}}',
      "receiver.json:1:21: error: asana.limit must be a whole number, not a string",
    ],
    ['{"profile": "sumo"}', 'receiver.json:1:13: error: profile must be one of "otel", "sumologic"'],
    ['{"body": "text"}', 'receiver.json:1:10: error: body must be one of "json", "map", "none"'],
    ['{"compression": "zstd"}', 'receiver.json:1:17: error: compression must be one of "none", "gzip"'],
    [
      '{"protocol": "grpc"}',
      'receiver.json:1:14: error: protocol must be "http/json" or "http/protobuf": gRPC is not supported, and most endpoints take HTTP at port 4318',
    ],
    [
      '{"timeout": "30"}',
      'receiver.json:1:13: error: timeout must be a duration such as "500ms", "30s", "1m30s", "24h" or "7d"',
    ],
    [
      '{"timeout": "0s"}',
      "receiver.json:1:13: error: timeout must be a duration of 1ms at least and 24d at most",
    ],
    [
      '{"polling": {"interval": "25d"}}',
      "receiver.json:1:26: error: polling.interval must be a duration of 1ms at least and 24d at most",
    ],
    [
      '{"polling": {"startAt": "yesterday"}}',
      'receiver.json:1:25: error: polling.startAt must be "beginning", "now", a time ago such as "-24h", or an instant such as "2026-01-31T00:00:00Z"',
    ],
    [
      '{"polling": {"startAt": "2199-01-01T00:00:00Z"}}',
      "receiver.json:1:25: warning: polling.startAt is in the future: no event before it is read. Write now, or a time that is over",
    ],
    [
      '{"polling": {"startAt": "2026-02-30T00:00:00Z"}}',
      "receiver.json:1:25: error: polling.startAt names a day or a time that does not exist",
    ],
    [
      '{"endpont": "x"}',
      'receiver.json:1:2: error: the file has an unknown key "endpont". Did you mean "endpoint"?',
    ],
    [
      '{"tls": {"certificate": "x"}}',
      'receiver.json:1:10: error: tls has an unknown key "certificate". Known are ca, cert, key',
    ],
    ['{"tls": {"cert": "x"}}', "receiver.json:1:18: error: tls.cert is given without tls.key. Give both"],
    ['{"tls": {"key": "x"}}', "receiver.json:1:17: error: tls.key is given without tls.cert. Give both"],
    [
      '{"filters": {"eventType": "a,b"}}',
      'receiver.json:1:27: error: filters.eventType must be an event type such as "user_login_failed", or a list of them',
    ],
    [
      '{"headers": {"A:": "x"}}',
      "receiver.json:1:13: error: headers holds something that is not a header's name. Names are like Authorization or X-Api-Key",
    ],
    [
      '{"headers": {"A": "x\\ny"}}',
      "receiver.json:1:19: error: headers.A must not contain line breaks, control characters or characters beyond Latin-1. It holds the invisible character U+000A",
    ],
    [
      '{"headers": {"A": "Bearer x\u200b"}}',
      "receiver.json:1:19: error: headers.A must not contain line breaks, control characters or characters beyond Latin-1. It holds the invisible character U+200B",
    ],
    [
      '{"endpoint": "https://collectors.example.com/x\u200b"}',
      "receiver.json:1:14: error: endpoint holds the invisible character U+200B. Remove it",
    ],
    [
      '{"asana": {"url": "https://app.asana.com/api/1.0\ufeff"}}',
      "receiver.json:1:19: error: asana.url holds the invisible character U+FEFF. Remove it",
    ],
    [
      '{"resource": {"a": 1}}',
      "receiver.json:1:20: error: resource.a must be a string, not a number. Put it in double quotes",
    ],
    ['{"storage": ""}', "receiver.json:1:13: error: storage must not be empty"],
  ])("%s is told of as %s", async (file, line) => {
    expect((await load({ file })).lines).toEqual([line]);
  });
});
