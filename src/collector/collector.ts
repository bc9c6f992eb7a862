import { randomUUID } from "node:crypto";
import { createAsanaClient } from "../asana/client.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { createExporter } from "../otlp/exporter.ts";
import type { RunEnd } from "../source/source.ts";
import { createSource, type SharedParts } from "./create-source.ts";
import type { CollectorOptions } from "./options.ts";
import type { Status } from "./status.ts";

/** The set of sources that run in this process. */
export interface Collector {
  status(): Status;
  /** Runs all sources until `stop` aborts or, with `once`, until each has ended; by name, how. */
  run(stop: AbortSignal): Promise<ReadonlyMap<string, RunEnd>>;
  /** Ends the connections; call it when `run` has ended. */
  close(): Promise<void>;
}

/**
 * Builds the sources around one Asana client and one exporter.
 *
 * @throws ConfigError when the endpoint's TLS files cannot be used
 */
export async function createCollector(options: CollectorOptions): Promise<Collector> {
  const { settings, clock } = options;
  const userAgent = `${PACKAGE_NAME}/${PACKAGE_VERSION}`;
  const { url, timeoutMs } = settings.asana;
  const exporter = await createExporter({ ...settings.endpoint, userAgent });
  const asana = createAsanaClient({ url, timeoutMs, userAgent, clock });
  const resource = { "service.instance.id": randomUUID(), ...settings.resource };
  const shared: SharedParts = { ...options, asana, exporter, resource };
  const sources = options.sources.map((config) => createSource(config, shared));
  const startedAt = clock.now();
  return {
    status: () => ({
      version: PACKAGE_VERSION,
      startedAt,
      endpoint: settings.endpoint.label,
      sources: sources.map((source) => source.status()),
    }),
    async run(stop) {
      const ends = await Promise.all(sources.map((source) => source.run(stop)));
      return new Map(options.sources.map(({ name }, index) => [name, ends[index] ?? "stopped"]));
    },
    async close() {
      await Promise.all([asana.close(), exporter.shutdown()]);
    },
  };
}
