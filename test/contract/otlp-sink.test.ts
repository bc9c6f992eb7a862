import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { type OtlpSink, type OtlpSinkOptions, startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import type { OtlpKeyValue, OtlpLogRecord } from "../../src/simulator/otlp-types.ts";
import { serializeLogs } from "../support/simulator-otlp.ts";

const MIB = 2 ** 20;
const JSON_TYPE = "application/json";
const PROTOBUF_TYPE = "application/x-protobuf";

async function start(options?: OtlpSinkOptions): Promise<OtlpSink> {
  const sink = await startOtlpSink(options);
  onTestFinished(() => sink.close());
  return sink;
}

function post(
  sink: OtlpSink,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sink.url}/v1/logs`, {
    method: "POST",
    body,
    headers: { "content-type": JSON_TYPE, ...headers },
  });
}

/** A request of one record per gid. */
function request(...gids: string[]): string {
  return requestOf(...gids.map((gid) => ({ attributes: [uid(gid)], body: { stringValue: "text" } })));
}

function requestOf(...logRecords: unknown[]): string {
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
}

function uid(gid: string): OtlpKeyValue {
  return { key: "log.record.uid", value: { stringValue: gid } };
}

describe("the sink takes", () => {
  it("JSON, and answers with JSON", async () => {
    const sink = await start();
    const response = await post(sink, request("1", "2"), {
      "content-type": "application/json; charset=utf-8",
    });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      JSON_TYPE,
      '{"partialSuccess":{}}',
    ]);
    expect([...sink.gids]).toEqual(["1", "2"]);
  });

  it("protobuf, and answers with an empty partial success in protobuf", async () => {
    const sink = await start();
    const body = serializeLogs({ body: "text", attributes: { "log.record.uid": "7" } });
    const response = await post(sink, body, { "content-type": PROTOBUF_TYPE });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, PROTOBUF_TYPE]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0x0a, 0]));
    expect([...sink.gids]).toEqual(["7"]);
  });

  it.each([
    [JSON_TYPE, new TextEncoder().encode(request("7"))],
    [PROTOBUF_TYPE, serializeLogs({ attributes: { "log.record.uid": "7" } })],
  ])("%s packed with gzip", async (type, body) => {
    const sink = await start();
    const headers = { "content-type": type, "content-encoding": "gzip" };
    expect((await post(sink, gzipSync(body), headers)).status).toBe(200);
    expect([...sink.gids]).toEqual(["7"]);
  });

  it("a request without records, and fields it does not know", async () => {
    const sink = await start();
    expect((await post(sink, "{}")).status).toBe(200);
    expect((await post(sink, requestOf({ futureField: { x: 1 } }))).status).toBe(200);
    expect(sink.counts).toMatchObject({ requests: 2, records: 1, distinctGids: 0 });
  });

  it("64-bit integers as numbers and as strings, up to their bounds", async () => {
    const sink = await start();
    const ints = [0, -5, 2 ** 53, "9223372036854775807", "-9223372036854775808"];
    const attributes = ints.map((intValue, at) => ({ key: `k${at}`, value: { intValue } }));
    expect((await post(sink, requestOf({ attributes, timeUnixNano: "18446744073709551615" }))).status).toBe(
      200,
    );
  });

  it("a body of exactly 20 MiB", async () => {
    const sink = await start({ keep: "counts" });
    const rest = requestOf({ body: { stringValue: "" } }).length;
    const body = requestOf({ body: { stringValue: "x".repeat(20 * MIB - rest) } });
    expect((await post(sink, body)).status).toBe(200);
  });
});

describe("the sink refuses, in the words of an OpenTelemetry Collector,", () => {
  it.each(["/", "/v1/traces", "/v1/logs/"])("the path %s", async (path) => {
    const { url } = await start();
    const response = await fetch(url + path, {
      method: "POST",
      body: "{}",
      headers: { "content-type": JSON_TYPE },
    });
    expect([response.status, await response.text()]).toEqual([404, "404 page not found\n"]);
  });

  it.each(["GET", "PUT", "PATCH"])("the method %s", async (method) => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/logs`, { method });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      405,
      "text/plain",
      "405 method not allowed, supported: [POST]",
    ]);
  });

  it.each(["text/plain", "application/x-ndjson", "application/grpc"])("the content type %s", async (type) => {
    const sink = await start();
    const response = await post(sink, request("1"), { "content-type": type });
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      415,
      "text/plain",
      "415 unsupported media type, supported: [application/json, application/x-protobuf]",
    ]);
  });

  it.each([
    ["no JSON", "{"],
    ["another kind of JSON", "[]"],
    ["records that are no list", '{"resourceLogs":[{"scopeLogs":[{"logRecords":{}}]}]}'],
    ["an integer that JSON.stringify wrote with an exponent", requestOf({ body: { intValue: 1e30 } })],
    ["an integer of 2^63", requestOf({ body: { intValue: 2 ** 63 } })],
    ["an integer of 2^63 as a string", requestOf({ body: { intValue: "9223372036854775808" } })],
    ["an integer with a fraction", requestOf({ body: { intValue: 1.5 } })],
    ["an integer deep in a map", requestOf({ attributes: [nested({ intValue: 1e30 })] })],
    ["a NaN as JSON has it", requestOf({ body: { doubleValue: null } })],
    ["a time that is none", requestOf({ timeUnixNano: "NaN" })],
    ["a time before 1970", requestOf({ timeUnixNano: -1 })],
    ["a text that is a number", requestOf({ eventName: 5 })],
    [
      "values that nest without end",
      `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":${nesting(50_000)}}]}]}]}`,
    ],
  ])("%s with 400 and a status message", async (_, body) => {
    const sink = await start();
    const response = await post(sink, body);
    expect([response.status, await response.json()]).toEqual([400, { code: 3, message: expect.any(String) }]);
    expect(sink.counts).toMatchObject({ requests: 1, records: 0 });
  });

  it("bytes that are no protobuf, in protobuf", async () => {
    const sink = await start();
    const response = await post(sink, "{}", { "content-type": PROTOBUF_TYPE });
    expect([response.status, response.headers.get("content-type")]).toEqual([400, PROTOBUF_TYPE]);
    const status = new Uint8Array(await response.arrayBuffer());
    // google.rpc.Status: field 1 the code, field 2 the message.
    expect([...status.subarray(0, 3)]).toEqual([0x08, 3, 0x12]);
  });

  it.each([
    ["plain", "x".repeat(20 * MIB + 1), {}],
    ["packed", gzipSync("x".repeat(20 * MIB + 1)), { "content-encoding": "gzip" }],
  ])("a body over 20 MiB with 400, not 413 (%s)", async (_, body, headers: Record<string, string>) => {
    const sink = await start();
    const response = await post(sink, body, headers);
    expect([response.status, await response.json()]).toEqual([
      400,
      { code: 3, message: "http: request body too large" },
    ]);
  });

  it.each([
    ["br", "unsupported Content-Encoding: br"],
    ["gzip", "gzip: invalid data"],
  ])("a body that is not packed as it says (%s)", async (encoding, message) => {
    const sink = await start();
    const response = await post(sink, request("1"), { "content-encoding": encoding });
    expect([response.status, await response.json()]).toEqual([400, { code: 3, message }]);
  });
});

function nesting(depth: number): string {
  return `${'{"arrayValue":{"values":['.repeat(depth)}${"]}}".repeat(depth)}`;
}

function nested(value: unknown): unknown {
  return {
    key: "k",
    value: { kvlistValue: { values: [{ key: "l", value: { arrayValue: { values: [value] } } }] } },
  };
}

describe("the sink accounts for", () => {
  it("records, distinct gids, duplicates, requests and bytes", async () => {
    const sink = await start();
    const bodies = [request("1", "2"), request("2", "3", "3")];
    for (const body of bodies) await post(sink, body);
    expect(sink.counts).toEqual({
      requests: 2,
      bytes: bodies.join("").length,
      records: 5,
      distinctGids: 3,
      duplicates: 2,
    });
  });

  it.each<[string, OtlpLogRecord, string[]]>([
    ["the attribute log.record.uid", { attributes: [uid("1")], body: { stringValue: '{"gid":"2"}' } }, ["1"]],
    ["the JSON in the body", { body: { stringValue: '{"actor":{"gid":"9"},"gid":"2"}' } }, ["2"]],
    [
      "the map in the body",
      { body: { kvlistValue: { values: [{ key: "gid", value: { stringValue: "3" } }] } } },
      ["3"],
    ],
    ["nothing, when there is none", { body: { stringValue: "gid" } }, []],
  ])("gids by %s", async (_, record, gids) => {
    const sink = await start();
    await post(sink, requestOf(record));
    expect([...sink.gids]).toEqual(gids);
  });

  it("whole records with their resource and scope, when told to keep them", async () => {
    const sink = await start({ keep: "records" });
    const resource = { attributes: [{ key: "service.name", value: { stringValue: "s" } }] };
    const scope = { name: "n", version: "1" };
    const logRecords = [{ eventName: "a" }, { eventName: "b" }];
    await post(
      sink,
      JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords, schemaUrl: "u" }] }] }),
    );
    expect(sink.records).toEqual(
      logRecords.map((logRecord) => ({ resource, scope, scopeSchemaUrl: "u", logRecord })),
    );
  });

  it("counts alone, when told to keep no more", async () => {
    const sink = await start({ keep: "counts" });
    await post(sink, request("1", "1"));
    expect(sink.counts).toMatchObject({ records: 2, distinctGids: 0, duplicates: 0 });
    expect([sink.gids.size, sink.records.length]).toEqual([0, 0]);
  });

  it("each request that was taken, to whoever listens", async () => {
    const sink = await start();
    const heard: [number, number][] = [];
    sink.onRequest(({ number, records }) => heard.push([number, records.length]));
    sink.setAnswer(({ number }) => (number === 2 ? { kind: "status", status: 503 } : undefined));
    for (const body of [request("1"), request("2"), request("2", "3")]) await post(sink, body);
    expect(heard).toEqual([
      [1, 1],
      [3, 2],
    ]);
  });

  it("nothing of a client that hangs up in the middle of its request", async () => {
    const sink = await start();
    const half = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"resourceLogs":['));
      },
    });
    const abort = new AbortController();
    const init = { method: "POST", body: half, duplex: "half", signal: abort.signal } as const;
    const hungUp = fetch(`${sink.url}/v1/logs`, { ...init, headers: { "content-type": JSON_TYPE } });
    while (sink.counts.requests === 0) await setImmediate();
    abort.abort();
    await expect(hungUp).rejects.toThrow("aborted");
    expect((await post(sink, request("1"))).status).toBe(200);
    expect(sink.counts).toMatchObject({ requests: 2, records: 1 });
  });
});

describe("a script", () => {
  it("chooses status, headers and body, and refused records are not counted", async () => {
    const sink = await start();
    sink.setAnswer(() => ({ kind: "status", status: 429, headers: { "retry-after": "3" } }));
    const refused = await post(sink, request("1"));
    expect([refused.status, refused.headers.get("retry-after"), await refused.json()]).toEqual([
      429,
      "3",
      { code: 2, message: "status 429" },
    ]);
    sink.setAnswer(() => ({
      kind: "status",
      status: 200,
      body: "OK",
      headers: { "content-type": "text/plain" },
    }));
    const odd = await post(sink, request("2"));
    expect([odd.status, odd.headers.get("content-type"), await odd.text()]).toEqual([
      200,
      "text/plain",
      "OK",
    ]);
    expect([...sink.gids]).toEqual(["2"]);
  });

  it("sees the records, so that it can refuse one of them", async () => {
    const sink = await start();
    sink.setAnswer(({ records }) =>
      records.some(({ logRecord }) => logRecord.attributes?.[0]?.value?.stringValue === "poison")
        ? { kind: "status", status: 400 }
        : undefined,
    );
    const answers = [await post(sink, request("1", "poison")), await post(sink, request("1"))];
    expect(answers.map(({ status }) => status)).toEqual([400, 200]);
    expect(sink.counts).toMatchObject({ records: 1 });
  });

  it("takes a part, and says so in the encoding of the request", async () => {
    const sink = await start();
    sink.setAnswer(() => ({ kind: "partial", rejectedLogRecords: 1, errorMessage: "bad" }));
    expect(await (await post(sink, request("1", "2"))).json()).toEqual({
      partialSuccess: { rejectedLogRecords: "1", errorMessage: "bad" },
    });
    const response = await post(sink, serializeLogs({ body: "x" }), { "content-type": PROTOBUF_TYPE });
    // Field 1: a message of 7 bytes, in it field 1 the number and field 2 the text.
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([
      0x0a, 7, 0x08, 1, 0x12, 3, 0x62, 0x61, 0x64,
    ]);
  });

  it("cuts the answer after the records were taken", async () => {
    const sink = await start();
    sink.setAnswer(() => ({ kind: "cut" }));
    const response = await post(sink, request("1"));
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
    expect([...sink.gids]).toEqual(["1"]);
  });

  it("resets the connection and takes nothing", async () => {
    const sink = await start();
    sink.setAnswer(() => ({ kind: "reset" }));
    const error = await post(sink, request("1")).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(sink.counts).toMatchObject({ requests: 1, records: 0 });
  });

  it("hangs until the sink ends, and takes nothing", async () => {
    const sink = await start();
    sink.setAnswer(({ number }) => (number === 1 ? { kind: "hang" } : undefined));
    const hanging = post(sink, request("1")).then(
      () => "answered",
      () => "never answered",
    );
    while (sink.counts.requests === 0) await setImmediate();
    expect((await post(sink, request("2"))).status).toBe(200);
    expect([...sink.gids]).toEqual(["2"]);
    await sink.close();
    expect(await hanging).toBe("never answered");
  });

  it("may take its time, and nothing is counted before it has chosen", async () => {
    const sink = await start();
    const choice = Promise.withResolvers<undefined>();
    const asked = Promise.withResolvers<void>();
    sink.setAnswer(() => {
      asked.resolve();
      return choice.promise;
    });
    const response = post(sink, request("1"));
    await asked.promise;
    expect(sink.counts).toMatchObject({ requests: 1, records: 0 });
    choice.resolve(undefined);
    expect((await response).status).toBe(200);
    expect(sink.counts).toMatchObject({ records: 1 });
  });

  it("ends when it is taken away", async () => {
    const sink = await start();
    sink.setAnswer(() => ({ kind: "status", status: 500 }));
    expect((await post(sink, request("1"))).status).toBe(500);
    sink.setAnswer(undefined);
    expect((await post(sink, request("1"))).status).toBe(200);
  });
});
