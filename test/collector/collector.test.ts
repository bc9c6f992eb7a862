import { gzipSync } from "node:zlib";
import { type LogRecord, SeverityNumber } from "@opentelemetry/api-logs";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { expect, it, onTestFinished } from "vitest";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { createTestCollector, describeWithCollector, type TestCollector } from "../support/collector.ts";
import { createTestExporter, secret } from "../support/otlp-sender.ts";
import { serializeLogs } from "../support/simulator-otlp.ts";
import { tempFolder } from "../support/temp-folder.ts";

const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";
const BEYOND_THE_LIMIT = "x".repeat(20 * 2 ** 20);

/** Asana's own order of keys and spelling, an integer beyond 2^53 among them. */
const ASANA_TEXT =
  '{"gid":"1","created_at":"2026-11-24T01:02:03.004Z","event_type":"user_login_succeeded","context":' +
  '{"on_behalf_of_user_id":9007199254740993,"client_ip_address":"192.0.2.1"},"actor":{"name":"Zo\\u00eb \\/ 佐藤 🚀"}}';

async function start(): Promise<TestCollector> {
  const collector = await createTestCollector(tempFolder());
  await collector.start();
  return collector;
}

function toReadable(...records: LogRecord[]): ReadableLogRecord[] {
  const resource = { "service.name": "audit", _sourceCategory: "prod/asana" };
  return [...createRecordPipe({ resource, scope: { name: "scope", version: "1.2.3" } }).toReadable(records)];
}

/** A record with this body, then one with this attribute, as OTLP/JSON. */
function requestOf(body: string, attribute = '{"intValue":"1"}'): string {
  const records = `{"body":{"stringValue":"${body}"}},{"attributes":[{"key":"n","value":${attribute}}]}`;
  return `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${records}]}]}]}`;
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { "content-type": JSON_TYPE, ...init.headers };
  const response = await fetch(`${url}/v1/logs`, { method: "POST", ...init, headers });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    text: await response.text(),
  };
}

describeWithCollector("an OpenTelemetry Collector takes", () => {
  it.each([
    ["http/json", "none"],
    ["http/json", "gzip"],
    ["http/protobuf", "none"],
    ["http/protobuf", "gzip"],
  ] as const)("every field of what is sent over %s with compression %s", async (protocol, compression) => {
    const collector = await start();
    const logsUrl = secret(`${collector.endpoint}/v1/logs`);
    const exporter = createTestExporter("", { logsUrl, protocol, compression });
    onTestFinished(() => exporter.shutdown());
    const records = toReadable({
      timestamp: [1_795_482_123, 4_000_001],
      severityNumber: SeverityNumber.WARN,
      eventName: "asana.audit.user_login_succeeded",
      body: ASANA_TEXT,
      attributes: { "log.record.uid": "1", deep: { list: ["a", 2, true, null], half: 0.5 } },
    });
    expect(await exporter.send(records)).toEqual({ kind: "accepted" });
    expect(collector.readRecords()).toMatchObject([
      {
        resource: {
          "service.name": "audit",
          _sourceCategory: "prod/asana",
          "telemetry.sdk.language": "nodejs",
        },
        scope: { name: "scope", version: "1.2.3" },
        attributes: { "log.record.uid": "1", deep: { list: ["a", 2n, true, null], half: 0.5 } },
        body: ASANA_TEXT,
        eventName: "asana.audit.user_login_succeeded",
        severityNumber: SeverityNumber.WARN,
        timeUnixNano: "1795482123004000001",
      },
    ]);
  });

  it("the largest integer as a number too, which JSON.parse would round to one too large", async () => {
    const collector = await start();
    await send(collector.endpoint, { body: requestOf("x", '{"intValue":9223372036854775807}') });
    expect(collector.readRecords().map(({ attributes }) => attributes["n"])).toEqual([
      undefined,
      2n ** 63n - 1n,
    ]);
  });

  it("what it acknowledges for good: killed at once and started again it still has it", async () => {
    const collector = await start();
    const { endpoint } = collector;
    await send(endpoint, { body: requestOf("before") });
    await collector.kill();
    await expect(send(endpoint)).rejects.toThrow();
    await collector.start();
    await send(endpoint, { body: requestOf("after") });
    await collector.stop();
    expect(collector.readRecords().flatMap(({ body }) => body ?? [])).toEqual(["before", "after"]);
  });
});

/** What both answer alike, and the answer; a reason in the decoder's own words is not compared. */
const ALIKE: readonly [name: string, init: RequestInit, answer: Partial<Answer>][] = [
  ["JSON", { body: requestOf("x") }, { status: 200, text: '{"partialSuccess":{}}' }],
  ["JSON with a charset", of(requestOf("x"), `${JSON_TYPE}; charset=utf-8`), { status: 200 }],
  ["JSON in gzip", of(gzipSync(requestOf("x")), JSON_TYPE, "gzip"), { status: 200 }],
  ["protobuf", of(serializeLogs({ body: "x" }), PROTOBUF_TYPE), { status: 200, text: "\n\0" }],
  ["no records", { body: "{}" }, { status: 200, text: '{"partialSuccess":{}}' }],
  ["the largest integer", { body: requestOf("x", '{"intValue":"9223372036854775807"}') }, { status: 200 }],
  ["GET", { method: "GET" }, { status: 405, text: "405 method not allowed, supported: [POST]" }],
  ["text", of("x", "text/plain"), { status: 415 }],
  ["JSON without an end", { body: '{"resourceLogs":[' }, { status: 400 }],
  ["bytes that are no protobuf", of("{}", PROTOBUF_TYPE), { status: 400, type: PROTOBUF_TYPE }],
  ["the integer 1e+30", { body: requestOf("x", '{"intValue":1e+30}') }, { status: 400, type: JSON_TYPE }],
  ["the integer 2^63", { body: requestOf("x", '{"intValue":9223372036854775808}') }, { status: 400 }],
  ["an integer with a fraction", { body: requestOf("x", '{"intValue":1.5}') }, { status: 400 }],
  ["NaN as JSON has it", { body: requestOf("x", '{"doubleValue":null}') }, { status: 400 }],
  ["gzip that is none", of("{}", JSON_TYPE, "gzip"), { status: 400 }],
  ["more than 20 MiB", { body: requestOf(BEYOND_THE_LIMIT) }, { status: 400 }],
  [
    "more than 20 MiB, unpacked",
    of(gzipSync(requestOf(BEYOND_THE_LIMIT)), JSON_TYPE, "gzip"),
    { status: 400 },
  ],
];

function of(
  body: string | Buffer<ArrayBuffer> | Uint8Array<ArrayBuffer>,
  type: string,
  encoding?: string,
): RequestInit {
  return { body, headers: { "content-type": type, ...(encoding && { "content-encoding": encoding }) } };
}

describeWithCollector("an OpenTelemetry Collector and the sink of the simulator", () => {
  it.each(ALIKE)("answer alike to %s", async (_, init, answer) => {
    const collector = await start();
    const sink = await startOtlpSink();
    onTestFinished(() => sink.close());
    const real = await send(collector.endpoint, init);
    expect(real).toMatchObject(answer);
    const { status, type } = await send(sink.url, init);
    expect({ status, type }).toEqual({ status: real.status, type: real.type });
    // One bad record refuses the whole request.
    expect(collector.readRecords().length > 0).toBe(sink.counts.records > 0);
  });
});

describeWithCollector("what an OpenTelemetry Collector refuses", () => {
  it.each([
    ["too large", "tooLarge", BEYOND_THE_LIMIT, /request body too large/],
    ["beyond 64 bits", "permanent", 1e30, /ReadObject/],
  ])("because it is %s is a receipt %s", async (_, kind, value, message) => {
    const collector = await start();
    const exporter = createTestExporter("", { logsUrl: secret(`${collector.endpoint}/v1/logs`) });
    onTestFinished(() => exporter.shutdown());
    const receipt = await exporter.send(toReadable({ attributes: { value } }));
    expect(receipt).toMatchObject({ kind, status: 400, message: expect.stringMatching(message) });
    expect(collector.readRecords()).toEqual([]);
  });
});
