import { PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { Instrument } from "./instruments.ts";

const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** Prometheus has the unit in the name; OpenTelemetry's specification says how. The serializer leaves it out. */
const SUFFIXES: Readonly<Record<string, string>> = { s: ".seconds", By: ".bytes", "1": ".ratio" };

/** Answers a scrape. */
export function toPrometheusResponse(metrics: ResourceMetrics): Response {
  return new Response(toPrometheusText(metrics), { headers: { "content-type": CONTENT_TYPE } });
}

/** Writes metrics as Prometheus reads them. */
export function toPrometheusText(metrics: ResourceMetrics): string {
  const scopeMetrics = metrics.scopeMetrics.map((scoped) => ({
    ...scoped,
    metrics: scoped.metrics.map((metric) => ({
      ...metric,
      // Without its unit, which is in the name now: the line for it is of another format.
      descriptor: { ...metric.descriptor, name: withUnit(metric.descriptor), unit: "" },
    })),
  }));
  return new PrometheusSerializer(undefined, false, undefined, false, true).serialize({
    ...metrics,
    scopeMetrics,
  });
}

/** An instrument's name in Prometheus; those of a histogram's series follow from it. */
export function prometheusNameOf(instrument: Instrument): string {
  const name = withUnit(instrument).replaceAll(".", "_");
  return instrument.kind === "counter" ? `${name}_total` : name;
}

function withUnit({ name, unit }: { readonly name: string; readonly unit: string }): string {
  return name + (SUFFIXES[unit] ?? "");
}
