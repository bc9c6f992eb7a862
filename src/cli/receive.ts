import { openCheckpointStore } from "../checkpoint/sqlite.ts";
import { type Collector, createCollector } from "../collector/collector.ts";
import { systemClock } from "../lib/clock.ts";
import { type Shutdown, withinShutdown } from "../lib/shutdown.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { Configuration } from "./configuration.ts";
import type { Output } from "./output.ts";

/** How `receive` is watched and ended. */
export interface ReceiveOptions {
  readonly once: boolean;
  readonly shutdown: Shutdown;
  readonly output: Output;
  readonly observe: (sourceName: string, change: SourceChange) => void;
  /** Called with the running collector, to read its Status. */
  readonly onStart?: (collector: Collector) => void;
}

const LATE_MESSAGES = {
  aborted: "left at the second signal",
  deadline: "left because the delivery in flight did not end within shutdownTimeout",
} as const;

/**
 * Runs the configured sources until they are stopped or, with `once`, have reached the end of their logs.
 *
 * @returns the exit code: 0, or 1 when a source failed or the stop was not clean
 * @throws StorageError, ConfigError when the run cannot begin
 */
export async function receive(configuration: Configuration, options: ReceiveOptions): Promise<number> {
  const { settings, sources } = configuration;
  const { once, shutdown, output, observe } = options;
  const store = openCheckpointStore(settings.storage);
  const clock = systemClock;
  const collector = await createCollector({
    settings,
    sources,
    store,
    clock,
    random: Math.random,
    once,
    observe,
  });
  options.onStart?.(collector);
  const end = await withinShutdown(collector.run(shutdown.stop), shutdown, settings.shutdownTimeoutMs, clock);
  if ("late" in end) {
    output.err(`${LATE_MESSAGES[end.late]}: its page will be sent again at the next start`);
    return 1;
  }
  await collector.close();
  store.close();
  return [...end.value.values()].includes("failed") ? 1 : 0;
}
