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
  const { OTLPMetricExporter } =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-metrics-otlp-http")
      : await import("@opentelemetry/exporter-metrics-otlp-proto");
  return createSender(options, OTLPMetricExporter);
}
