import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTestCollector, type TestCollector } from "./collector.ts";

/** The parts of a configuration that decide what the OpenTelemetry Collector does with records, as YAML. */
export interface Pipeline {
  /** Such as `processors: {memory_limiter: {…}}`; only these lines stand beside the OTLP receiver. */
  readonly components: string;
  /** The processors and exporters of the pipeline. */
  readonly processors?: string;
  readonly exporters: string;
  /** Extensions besides the health check. */
  readonly extensions?: Readonly<Record<string, string>>;
}

/** A real OpenTelemetry Collector that can be given another pipeline between two starts. */
export interface OutageCollector extends TestCollector {
  configure(pipeline: Pipeline): void;
}

/** Prepares one that keeps its files in `folder`; it is killed when the test has ended. */
export async function createOutageCollector(folder: string): Promise<OutageCollector> {
  const collector = await createTestCollector(folder);
  const file = join(folder, "otelcol.yaml");
  const [, healthPort] =
    /health_check: \{endpoint: "127\.0\.0\.1:(\d+)"/.exec(readFileSync(file, "utf8")) ?? [];
  if (healthPort === undefined) throw new Error(`no health check in ${file}`);
  const { host } = new URL(collector.endpoint);
  return {
    ...collector,
    configure: (pipeline) => writeFileSync(file, toYaml(pipeline, host, healthPort)),
  };
}

function toYaml(
  { components, processors = "", exporters, extensions = {} }: Pipeline,
  otlp: string,
  healthPort: string,
): string {
  const more = Object.entries(extensions).map(([name, options]) => `, ${name}: ${options}`);
  const names = ["health_check", ...Object.keys(extensions)];
  return `
extensions: {health_check: {endpoint: "127.0.0.1:${healthPort}"}${more.join("")}}
receivers: {otlp: {protocols: {http: {endpoint: "${otlp}"}}}}
${components}
service:
  telemetry: {metrics: {level: none}}
  extensions: [${names}]
  pipelines: {logs: {receivers: [otlp], processors: [${processors}], exporters: [${exporters}]}}
`;
}
