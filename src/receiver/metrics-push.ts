import type { Collector } from "../collector/collector.ts";
import type { Settings } from "../config/settings.ts";
import type { Clock } from "../lib/clock.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { createMetricExporter } from "../otlp/metric-exporter.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { pushMetrics } from "../telemetry/push-metrics.ts";

/** A push that runs. */
export interface MetricsPush {
  /** Pushes once more and ends. */
  end(): Promise<void>;
}

/** A receiver that is to stop does not wait longer for its metrics. */
const LAST_PUSH_MS = 5000;

/**
 * Begins to push metrics where the settings say so. What goes wrong with it is a matter of health, and of nothing else.
 *
 * @throws ConfigError when a TLS file cannot be used
 */
export async function startMetricsPush(
  { metrics: target, endpoint }: Pick<Settings, "metrics" | "endpoint">,
  metrics: Metrics,
  collector: Pick<Collector, "noteMetrics">,
  http: HttpObserver | undefined,
  clock: Clock,
): Promise<MetricsPush> {
  if (target === undefined) return { end: async () => undefined };
  const exporter = await createMetricExporter({ ...endpoint, ...target, userAgent: USER_AGENT, http });
  const ended = new AbortController();
  const pushing = pushMetrics(
    {
      collect: metrics.collect,
      send: exporter.send,
      intervalMs: target.intervalMs,
      clock,
      onPushed: (refusal) => collector.noteMetrics(refusal),
    },
    ended.signal,
  );
  return {
    async end() {
      ended.abort();
      const over = new AbortController();
      const isPushed = pushing.then(() => exporter.shutdown());
      try {
        await Promise.race([isPushed, clock.sleep(LAST_PUSH_MS, over.signal)]);
      } finally {
        over.abort();
      }
    },
  };
}
