import { SeverityNumber } from "@opentelemetry/api-logs";
import { describe, expect, it } from "vitest";
import { OtlpDecodeError } from "../../src/simulator/otlp-decode-error.ts";
import { decodeOtlpProtobuf } from "../../src/simulator/otlp-protobuf.ts";
import { serializeLogs } from "../support/simulator-otlp.ts";

describe("the protobuf of OpenTelemetry's own serializer", () => {
  it("is read into the shape of OTLP/JSON, every field of it", () => {
    const bytes = serializeLogs({
      timestamp: [1_780_315_200, 123_456_789],
      observedTimestamp: [1_780_315_201, 0],
      severityNumber: SeverityNumber.WARN,
      severityText: "careful",
      eventName: "asana.audit.task_deleted",
      body: '{"gid":"1","name":"佐藤 🚀"}',
      attributes: { a: 1, b: 2, c: 3, d: 4, dropped: 5 },
    });
    expect(decodeOtlpProtobuf(bytes)).toEqual({
      resourceLogs: [
        {
          resource: {
            attributes: [
              { key: "service.name", value: { stringValue: "audit" } },
              { key: "service.retries", value: { intValue: "3" } },
            ],
            droppedAttributesCount: 0,
          },
          scopeLogs: [
            {
              scope: { name: "scope", version: "1.2.3" },
              schemaUrl: "https://example.com/schema",
              logRecords: [
                {
                  timeUnixNano: "1780315200123456789",
                  observedTimeUnixNano: "1780315201000000000",
                  severityNumber: 13,
                  severityText: "careful",
                  eventName: "asana.audit.task_deleted",
                  body: { stringValue: '{"gid":"1","name":"佐藤 🚀"}' },
                  attributes: ["a", "b", "c", "d"].map((key, at) => ({
                    key,
                    value: { intValue: String(at + 1) },
                  })),
                  droppedAttributesCount: 1,
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it("is read with every kind of value, nested ones too", () => {
    const bytes = serializeLogs({
      body: {
        text: "",
        yes: true,
        no: false,
        negative: -7,
        big: 2 ** 53,
        half: 0.5,
        bytes: new Uint8Array([0, 255]),
        nothing: null,
        list: ["a", [1]],
        map: { deep: { deeper: "x" } },
      },
    });
    const [resourceLogs] = decodeOtlpProtobuf(bytes).resourceLogs ?? [];
    const record = resourceLogs?.scopeLogs?.[0]?.logRecords?.[0];
    expect(record?.body).toEqual({
      kvlistValue: {
        values: [
          { key: "text", value: { stringValue: "" } },
          { key: "yes", value: { boolValue: true } },
          { key: "no", value: { boolValue: false } },
          { key: "negative", value: { intValue: "-7" } },
          { key: "big", value: { intValue: "9007199254740992" } },
          { key: "half", value: { doubleValue: 0.5 } },
          { key: "bytes", value: { bytesValue: "AP8=" } },
          { key: "nothing", value: {} },
          {
            key: "list",
            value: {
              arrayValue: { values: [{ stringValue: "a" }, { arrayValue: { values: [{ intValue: "1" }] } }] },
            },
          },
          {
            key: "map",
            value: {
              kvlistValue: {
                values: [
                  {
                    key: "deep",
                    value: { kvlistValue: { values: [{ key: "deeper", value: { stringValue: "x" } }] } },
                  },
                ],
              },
            },
          },
        ],
      },
    });
  });
});

describe("bytes", () => {
  it("of no length are a request without records", () => {
    expect(decodeOtlpProtobuf(new Uint8Array())).toEqual({});
  });

  it("of unknown fields are skipped", () => {
    // Field 15, a varint; then an empty ResourceLogs.
    expect(decodeOtlpProtobuf(new Uint8Array([0x78, 1, 0x0a, 0]))).toEqual({ resourceLogs: [{}] });
  });

  it("that end early are refused, wherever they end", () => {
    const bytes = serializeLogs({ body: "text", attributes: { key: "value" } });
    for (let length = 1; length < bytes.length; length++) {
      expect(() => decodeOtlpProtobuf(bytes.subarray(0, length))).toThrow(OtlpDecodeError);
    }
  });

  it("with a field of the wrong wire type, or one that reaches beyond its message, are refused", () => {
    expect(() => decodeOtlpProtobuf(new Uint8Array([0x08, 1]))).toThrow("wrong wire type 0 for resourceLogs");
    // ResourceLogs of 2 bytes whose schema_url claims 3.
    expect(() => decodeOtlpProtobuf(new Uint8Array([0x0a, 2, 0x1a, 3, 0x61, 0x61, 0x61]))).toThrow(
      OtlpDecodeError,
    );
  });
});
