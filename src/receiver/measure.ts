import type { Collector } from "../collector/collector.ts";
import type { CollectorOptions } from "../collector/options.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Configuration } from "./configuration.ts";

/**
 * Metrics, where somebody can see them. What only some runs need is loaded by these: it would cost each start a quarter of
 * its time and memory.
 */
export async function measure(
  { settings: { metrics, api, resource } }: Configuration,
  once: boolean,
  status: Collector["status"],
): Promise<Metrics | undefined> {
  if (metrics === undefined && (api === undefined || once)) return undefined;
  const { createMetrics } = await import("../telemetry/metrics.ts");
  return createMetrics({ resource, status });
}

/** What sees the collector's work: the metrics and whoever watches the run. */
export function watchWith(
  metrics: Metrics | undefined,
  {
    observe,
    trace,
  }: {
    readonly observe: (sourceName: string, change: SourceChange) => void;
    readonly trace?: HttpObserver | undefined;
  },
): Pick<CollectorOptions, "observe" | "http" | "onExport" | "onWait"> {
  if (metrics === undefined) return { observe, ...(trace && { http: trace }) };
  return {
    observe(sourceName, change) {
      metrics.noteChange(sourceName, change);
      observe(sourceName, change);
    },
    http: {
      keptBytes: trace?.keptBytes ?? 0,
      see(exchange) {
        metrics.noteExchange(exchange);
        trace?.see(exchange);
      },
    },
    onExport: metrics.noteExport,
    onWait: metrics.noteWait,
  };
}
