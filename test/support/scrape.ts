import parsePrometheusTextFormat from "parse-prometheus-text-format";

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The values of each metric, by its name. */
export type Scrape = ReadonlyMap<string, readonly Sample[]>;

/**
 * Reads Prometheus' text format with a parser that is not ours. It knows no histograms with labels, so their series are
 * metrics of their own here.
 */
export function parseScrape(text: string): Scrape {
  const scrape = new Map<string, readonly Sample[]>();
  const untyped = text.replaceAll(/^# TYPE (\S+) histogram$/gm, "# TYPE $1 untyped");
  for (const { name, metrics } of parsePrometheusTextFormat(untyped)) {
    const samples = metrics.map(({ labels = {}, value }) => ({ labels, value: Number(value) }));
    scrape.set(name, [...(scrape.get(name) ?? []), ...samples]);
  }
  return scrape;
}

/** The value of the first sample with these labels; undefined when there is none. */
export function sampleOf(
  scrape: Scrape,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const fits = (sample: Sample): boolean =>
    Object.entries(labels).every(([key, value]) => sample.labels[key] === value);
  return scrape.get(name)?.find(fits)?.value;
}
