import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtobufLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { describe, expect, it } from "vitest";
import { useSerializer } from "../../src/otlp/serializer.ts";

describe("the exporter of the pinned version", () => {
  it.for([
    ["http/json", OTLPLogExporter],
    ["http/protobuf", ProtobufLogExporter],
  ] as const)("takes our encoder for %s", ([protocol, exporterClass]) => {
    expect(useSerializer(new exporterClass(), protocol)).toBe(true);
  });

  it("keeps its own where it has another shape", () => {
    expect(useSerializer(Object.create(OTLPLogExporter.prototype), "http/json")).toBe(false);
  });
});
