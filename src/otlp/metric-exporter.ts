import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { createSender, type Sender, type SenderOptions } from "./sender.ts";

/** What an exporter of metrics needs to know. */
export interface MetricExporterOptions extends SenderOptions {
  readonly protocol: "http/json" | "http/protobuf";
}

/**
 * Creates the exporter of metrics.
 *
 * @throws ConfigError when the URL or a TLS file cannot be used
 */
export async function createMetricExporter({
  protocol,
  ...options
}: MetricExporterOptions): Promise<Sender<ResourceMetrics>> {
  // Most receivers push none.
  const { JsonMetricsSerializer, ProtobufMetricsSerializer } = await import(
    "@opentelemetry/otlp-transformer"
  );
  const isJson = protocol === "http/json";
  const serializer = isJson ? JsonMetricsSerializer : ProtobufMetricsSerializer;
  return createSender(options, {
    contentType: isJson ? "application/json" : "application/x-protobuf",
    encode(metrics) {
      const bytes = serializer.serializeRequest(metrics);
      if (bytes === undefined) throw new Error("OpenTelemetry's serializer made nothing of them");
      return bytes;
    },
    count: ({ scopeMetrics }) =>
      scopeMetrics
        .flatMap(({ metrics }) => metrics)
        .reduce((points, { dataPoints }) => points + dataPoints.length, 0),
  });
}
