import parsePrometheusTextFormat from "parse-prometheus-text-format";

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A metric as Prometheus' format tells it. */
export interface ScrapedMetric {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/**
 * Reads Prometheus' text format with a parser that is not ours; by name. It knows no histograms with labels, so their
 * series are metrics of their own here.
 */
export function parseScrape(text: string): ReadonlyMap<string, ScrapedMetric> {
  const parsed = parsePrometheusTextFormat(
    text.replaceAll(/^# TYPE (\S+) histogram$/gm, "# TYPE $1 untyped"),
  );
  return new Map(
    parsed.map(({ name, help, type, metrics }) => [
      name,
      {
        help,
        type,
        samples: metrics.map(({ labels = {}, value }) => ({ labels, value: Number(value) })),
      },
    ]),
  );
}

/** The one sample with these labels; undefined when there is none. */
export function sampleOf(
  metrics: ReadonlyMap<string, ScrapedMetric>,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = metrics
    .get(name)
    ?.samples.find((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value));
  return found?.value;
}
