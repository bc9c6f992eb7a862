import type { Collector } from "../collector/collector.ts";
import type { Certificates } from "../config/certificates.ts";
import type { MetricsSettings } from "../config/metrics-settings.ts";
import type { Settings } from "../config/settings.ts";
import type { Clock } from "../lib/clock.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { createRenewable } from "../lib/renewable.ts";
import { createMetricExporter } from "../otlp/metric-exporter.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { pushMetrics } from "../telemetry/push-metrics.ts";

/** A push that runs. */
export interface MetricsPush {
  /** Pushes another way from now on, where the settings have one. */
  renew(next: PushSettings): Promise<void>;
  /** Pushes once more and ends. */
  end(): Promise<void>;
}

/** What of the settings a push depends on. */
export interface PushSettings {
  readonly settings: Pick<Settings, "metrics" | "endpoint">;
  readonly certificates: Pick<Certificates, "endpoint">;
}

/** A receiver that is to stop does not wait longer for its metrics. */
const LAST_PUSH_MS = 5000;

/** Begins to push metrics where the settings say so. What goes wrong with it is a matter of health, and of nothing else. */
export async function startMetricsPush(
  first: PushSettings,
  metrics: Metrics,
  collector: Pick<Collector, "noteMetrics">,
  http: HttpObserver | undefined,
  clock: Clock,
): Promise<MetricsPush> {
  const { metrics: target, endpoint } = first.settings;
  if (target === undefined) return { renew: async () => undefined, end: async () => undefined };
  const { protocol } = endpoint;
  const connect = (own: MetricsSettings, { settings, certificates }: PushSettings) =>
    createMetricExporter({
      ...{ ...settings.endpoint, ...own, protocol, tls: certificates.endpoint },
      ...{ userAgent: USER_AGENT, http },
    });
  const exporters = createRenewable(await connect(target, first), (each) => each.shutdown());
  const ended = new AbortController();
  const pushing = pushMetrics(
    {
      collect: metrics.collect,
      send: (metrics) => exporters.use((current) => current.send(metrics)),
      intervalMs: target.intervalMs,
      clock,
      onPushed: (refusal) => collector.noteMetrics(refusal),
    },
    ended.signal,
  );
  return {
    async renew(next) {
      const { metrics: own } = next.settings;
      if (own !== undefined) exporters.renew(await connect(own, next));
    },
    async end() {
      ended.abort();
      const over = new AbortController();
      const isPushed = pushing.then(() => exporters.close());
      try {
        await Promise.race([isPushed, clock.sleep(LAST_PUSH_MS, over.signal)]);
      } finally {
        over.abort();
      }
    },
  };
}
