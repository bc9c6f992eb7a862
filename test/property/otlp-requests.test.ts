import type { AnyValue, LogRecord } from "@opentelemetry/api-logs";
import { JsonLogsSerializer, ProtobufLogsSerializer } from "@opentelemetry/otlp-transformer";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { LoggerProvider, type ReadableLogRecord } from "@opentelemetry/sdk-logs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toEvent } from "../../src/event/scan-event.ts";
import { toJsonRequest } from "../../src/otlp/json-request.ts";
import { toProtobufRequest } from "../../src/otlp/protobuf-request.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { toRecord } from "../../src/record/to-record.ts";
import { eventText } from "../support/event-text.ts";

/** Halves of surrogate pairs, escapes and long texts among them. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: fc.constantFrom('"', "\\", "\n", "\u0000", "\u007f", "é", "\ufffd", "\ud800", "a") }),
  fc.constantFrom(63, 65, 111, 120, 127, 128, 16_383, 16_384).map((length) => "x".repeat(length)),
  fc.constantFrom(126, 128, 16_382, 16_384).map((length) => "é".repeat(length / 2)),
);

const { value } = fc.letrec<{ value: AnyValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    text,
    fc.boolean(),
    fc.integer(),
    fc.maxSafeInteger(),
    fc.double(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 20 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
}));

const logRecord: fc.Arbitrary<LogRecord> = fc.record(
  {
    eventName: text,
    timestamp: fc.tuple(fc.nat(2 ** 31), fc.nat(999_999_999)),
    observedTimestamp: fc.tuple(fc.integer({ min: 0, max: 9_223_372_035 }), fc.nat(999_999_999)),
    severityNumber: fc.integer({ min: 0, max: 24 }),
    severityText: text,
    body: value,
    attributes: fc.dictionary(text, value, { maxKeys: 6 }),
  },
  { requiredKeys: [] },
);

/** Records of up to three sources, in any order. */
const records = fc
  .array(
    fc.record({
      resource: fc.dictionary(text, text, { maxKeys: 4 }),
      version: fc.oneof(fc.constant(""), text),
      logRecords: fc.array(logRecord, { maxLength: 5 }),
    }),
    { maxLength: 3 },
  )
  .map((sources) =>
    sources.flatMap(({ resource, version, logRecords }) =>
      createRecordPipe({ resource, scope: { name: "scope", version } }).toReadable(logRecords),
    ),
  );

describe.for([
  ["OTLP/JSON", toJsonRequest, JsonLogsSerializer],
  ["OTLP/protobuf", toProtobufRequest, ProtobufLogsSerializer],
] as const)("a request in %s", ([, encode, serializer]) => {
  const expectSame = (some: readonly ReadableLogRecord[]): void => {
    const stock = serializer.serializeRequest([...some]);
    expect(Buffer.from(encode(some)).equals(Buffer.from(stock ?? []))).toBe(true);
  };

  it("is what OpenTelemetry's serializer writes, byte for byte, whatever the records", () => {
    fc.assert(fc.property(records, expectSame), { numRuns: 150 });
  });

  it("is what OpenTelemetry's serializer writes of any event, whose bytes are copied where they can be", () => {
    fc.assert(
      fc.property(
        fc.array(eventText, { maxLength: 4 }),
        fc.constantFrom("otel", "sumologic"),
        (texts, profile) => {
          const pipe = createRecordPipe(PIPE);
          const observedAt = 1_780_000_000_500;
          expectSame(
            pipe.toReadable(
              texts.map((text) => toRecord(toEvent(text), { profile, body: "json", observedAt }).logRecord),
            ),
          );
        },
      ),
      { numRuns: 1500 },
    );
  });

  it("is what OpenTelemetry's serializer writes of an event whose fields have any length", () => {
    const lengths = [...Array.from({ length: 300 }, (_, length) => length), 16_380, 16_384, 40_000];
    expectSame(
      createRecordPipe(PIPE).toReadable(
        lengths.map((length) => {
          const event = toEvent(JSON.stringify({ gid: "1", actor: { name: "x".repeat(length) } }));
          return toRecord(event, { profile: "otel", body: "json", observedAt: 0 }).logRecord;
        }),
      ),
    );
  });

  it("is what OpenTelemetry's serializer writes of a trace's context, scope attributes and schema URLs", () => {
    const [record] = createRecordPipe({ resource: { a: "b" }, scope: { name: "s", version: "" } }).toReadable(
      [{ body: "text" }],
    );
    if (record === undefined) throw new Error("no record");
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const instrumentationScope = { name: "s", attributes: { a: [1, "b"] }, droppedAttributesCount: 3 };
    const resource = resourceFromAttributes({ a: -1 }, { schemaUrl: "https://example.test/schema" });
    const span = { traceId, spanId: "b7ad6b7169203331", traceFlags: 1 };
    expectSame([
      { ...shown(record), resource },
      { ...shown(record), instrumentationScope, spanContext: span },
      { ...shown(record), instrumentationScope: { ...instrumentationScope, attributes: {} } },
    ]);
  });

  it("is in memory of its own: a later one leaves it as it is", () => {
    const pipe = createRecordPipe({ resource: {}, scope: { name: "s", version: "1" } });
    const first = encode(pipe.toReadable([{ body: "first" }]));
    const before = Buffer.from(first).toString("hex");
    encode(pipe.toReadable([{ body: "x".repeat(5_000_000) }]));
    encode(pipe.toReadable([{ body: "later" }]));
    expect(Buffer.from(first).toString("hex")).toBe(before);
  });

  it("is whole after a record that could not be encoded", () => {
    const pipe = createRecordPipe({ resource: {}, scope: { name: "s", version: "1" } });
    let deep: AnyValue = "deep";
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(() => encode(pipe.toReadable([{ body: deep }]))).toThrow(RangeError);
    expectSame(pipe.toReadable([{ body: "next" }]));
  });
});

describe("a record pipe", () => {
  it("makes of any record what the SDK's LoggerProvider makes", () => {
    fc.assert(
      fc.property(fc.array(sdkRecord, { maxLength: 5 }), (some) => {
        const ours = createRecordPipe(PIPE).toReadable(some);
        expect(Buffer.from(toJsonRequest(ours)).toString()).toBe(
          Buffer.from(toJsonRequest(throughProvider(some, ours[0]?.resource))).toString(),
        );
      }),
    );
  });
});

const PIPE = { resource: { a: "b" }, scope: { name: "scope", version: "1" } };

/** Without what our records never hold: attributes that the SDK drops, and a time that it would take of the clock. */
const sdkRecord: fc.Arbitrary<LogRecord> = logRecord.map((record) => ({
  timestamp: [1, 0],
  observedTimestamp: [2, 0],
  ...record,
  attributes: Object.fromEntries(
    Object.entries(record.attributes ?? {}).filter(
      ([key, one]) => key !== "" && key !== "__proto__" && one !== null,
    ),
  ),
}));

function throughProvider(
  some: readonly LogRecord[],
  resource = resourceFromAttributes({}),
): ReadableLogRecord[] {
  const records: ReadableLogRecord[] = [];
  const processor = {
    onEmit: (record: ReadableLogRecord) => void records.push(record),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const provider = new LoggerProvider({ resource, processors: [processor] });
  const schemaUrl = "https://opentelemetry.io/schemas/1.45.0";
  const logger = provider.getLogger(PIPE.scope.name, PIPE.scope.version, { schemaUrl });
  for (const record of some) logger.emit(record);
  return records;
}

/** A record whose fields can be spread: the SDK's has getters. */
function shown(record: ReadableLogRecord): ReadableLogRecord {
  const { hrTime, hrTimeObserved, body, resource, instrumentationScope, attributes } = record;
  return {
    hrTime,
    hrTimeObserved,
    body,
    resource,
    instrumentationScope,
    attributes,
    droppedAttributesCount: 2,
  };
}
