import { once } from "node:events";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as OTLPProtobufLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigError } from "../../src/lib/errors.ts";
import type { Exporter, ExporterOptions } from "../../src/otlp/exporter.ts";
import {
  bodiesIn,
  createTestExporter,
  SECRET_HEADER,
  SECRET_PATH,
  sampleRecords,
  secret,
} from "../support/otlp-sender.ts";
import {
  type Behaviour,
  hang,
  reply,
  type ScriptedEndpoint,
  startScriptedEndpoint,
  trickle,
} from "../support/scripted-endpoint.ts";

/** Makes the exporter repeat a request without a pause. */
const AT_ONCE = { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" };

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open.splice(0).reverse()) await close();
});

describe("an exporter's request", () => {
  it.for([
    ["http/json", "none", "application/json", undefined],
    ["http/json", "gzip", "application/json", "gzip"],
    ["http/protobuf", "none", "application/x-protobuf", undefined],
    ["http/protobuf", "gzip", "application/x-protobuf", "gzip"],
  ] as const)("over %s, compression %s, carries every record in order", async (row) => {
    const [protocol, compression, contentType, contentEncoding] = row;
    const { endpoint, exporter } = await connect([reply(200)], { protocol, compression });
    await exporter.send(sampleRecords(3));
    const [request] = endpoint.requests;
    expect(request).toMatchObject({ method: "POST", path: SECRET_PATH });
    expect(request?.headers["content-type"]).toBe(contentType);
    expect(request?.headers["content-encoding"]).toBe(contentEncoding);
    expect(request?.headers["authorization"]).toBe(SECRET_HEADER);
    expect(request?.headers["user-agent"]).toBe("otel-asana-receiver/test");
    expect(request && bodiesIn(request)).toEqual(["<record-0>", "<record-1>", "<record-2>"]);
  });

  it.for([
    ["http/json", OTLPLogExporter],
    ["http/protobuf", OTLPProtobufLogExporter],
  ] as const)(
    "over %s is that of OpenTelemetry's own exporter, to the byte, but says how long it is",
    async ([protocol, Stock]) => {
      const { endpoint, exporter } = await connect([reply(200), reply(200)], { protocol });
      const stock = new Stock({
        url: `${endpoint.origin}${SECRET_PATH}`,
        headers: { authorization: SECRET_HEADER },
        userAgent: "otel-asana-receiver/test",
      });
      open.push(() => stock.shutdown());
      const records = [...sampleRecords(3)];
      await exporter.send(records);
      await new Promise((resolve) => stock.export(records, resolve));
      const [ours, theirs] = endpoint.requests;
      const length = String(theirs?.body.length);
      const { "transfer-encoding": _, ...headers } = theirs?.headers ?? {};
      const own = { "content-length": length, "user-agent": "otel-asana-receiver/test" };
      expect(ours).toEqual({ ...theirs, headers: { ...headers, ...own } });
    },
  );

  it.for(["http/json", "http/protobuf"] as const)(
    "over %s is written by our encoder, which encodes what records share once and for all",
    async (protocol) => {
      const { endpoint, exporter } = await connect([reply(200), reply(200)], { protocol });
      let reads = 0;
      const resource: ReadableLogRecord["resource"] = Object.create(resourceFromAttributes({}), {
        attributes: {
          get() {
            reads += 1;
            return { "service.name": "shared" };
          },
        },
      });
      const records = sampleRecords(3).map((record) =>
        Object.create(record, { resource: { value: resource } }),
      );
      await exporter.send(records);
      await exporter.send(records);
      expect(reads).toBe(1);
      for (const { body } of endpoint.requests) expect(body.toString("latin1")).toContain("shared");
      expect(endpoint.requests).toHaveLength(2);
    },
  );

  it("is not made for no records", async () => {
    const { endpoint, exporter } = await connect([reply(500)]);
    expect(await exporter.send([])).toEqual({ kind: "accepted" });
    expect(endpoint.requests).toEqual([]);
  });

  it("uses a rotated header in the next send, and in the exporter's own retry", async () => {
    const tokens = ["first", "second", "third"];
    const headers = { authorization: { reveal: () => tokens.shift() ?? "none" } };
    const { endpoint, exporter } = await connect([reply(200), reply(503, "", AT_ONCE), reply(200)], {
      headers,
    });
    await exporter.send(sampleRecords(1));
    await exporter.send(sampleRecords(1));
    const sent = endpoint.requests.map((request) => request.headers["authorization"]);
    expect(sent).toEqual(["first", "second", "third"]);
  });

  it("is the same whatever the exporter's own environment variables say", async () => {
    const other = await startScriptedEndpoint([reply(200)]);
    open.push(() => other.close());
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", other.origin);
    vi.stubEnv("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", `${other.origin}/v1/logs`);
    vi.stubEnv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "authorization=wrong");
    vi.stubEnv("OTEL_EXPORTER_OTLP_LOGS_HEADERS", "Authorization=wrong");
    vi.stubEnv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    vi.stubEnv("OTEL_EXPORTER_OTLP_LOGS_TIMEOUT", "1");
    vi.stubEnv("OTEL_EXPORTER_OTLP_CERTIFICATE", "/does/not/exist");
    vi.stubEnv("HTTP_PROXY", other.origin);
    const late: Behaviour = (response) => void setTimeout(() => response.end(), 50);
    const { endpoint, exporter } = await connect([late]);
    expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
    expect(other.requests).toEqual([]);
    const [request] = endpoint.requests;
    expect(request?.path).toBe(SECRET_PATH);
    expect(request?.headers).toMatchObject({
      "content-type": "application/json",
      authorization: SECRET_HEADER,
    });
    expect(request?.headers["content-encoding"]).toBeUndefined();
  });
});

describe("an exporter", () => {
  it("repeats a request that the endpoint asks to repeat, and tells only the last answer", async () => {
    const { endpoint, exporter } = await connect([
      reply(503, "", AT_ONCE),
      reply(429, "", AT_ONCE),
      reply(200),
    ]);
    expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
    expect(endpoint.requests).toHaveLength(3);
  });

  it("gives up after its own repetitions", async () => {
    const { endpoint, exporter } = await connect([reply(503, "busy", AT_ONCE)]);
    expect(await exporter.send(sampleRecords(1))).toEqual({
      kind: "transient",
      status: 503,
      message: "The endpoint answered 503 Service Unavailable: busy",
    });
    expect(endpoint.requests).toHaveLength(6);
  });

  it("forgets an answer when the next attempt gets none", async () => {
    const { exporter } = await connect([reply(503, "", AT_ONCE), hang], { timeoutMs: 2000 });
    expect(await exporter.send(sampleRecords(1))).toEqual({
      kind: "transient",
      message: "No answer from the endpoint within 2000 ms",
    });
  });

  it("keeps the answers of overlapping sends apart", async () => {
    const { promise: secondAnswered, resolve: answerSecond } = Promise.withResolvers<void>();
    const first: Behaviour = async (response) => {
      await secondAnswered;
      response.writeHead(400).end("first");
    };
    const { exporter } = await connect([first, reply(401, "second")]);
    const firstSend = exporter.send(sampleRecords(1));
    const secondReceipt = await exporter.send(sampleRecords(1));
    answerSecond();
    expect([secondReceipt, await firstSend]).toMatchObject([
      { kind: "config", status: 401, message: expect.stringContaining("second") },
      { kind: "permanent", status: 400, message: expect.stringContaining("first") },
    ]);
  });

  it("keeps two exporters apart", async () => {
    const one = await connect([reply(400)]);
    const two = await connect([reply(401)]);
    const receipts = await Promise.all([one, two].map(({ exporter }) => exporter.send(sampleRecords(1))));
    expect(receipts).toMatchObject([{ status: 400 }, { status: 401 }]);
  });

  it("makes a header of user and password that stand in the URL, and shows it to nobody", async () => {
    const echo: Behaviour = (response, { headers }) =>
      reply(400, headers.authorization)(response, {} as never);
    const endpoint = await startScriptedEndpoint([echo]);
    open.push(() => endpoint.close());
    const url = endpoint.origin.replace("//", "//user:p%40ss@");
    const exporter = createTestExporter("", { logsUrl: secret(url), headers: {} });
    open.push(() => exporter.shutdown());
    expect(await exporter.send(sampleRecords(1))).toMatchObject({ message: expect.stringContaining("***") });
    const basic = `Basic ${Buffer.from("user:p@ss").toString("base64")}`;
    expect(endpoint.requests[0]?.headers["authorization"]).toBe(basic);
  });

  it("cannot send what the settings say is of another length", async () => {
    const { endpoint, exporter } = await connect([reply(200)], {
      headers: { "content-length": secret("5") },
    });
    expect(await exporter.send(sampleRecords(1))).toMatchObject({ kind: "config" });
    expect(endpoint.requests).toEqual([]);
  });

  it("sends one of two headers whose names differ only in case", async () => {
    const headers = { authorization: secret("first-value"), Authorization: secret("second-value") };
    const { endpoint, exporter } = await connect([reply(200)], { headers });
    await exporter.send(sampleRecords(1));
    expect(endpoint.requests[0]?.headers["authorization"]).toBe("second-value");
  });

  it("makes 50 sends, one after the other, over the same connections", async () => {
    const { endpoint, exporter } = await connect([reply(200)]);
    for (let index = 0; index < 50; index += 1) {
      expect(await exporter.send(sampleRecords(1))).toEqual({ kind: "accepted" });
    }
    // undici knows a moment too late that a connection is free again.
    expect(endpoint.connections).toBeLessThanOrEqual(2);
  });

  it("makes 60 sends at the same time", async () => {
    let waiting: (() => void)[] = [];
    const allAtOnce: Behaviour = async (response) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 60) for (const answer of waiting) answer();
      });
      response.end();
    };
    const { exporter } = await connect([allAtOnce]);
    const receipts = await Promise.all(Array.from({ length: 60 }, () => exporter.send(sampleRecords(1))));
    waiting = [];
    expect(new Set(receipts.map(({ kind }) => kind))).toEqual(new Set(["accepted"]));
  });

  it("ends the request that it gives up on", async () => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    // The exporter's own timeout does not end this one: it never falls silent.
    const untilClosed: Behaviour = (response, request) => {
      response.on("close", close);
      return trickle(200)(response, request);
    };
    const { exporter } = await connect([untilClosed], { timeoutMs: 300 });
    await exporter.send(sampleRecords(1));
    await closed;
  });

  it("waits, at shutdown, for the sends under way, and then closes its connections", async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: allowed, resolve: allow } = Promise.withResolvers<void>();
    const disconnected: Promise<unknown>[] = [];
    const slow: Behaviour = async (response) => {
      if (response.socket !== null) disconnected.push(once(response.socket, "close"));
      ask();
      await allowed;
      response.end();
    };
    const { exporter } = await connect([slow]);
    const send = exporter.send(sampleRecords(1));
    await asked;
    const shutdown = exporter.shutdown();
    allow();
    await shutdown;
    expect(await send).toEqual({ kind: "accepted" });
    await Promise.all(disconnected);
  });

  it("holds for a header that cannot be had", async () => {
    const reveal = (): string => {
      throw new ConfigError("/run/token cannot be read");
    };
    const { endpoint, exporter } = await connect([reply(200)], { headers: { authorization: { reveal } } });
    expect(await exporter.send(sampleRecords(1))).toEqual({
      kind: "config",
      message: "The request to the endpoint cannot be made: /run/token cannot be read",
    });
    expect(endpoint.requests).toEqual([]);
  });

  it.for(["collector:4318/token", "ftp://host/token", "token"])(
    "is not made for %s, nor shows it",
    (text) => {
      const create = (): unknown => createTestExporter("", { logsUrl: secret(text) });
      expect(create).toThrow(ConfigError);
      expect(create).not.toThrow(/token/);
    },
  );
});

async function connect(
  script: readonly [Behaviour, ...Behaviour[]],
  options: Partial<ExporterOptions> = {},
): Promise<{ endpoint: ScriptedEndpoint; exporter: Exporter }> {
  const endpoint = await startScriptedEndpoint(script);
  open.push(() => endpoint.close());
  const exporter = createTestExporter(endpoint.origin, options);
  open.push(() => exporter.shutdown());
  return { endpoint, exporter };
}
