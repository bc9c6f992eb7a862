import type { OTLPMetricExporter as StockExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { createSender, type Sender, type SenderOptions } from "./sender.ts";

/** An enum of the same words, of which only the type is needed. */
type Compression = NonNullable<NonNullable<ConstructorParameters<typeof StockExporter>[0]>["compression"]>;

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
  return createSender(options, ({ compression, ...wire }) => {
    return new OTLPMetricExporter({ ...wire, compression: compression as Compression });
  });
}
