import type { Collector } from "../collector/collector.ts";
import { createFileFollower } from "../collector/follow-files.ts";
import { identifySources } from "../collector/identified-source.ts";
import type { Storage } from "../collector/storage.ts";
import { formatIssue } from "../config/issue.ts";
import { type LoadedSources, loadSources } from "../config/sources.ts";
import { systemClock } from "../lib/clock.ts";
import type { OnReload, Shutdown } from "../lib/shutdown.ts";
import type { Configuration } from "./configuration.ts";

/** What tells of changes, and who hears of them. */
export interface ChangeOptions {
  readonly shutdown: Shutdown;
  /** Without it, files are read again only when they change. */
  readonly onReload?: OnReload;
  /** Called with what is wrong in the storage or in source files that were edited meanwhile, as `file:line:column: …`. */
  readonly onIssue: (line: string) => void;
}

/** How often health looks for what no source tells of itself. */
const HEALTH_INTERVAL_MS = 60_000;

/** Until the shutdown: looks at the health of running sources, and follows the files that they come from. */
export function followChanges(
  configuration: Configuration,
  storage: Storage,
  collector: Collector,
  options: ChangeOptions,
): void {
  const { stop } = options.shutdown;
  const { files } = configuration;
  if (files?.path !== undefined) {
    followFiles(files.path, files.loaded, configuration, storage, collector, options);
  }
  void watchHealth(collector, stop);
}

async function watchHealth(collector: Collector, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await systemClock.sleep(HEALTH_INTERVAL_MS, stop);
    if (!stop.aborted) await collector.checkHealth();
  }
}

function followFiles(
  path: string,
  loaded: LoadedSources,
  { redact }: Configuration,
  { registry }: Storage,
  collector: Collector,
  { shutdown, onReload, onIssue }: ChangeOptions,
): void {
  const follower = createFileFollower({
    path,
    loaded,
    load: () => loadSources(path),
    identify: (configs) => identifySources(registry, configs),
    collector,
    clock: systemClock,
    stop: shutdown.stop,
    onRead: (sources, issues) => {
      for (const { personalAccessToken } of sources) redact.add(personalAccessToken);
      for (const issue of issues) onIssue(formatIssue(issue));
    },
  });
  onReload?.(() => void follower.sync());
  void follower.run();
}
