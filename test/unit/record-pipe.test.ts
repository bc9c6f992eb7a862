import { describe, expect, it } from "vitest";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";

const options = {
  resource: { "service.name": "otel-asana-receiver", _sourceCategory: "asana" },
  scope: { name: "otel-asana-receiver", version: "1.2.3" },
};

describe("a record pipe", () => {
  it("gives back every record, in order", () => {
    const pipe = createRecordPipe(options);
    const bodies = Array.from({ length: 3000 }, (_, index) => `event ${index}`);
    expect(pipe.toReadable(bodies.map((body) => ({ body }))).map(({ body }) => body)).toEqual(bodies);
  });

  it("does not mix two calls", () => {
    const pipe = createRecordPipe(options);
    const first = pipe.toReadable([{ body: "a" }]);
    const second = pipe.toReadable([{ body: "b" }]);
    expect([first, second].map((records) => records.map(({ body }) => body))).toEqual([["a"], ["b"]]);
  });

  it("gives the records its resource, the SDK's name and its scope, and no made-up service", () => {
    const [record] = createRecordPipe(options).toReadable([{ body: "a" }]);
    expect(record?.resource.attributes).toEqual({
      "telemetry.sdk.language": "nodejs",
      "telemetry.sdk.name": "opentelemetry",
      "telemetry.sdk.version": expect.any(String),
      ...options.resource,
    });
    expect(record?.instrumentationScope).toMatchObject({
      ...options.scope,
      schemaUrl: "https://opentelemetry.io/schemas/1.45.0",
    });
    const [bare] = createRecordPipe({ ...options, resource: {} }).toReadable([{ body: "a" }]);
    expect(bare?.resource.attributes).not.toHaveProperty("service.name");
  });

  it("keeps attributes beyond the SDK's usual limit, and long ones whole", () => {
    const attributes = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`a${index}`, "x".repeat(9999)]),
    );
    const [record] = createRecordPipe(options).toReadable([{ attributes }]);
    expect(record?.attributes).toEqual(attributes);
    expect(record?.droppedAttributesCount).toBe(0);
  });

  it("keeps name, times, severity and body", () => {
    const [record] = createRecordPipe(options).toReadable([
      {
        eventName: "asana.audit.user_login_succeeded",
        timestamp: new Date("2026-01-01T00:00:00.123Z"),
        observedTimestamp: new Date("2026-01-01T00:00:01Z"),
        severityNumber: 9,
        body: '{"gid":"1"}',
      },
    ]);
    expect(record).toMatchObject({
      eventName: "asana.audit.user_login_succeeded",
      hrTime: [1_767_225_600, 123_000_000],
      hrTimeObserved: [1_767_225_601, 0],
      severityNumber: 9,
      body: '{"gid":"1"}',
    });
  });

  it("leaves nothing behind of a page that it could not take", () => {
    const pipe = createRecordPipe(options);
    const unreadable = { timestamp: JSON.parse('"2026-01-01"') };
    expect(() => pipe.toReadable([{ body: "a" }, unreadable])).toThrow(TypeError);
    expect(pipe.toReadable([{ body: "b" }]).map(({ body }) => body)).toEqual(["b"]);
  });
});
