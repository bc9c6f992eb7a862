import {
  convertLegacyHttpOptions,
  createOtlpHttpExportDelegate,
  type OTLPExporterNodeConfigBase,
} from "@opentelemetry/otlp-exporter-base/node-http";
import {
  JsonLogsSerializer,
  LogsExporterMetricsHelper,
  ProtobufLogsSerializer,
} from "@opentelemetry/otlp-transformer";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { toJsonRequest } from "./json-request.ts";
import { toProtobufRequest } from "./protobuf-request.ts";
import type { WireExporter } from "./sender.ts";

const ENCODINGS = {
  "http/json": {
    contentType: "application/json",
    serializer: { ...JsonLogsSerializer, serializeRequest: toJsonRequest },
  },
  "http/protobuf": {
    contentType: "application/x-protobuf",
    serializer: { ...ProtobufLogsSerializer, serializeRequest: toProtobufRequest },
  },
} as const;

/** The name of the component in OpenTelemetry's own metrics, which are not collected. */
const COMPONENT_TYPE = "otlp_http_log_exporter";

/**
 * Creates what OpenTelemetry's OTLPLogExporter is inside, with encoders of our own, which write the same bytes in a
 * fraction of the time.
 */
export function createLogExporter(
  protocol: keyof typeof ENCODINGS,
  options: OTLPExporterNodeConfigBase,
): WireExporter<ReadableLogRecord[]> {
  const { contentType, serializer } = ENCODINGS[protocol];
  return createOtlpHttpExportDelegate(
    convertLegacyHttpOptions(options, "LOGS", "v1/logs", { "Content-Type": contentType }),
    serializer,
    COMPONENT_TYPE,
    LogsExporterMetricsHelper,
    undefined,
  );
}
