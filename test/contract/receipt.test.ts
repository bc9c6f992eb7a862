import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { Exporter, ExporterOptions } from "../../src/otlp/exporter.ts";
import type { Receipt } from "../../src/otlp/receipt.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { createTestExporter, SECRET_HEADER, SECRET_PATH, sampleRecords } from "../support/otlp-sender.ts";
import {
  type Behaviour,
  closeSilently,
  cutMidBody,
  hang,
  reply,
  reset,
  type ScriptedEndpoint,
  startScriptedEndpoint,
  trickle,
} from "../support/scripted-endpoint.ts";

const open: { endpoints: ScriptedEndpoint[]; exporters: Exporter[] } = { endpoints: [], exporters: [] };

afterAll(async () => {
  await Promise.all(open.exporters.splice(0).map((exporter) => exporter.shutdown()));
  await Promise.all(open.endpoints.splice(0).map((endpoint) => endpoint.close()));
});

const PROTOBUF = { "content-type": "application/x-protobuf" };
const JSON_TYPE = { "content-type": "application/json" };
/** Longer than the exporter would wait, so that it does not repeat the request by itself. */
const LATER = { "retry-after": "3600" };
const TEXT = { "content-type": "text/plain" };
const HTML = { "content-type": "text/html; charset=utf-8" };
const JSON_PARTIAL = '{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"old"}}';
/** ExportLogsServiceResponse { partial_success { rejected_log_records: 1, error_message: "old" } } */
const PROTOBUF_PARTIAL = Buffer.from([0x0a, 7, 0x08, 1, 0x12, 3, ...Buffer.from("old")]);
/** ExportLogsServiceResponse { partial_success { error_message: "old" } } */
const PROTOBUF_WARNING = Buffer.from([0x0a, 5, 0x12, 3, ...Buffer.from("old")]);
/** google.rpc.Status { code: 3, message: "old" } */
const PROTOBUF_STATUS = Buffer.from([0x08, 3, 0x12, 3, ...Buffer.from("old")]);
const SUMO_PROBLEM = '{"status":200,"id":"X","code":"header.unsupported","message":"Use gzip"}';

const accepted = { kind: "accepted" };
const warned = (words: string) => ({ kind: "accepted", warning: expect.stringContaining(words) });
const partial = (rejected: number, words: string) => ({
  kind: "partial",
  rejected,
  message: expect.stringContaining(words),
});
const refused = (kind: Receipt["kind"], status: number, words = "") => ({
  kind,
  status,
  message: expect.stringMatching(new RegExp(`^The endpoint answered ${status}.*${words}`)),
});
const noAnswer = (words: string) => ({ kind: "transient", message: expect.stringContaining(words) });

/** What the endpoint does, and the receipt that must come of it. */
const rows: readonly (readonly [string, Behaviour, unknown])[] = [
  ["200 with an empty object", reply(200, "{}"), accepted],
  ["200 as an OpenTelemetry Collector answers", reply(200, '{"partialSuccess":{}}'), accepted],
  ["200 with an empty body", reply(200), accepted],
  ["202 with an empty body", reply(202), accepted],
  ["204", reply(204), accepted],
  ["200 with an empty protobuf", reply(200, "", PROTOBUF), accepted],
  ["200 with zero rejected", reply(200, '{"partialSuccess":{"rejectedLogRecords":0}}'), accepted],
  [
    "200 with 1 rejected as text",
    reply(200, '{"partialSuccess":{"rejectedLogRecords":"1","errorMessage":"old"}}'),
    partial(1, "old"),
  ],
  [
    "200 with 1 rejected as number",
    reply(200, '{"partialSuccess":{"rejectedLogRecords":1,"errorMessage":"old"}}'),
    partial(1, "old"),
  ],
  [
    "200 with 1 rejected in snake_case",
    reply(200, '{"partial_success":{"rejected_log_records":"1","error_message":"old"}}'),
    partial(1, "old"),
  ],
  [
    "200 with more rejected than were sent",
    reply(200, '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"old"}}'),
    partial(1, "2 by its own count; old"),
  ],
  ["200 with 1 rejected in protobuf", reply(200, PROTOBUF_PARTIAL, PROTOBUF), partial(1, "old")],
  [
    "200 with a warning",
    reply(200, '{"partialSuccess":{"errorMessage":"old"}}'),
    warned("with a warning: old"),
  ],
  [
    "200 with a warning in snake_case",
    reply(200, '{"partial_success":{"error_message":"old"}}'),
    warned("old"),
  ],
  ["200 with a warning in protobuf", reply(200, PROTOBUF_WARNING, PROTOBUF), warned("with a warning: old")],
  [
    "200 with a partial success in JSON where protobuf was asked for, or the other way round",
    (response, { headers }) => {
      const isJson = headers["content-type"] === "application/json";
      response.writeHead(200).end(isJson ? PROTOBUF_PARTIAL : JSON_PARTIAL);
    },
    partial(1, "old"),
  ],
  [
    "200 with a partial success in gzip, which was not asked for",
    reply(200, gzipSync(JSON_PARTIAL), { ...JSON_TYPE, "content-encoding": "gzip" }),
    partial(1, "old"),
  ],
  [
    "200 with a partial success in br, which was not asked for",
    reply(200, brotliCompressSync(JSON_PARTIAL), { ...JSON_TYPE, "content-encoding": "br" }),
    partial(1, "old"),
  ],
  [
    "200 with a partial success in gzip, which no header names",
    reply(200, gzipSync(JSON_PARTIAL), JSON_TYPE),
    partial(1, "old"),
  ],
  [
    "200 with a partial success that only claims to be gzip",
    reply(200, JSON_PARTIAL, { ...JSON_TYPE, "content-encoding": "gzip" }),
    partial(1, "old"),
  ],
  [
    "200 with gzip that becomes far too much",
    reply(200, gzipSync(Buffer.alloc(16 * 1024 * 1024)), { ...JSON_TYPE, "content-encoding": "gzip" }),
    warned("bytes that are not text"),
  ],
  ["200 with a page in gzip", reply(200, gzipSync("<html>"), JSON_TYPE), refused("config", 200, "HTML page")],
  ["200 with a page as text/html", reply(200, "<p>Sign in", HTML), refused("config", 200, "HTML page")],
  ["200 with a page without a type", reply(200, "<html>", {}), refused("config", 200, "HTML page")],
  ["200 with an empty body as text/html", reply(200, "", HTML), accepted],
  ["202 with an empty body as text/html", reply(202, "", HTML), accepted],
  ["204 as text/html", reply(204, "", HTML), accepted],
  ["200 with words as text/html", reply(200, "OK", HTML), warned("not in OTLP: OK")],
  ["200 with null in place of a partial success", reply(200, '{"partialSuccess":null}'), accepted],
  ["200 with null", reply(200, "null"), accepted],
  [
    "200 with half a rejected record",
    reply(200, '{"partialSuccess":{"rejectedLogRecords":0.5}}'),
    warned("number of rejected records that cannot be: 0.5"),
  ],
  ["200 with Sumo Logic's problem", reply(200, SUMO_PROBLEM), warned("not in OTLP: Use gzip")],
  ["200 with garbage", reply(200, "OK", TEXT), warned("not in OTLP: OK")],
  ["200 with garbage that calls itself JSON", reply(200, "<OK", JSON_TYPE), warned("not in OTLP")],
  ["200 with garbage that calls itself protobuf", reply(200, "OK", PROTOBUF), warned("not in OTLP")],
  ["200, then cut mid-body", cutMidBody(200), warned("the rest of it did not arrive")],
  [
    "200 with a body above 4 MiB",
    reply(200, Buffer.alloc(5 * 1024 * 1024, " ")),
    warned("the rest of it did not arrive"),
  ],
  ["301", reply(301, "", { location: SECRET_PATH }), refused("config", 301)],
  ["302", reply(302, "", { location: SECRET_PATH }), refused("config", 302)],
  ["307", reply(307, "", { location: SECRET_PATH }), refused("config", 307)],
  [
    "400 with words",
    reply(400, '{"code":3,"message":"bad record"}'),
    refused("permanent", 400, "bad record"),
  ],
  ["400 in protobuf", reply(400, PROTOBUF_STATUS, PROTOBUF), refused("permanent", 400, "old")],
  [
    "400 of an OpenTelemetry Collector's size limit",
    reply(400, "http: request body too large", TEXT),
    refused("tooLarge", 400),
  ],
  [
    "400 in gzip, which was not asked for",
    reply(400, gzipSync('{"message":"bad record"}'), { "content-encoding": "gzip" }),
    refused("permanent", 400, "bad record$"),
  ],
  [
    "400 with bytes that no person can read",
    reply(400, Buffer.from([0xde, 0xad, 0, 1])),
    refused("permanent", 400, "4 bytes that are not text$"),
  ],
  ["400, then cut mid-body", cutMidBody(400), refused("permanent", 400)],
  ["401", reply(401, '{"message":"who?"}'), refused("config", 401, "who\\?")],
  ["403", reply(403), refused("config", 403)],
  ["404", reply(404), refused("config", 404)],
  ["405", reply(405, "405 method not allowed", TEXT), refused("config", 405)],
  ["407", reply(407), refused("config", 407)],
  ["408", reply(408), refused("transient", 408)],
  [
    "413",
    reply(413, "<html><h1>Too big</h1></html>", { "content-type": "text/html" }),
    refused("tooLarge", 413, "Too big"),
  ],
  ["415", reply(415), refused("permanent", 415)],
  ["418, which nobody expects", reply(418), refused("transient", 418)],
  [
    "422",
    reply(422, '{"errors":[{"code":"x","message":"no field"}]}'),
    refused("permanent", 422, "no field"),
  ],
  ["429", reply(429, "", LATER), { ...refused("transient", 429), retryAfterMs: 3_600_000 }],
  ["500", reply(500, '{"error":"boom"}'), refused("transient", 500, "boom")],
  ["501", reply(501), refused("transient", 501)],
  ["502", reply(502, "", LATER), { ...refused("transient", 502), retryAfterMs: 3_600_000 }],
  [
    "503",
    reply(503, '{"message":"queue is full"}', { ...JSON_TYPE, ...LATER }),
    { ...refused("transient", 503, "queue is full"), retryAfterMs: 3_600_000 },
  ],
  [
    "503 with Retry-After with decimals",
    reply(503, "", { "retry-after": "90.5" }),
    { ...refused("transient", 503), retryAfterMs: 90_500 },
  ],
  [
    "503 with Retry-After as a date",
    reply(503, "", { "retry-after": "Fri, 01 Jan 2100 00:00:00 GMT" }),
    { ...refused("transient", 503), retryAfterMs: expect.any(Number) },
  ],
  ["504", reply(504, "", LATER), { ...refused("transient", 504), retryAfterMs: 3_600_000 }],
  [
    "503, then cut mid-body",
    cutMidBody(503, LATER),
    { ...refused("transient", 503), retryAfterMs: 3_600_000 },
  ],
];

/** What ends by the clock: the timeout is too short for the exporter to repeat a request. */
const IMPATIENT_MS = 700;
const slowRows: readonly (readonly [string, Behaviour, unknown])[] = [
  ["200, then a trickle without end", trickle(200), warned("the rest of it did not arrive")],
  ["no answer", hang, noAnswer("within 700 ms")],
  ["the connection closed without an answer", closeSilently, noAnswer("No answer from the endpoint")],
  ["the connection reset", reset, noAnswer("No answer from the endpoint")],
];

const encodings: readonly Pick<ExporterOptions, "protocol" | "compression">[] = [
  { protocol: "http/json", compression: "none" },
  { protocol: "http/json", compression: "gzip" },
  { protocol: "http/protobuf", compression: "none" },
  { protocol: "http/protobuf", compression: "gzip" },
];

describe.for(encodings)("a receipt over $protocol, compression $compression", (encoding) => {
  it.concurrent.for(rows)("of %s", async ([, behaviour, receipt], { expect: check }) => {
    const { exporter } = await connect(behaviour, encoding);
    check(await exporter.send(sampleRecords(1))).toEqual(receipt);
  });

  it.concurrent.for(slowRows)("of %s", async ([, behaviour, receipt], { expect: check }) => {
    const { exporter } = await connect(behaviour, { ...encoding, timeoutMs: IMPATIENT_MS });
    check(await exporter.send(sampleRecords(1))).toEqual(receipt);
  });
});

describe("a receipt", () => {
  it("of a host that refuses the connection is transient", async () => {
    const { endpoint, exporter } = await connect(hang, { timeoutMs: IMPATIENT_MS });
    await endpoint.close();
    open.endpoints.splice(open.endpoints.indexOf(endpoint), 1);
    expect(await exporter.send(sampleRecords(1))).toEqual(noAnswer("ECONNREFUSED"));
  });

  it("of a host that does not exist is transient", async () => {
    const exporter = createTestExporter("http://does-not-exist.invalid", { timeoutMs: IMPATIENT_MS });
    open.exporters.push(exporter);
    expect((await exporter.send(sampleRecords(1))).kind).toBe("transient");
  });

  it("of records that cannot be encoded is permanent, and nothing is sent", async () => {
    const { endpoint, exporter } = await connect(reply(200), {});
    const pipe = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });
    const undated = pipe.toReadable([{ timestamp: new Date("no date") }]);
    expect(await exporter.send(undated)).toEqual({
      kind: "permanent",
      message: expect.stringContaining("cannot be encoded: "),
    });
    expect(endpoint.requests).toEqual([]);
  });

  it("of a header that cannot be sent is a matter of configuration and does not show it", async () => {
    const { exporter } = await connect(reply(200), {
      headers: { authorization: { reveal: () => "two\nlines" } },
    });
    const receipt = await exporter.send(sampleRecords(1));
    expect(receipt.kind).toBe("config");
    expect(JSON.stringify(receipt)).not.toContain("two");
  });

  it.for([
    [200, "text/plain"],
    [200, "application/json"],
    [400, "text/html"],
    [401, "application/json"],
    [404, "text/plain"],
    [503, "text/plain"],
  ] as const)("of %i as %s never repeats the URL's path or a header", async ([status, type]) => {
    const echo: Behaviour = (response, { path, headers }) => {
      const words = `Cannot POST ${path}, nor ${decodeURIComponent(path)}, with ${headers["authorization"]}`;
      const body = type === "application/json" ? JSON.stringify({ message: words }) : words;
      response.writeHead(status, { "content-type": type, ...LATER }).end(body);
    };
    const { exporter } = await connect(echo, {});
    const text = JSON.stringify(await exporter.send(sampleRecords(1)));
    expect(text).toContain("Cannot POST ***");
    expect(text).not.toContain("secret");
    expect(text).not.toContain(SECRET_HEADER.slice(-8));
  });
});

async function connect(behaviour: Behaviour, options: Partial<ExporterOptions>) {
  const endpoint = await startScriptedEndpoint([behaviour]);
  const exporter = createTestExporter(endpoint.origin, options);
  open.endpoints.push(endpoint);
  open.exporters.push(exporter);
  return { endpoint, exporter };
}
