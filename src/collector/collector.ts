import { randomUUID } from "node:crypto";
import { createAsanaClient } from "../asana/client.ts";
import type { SourceConfig } from "../config/source-config.ts";
import { whenAborted } from "../lib/clock.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { createExporter } from "../otlp/exporter.ts";
import type { RunEnd } from "../source/source.ts";
import { createSource, type SharedParts } from "./create-source.ts";
import type { CollectorOptions } from "./options.ts";
import { SourceSet } from "./source-set.ts";
import type { Status } from "./status.ts";

/** The set of sources that run in this process. */
export interface Collector {
  status(): Status;
  /** The configurations that run now. */
  readonly configs: readonly SourceConfig[];
  /** Makes the running sources match: starts, stops or runs anew only what differs. */
  apply(sources: readonly SourceConfig[]): void;
  /** Runs a source anew. Returns false when there is none of this name. */
  restart(sourceName: string): boolean;
  /** Runs the sources until `stop` aborts or, with `once`, until each has ended; by name, how. */
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
  const sources = new SourceSet((config) => createSource(config, shared));
  const startedAt = clock.now();
  return {
    status: () => ({
      version: PACKAGE_VERSION,
      startedAt,
      endpoint: settings.endpoint.label,
      sources: sources.statuses(),
    }),
    get configs() {
      return sources.configs;
    },
    apply: (configs) => sources.apply(configs),
    restart: (name) => sources.restart(name),
    async run(stop) {
      sources.apply(options.sources);
      const stopped = whenAborted(stop).then(() => sources.stop());
      const idle = options.once ? sources.ended() : stopped;
      await Promise.race([idle, stopped, sources.broken]);
      return Promise.race([sources.ended(), sources.broken]);
    },
    async close() {
      await Promise.all([asana.close(), exporter.shutdown()]);
    },
  };
}
