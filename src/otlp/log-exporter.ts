import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { ExportResultCode } from "@opentelemetry/core";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import {
  convertLegacyHttpOptions,
  createOtlpHttpExportDelegate,
  type OTLPExporterNodeConfigBase,
} from "@opentelemetry/otlp-exporter-base/node-http";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { toJsonRequest } from "./json-request.ts";
import { toProtobufRequest } from "./protobuf-request.ts";
import type { WireExporter } from "./sender.ts";

const ENCODINGS = {
  "http/json": { contentType: "application/json", encode: toJsonRequest },
  "http/protobuf": { contentType: "application/x-protobuf", encode: toProtobufRequest },
} as const;

/** The name of the component in OpenTelemetry's own metrics, which are not collected. */
const COMPONENT_TYPE = "otlp_http_log_exporter";
const NO_METRICS = { name: "log", countItems: () => 0 } as const;

/** What it is given is encoded already, and the answer is read by the tap. */
const SERIALIZER = { serializeRequest: (bytes: Uint8Array) => bytes, deserializeResponse: () => ({}) };

/** JSON becomes a ninth of its size; gzip's own level 6 makes it an eleventh, in twice the time. */
const FAST = { level: 3 };

const pack = promisify(gzip);

/**
 * Creates what OpenTelemetry's OTLPLogExporter is inside, with encoders of our own, which write the same bytes in a
 * fraction of the time; and with a faster gzip, once for all attempts.
 */
export function createLogExporter(
  protocol: keyof typeof ENCODINGS,
  { compression, ...options }: OTLPExporterNodeConfigBase,
): WireExporter<ReadableLogRecord[]> {
  const { contentType, encode } = ENCODINGS[protocol];
  const isPacked = compression === "gzip";
  const headers = { "Content-Type": contentType, ...(isPacked && { "Content-Encoding": "gzip" }) };
  const delegate = createOtlpHttpExportDelegate(
    {
      ...convertLegacyHttpOptions(options, "LOGS", "v1/logs", headers),
      compression: CompressionAlgorithm.NONE,
    },
    SERIALIZER,
    COMPONENT_TYPE,
    NO_METRICS,
    undefined,
  );
  const packing = new Set<Promise<void>>();
  return {
    export(records, done) {
      const bytes = encode(records);
      if (!isPacked) return delegate.export(bytes, done);
      const sent = pack(bytes, FAST).then(
        (packed) => delegate.export(packed, done),
        (error) => done({ code: ExportResultCode.FAILED, error }),
      );
      packing.add(sent);
      void sent.finally(() => packing.delete(sent));
    },
    async shutdown() {
      await Promise.all(packing);
      await delegate.shutdown();
    },
  };
}
