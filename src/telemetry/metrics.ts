import { type Attributes, type Counter, type Histogram, type Meter, ValueType } from "@opentelemetry/api";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  MeterProvider,
  type MetricProducer,
  MetricReader,
  type ResourceMetrics,
} from "@opentelemetry/sdk-metrics";
import type { Status } from "../generated/status.ts";
import type { HttpExchange } from "../lib/http-exchange.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import type { SourceChange } from "../source/source-change.ts";
import { EVENT_INSTRUMENTS, type Instrument, PROCESS_INSTRUMENTS } from "./instruments.ts";
import { toMetricData } from "./status-metrics.ts";

/** What metrics are made of. */
export interface MetricsDeps {
  /** Attributes of the receiver as a whole. */
  readonly resource: Readonly<Record<string, string>>;
  readonly status: () => Status;
}

/** Counts and measures. Nothing of it is global. */
export interface Metrics {
  noteChange(sourceName: string, change: SourceChange): void;
  noteExport(outcome: string, durationMs: number): void;
  noteExchange(exchange: HttpExchange): void;
  /** A request to Asana waited for its turn within the limits of its token. */
  noteWait(wait: { readonly source: string; readonly waitedMs: number }): void;
  /** All values as they are now. */
  collect(): Promise<ResourceMetrics>;
}

/** Some series for each source of a full Collector; above that, the SDK joins what is left. */
const MOST_SERIES = 10_000;

const SCOPE = { name: PACKAGE_NAME, version: PACKAGE_VERSION };

/** Creates the metrics of one receiver. */
export function createMetrics({ resource, status }: MetricsDeps): Metrics {
  const owner = resourceFromAttributes(resource);
  const snapshot: MetricProducer = {
    collect: async () => ({
      resourceMetrics: {
        resource: owner,
        scopeMetrics: [{ scope: SCOPE, metrics: toMetricData(status()) }],
      },
      errors: [],
    }),
  };
  const reader = new SnapshotReader({
    metricProducers: [snapshot],
    cardinalitySelector: () => MOST_SERIES,
  });
  const provider = new MeterProvider({ resource: owner, readers: [reader] });
  const meter = provider.getMeter(SCOPE.name, SCOPE.version);
  observeProcess(meter);
  return {
    ...createNotes(meter),
    async collect() {
      const { resourceMetrics, errors } = await reader.collect();
      if (errors.length > 0) throw new AggregateError(errors, "The metrics cannot be collected");
      return resourceMetrics;
    },
  };
}

/** Reads when it is asked to. Extending is the SDK's only way. */
class SnapshotReader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

function createNotes(meter: Meter): Omit<Metrics, "collect"> {
  const counter = ({ name, ...options }: Instrument): Counter => meter.createCounter(name, options);
  const histogram = ({ name, bounds = [], ...options }: Instrument): Histogram =>
    meter.createHistogram(name, { ...options, advice: { explicitBucketBoundaries: [...bounds] } });
  const failures = counter(EVENT_INSTRUMENTS.failures);
  const retries = counter(EVENT_INSTRUMENTS.retries);
  const rateLimitWait = counter(EVENT_INSTRUMENTS.rateLimitWait);
  const exportDuration = histogram(EVENT_INSTRUMENTS.exportDuration);
  const requestDuration = histogram(EVENT_INSTRUMENTS.requestDuration);
  const requestSize = histogram(EVENT_INSTRUMENTS.requestSize);
  const responseSize = histogram(EVENT_INSTRUMENTS.responseSize);
  return {
    noteChange(source, change) {
      if (change.kind !== "failure") return;
      const { errorType, retryAfterMs } = change.failure;
      failures.add(1, { source, "error.type": errorType });
      if (change.retryAt === undefined) return;
      retries.add(1, { source, "error.type": errorType });
      const peer = errorType === "FirstPartyGeneric" ? "endpoint" : "asana";
      if (retryAfterMs !== undefined) rateLimitWait.add(retryAfterMs / 1000, { source, peer });
    },
    noteWait: ({ source, waitedMs }) => rateLimitWait.add(waitedMs / 1000, { source, peer: "asana" }),
    noteExport: (outcome, durationMs) => exportDuration.record(durationMs / 1000, { outcome }),
    noteExchange(exchange) {
      const attributes = attributesOf(exchange);
      requestDuration.record(exchange.durationMs / 1000, attributes);
      if (exchange.requestBody.bytes > 0) requestSize.record(exchange.requestBody.bytes, attributes);
      if (exchange.responseBody.bytes > 0) responseSize.record(exchange.responseBody.bytes, attributes);
    },
  };
}

/** The host and no more of a URL: for some endpoints the rest is the credential. */
function attributesOf({ method, url, status, error }: HttpExchange): Attributes {
  const errorType = error ?? (status !== undefined && status >= 400 ? String(status) : undefined);
  return {
    "http.request.method": method,
    "server.address": url.hostname.replace(/^\[|\]$/g, ""),
    "server.port": url.port === "" ? DEFAULT_PORTS[url.protocol] : Number(url.port),
    ...(status === undefined ? {} : { "http.response.status_code": status }),
    ...(errorType === undefined ? {} : { "error.type": errorType }),
  };
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

function observeProcess(meter: Meter): void {
  const { cpu, memory, uptime } = PROCESS_INSTRUMENTS;
  meter.createObservableCounter(cpu.name, cpu).addCallback((result) => {
    const { user, system } = process.cpuUsage();
    result.observe(user / 1e6, { "cpu.mode": "user" });
    result.observe(system / 1e6, { "cpu.mode": "system" });
  });
  meter
    .createObservableGauge(memory.name, { ...memory, valueType: ValueType.INT })
    .addCallback((result) => result.observe(process.memoryUsage.rss()));
  meter.createObservableGauge(uptime.name, uptime).addCallback((result) => result.observe(process.uptime()));
}
