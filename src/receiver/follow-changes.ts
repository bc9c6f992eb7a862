import type { Collector } from "../collector/collector.ts";
import { followSourceFiles } from "../collector/follow-files.ts";
import { followSettings } from "../collector/follow-settings.ts";
import { identifySources } from "../collector/identified-source.ts";
import type { Storage } from "../collector/storage.ts";
import { formatIssue } from "../config/issue.ts";
import type { RunSettings } from "../config/run-settings.ts";
import { type LoadedSources, loadSources } from "../config/sources.ts";
import type { FileFollower } from "../config/watch.ts";
import { systemClock } from "../lib/clock.ts";
import type { OnReload, Shutdown } from "../lib/shutdown.ts";
import { type Configuration, secretsOf } from "./configuration.ts";

/** What tells of changes, and who hears of them. */
export interface ChangeOptions {
  readonly shutdown: Shutdown;
  /** Without it, files are read again only when they change. */
  readonly onReload?: OnReload;
  /** Called with what is wrong in the storage or in files that were edited meanwhile, as `file:line:column: …`. */
  readonly onIssue: (line: string) => void;
  /** Called with the name of a setting that was changed meanwhile, and when that takes effect. */
  readonly onSetting: (name: string, effect: "now" | "afterRestart") => void;
}

/** How often health looks for what no source tells of itself. */
const HEALTH_INTERVAL_MS = 60_000;

/** What of a run takes over what has changed. */
export interface Changeable {
  readonly storage: Storage;
  readonly collector: Collector;
  /** Called with settings that take effect now, by their names, before the collector takes them over. */
  readonly onSettings: (next: RunSettings, names: readonly string[]) => void;
}

/** Until the shutdown: looks at the health of running sources, and follows the files of settings and sources. */
export function followChanges(
  configuration: Configuration,
  changeable: Changeable,
  options: ChangeOptions,
): void {
  const { shutdown, onReload } = options;
  const { files } = configuration;
  const followers: FileFollower[] = [];
  if (configuration.read.files.length > 0) {
    followers.push(followSettingsFile(configuration, changeable, options));
  }
  if (files?.path !== undefined) {
    followers.push(followSources(files.path, files.loaded, configuration, changeable, options));
  }
  for (const { run, sync } of followers) {
    onReload?.(() => void sync());
    void run();
  }
  void watchHealth(changeable.collector, shutdown.stop);
}

async function watchHealth(collector: Collector, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    await systemClock.sleep(HEALTH_INTERVAL_MS, stop);
    if (!stop.aborted) await collector.checkHealth();
  }
}

function followSources(
  path: string,
  loaded: LoadedSources,
  { redact }: Configuration,
  { storage: { registry }, collector }: Changeable,
  { shutdown, onIssue }: ChangeOptions,
): FileFollower {
  return followSourceFiles({
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
}

function followSettingsFile(
  { read, readAgain, redact }: Configuration,
  { collector, onSettings }: Changeable,
  { shutdown, onIssue, onSetting }: ChangeOptions,
): FileFollower {
  return followSettings({
    read,
    readAgain,
    collector,
    clock: systemClock,
    stop: shutdown.stop,
    onIssues: (issues) => {
      for (const issue of issues) onIssue(formatIssue(issue));
    },
    onChange: (next, { live, pending }) => {
      for (const secret of secretsOf(next.settings, [])) redact.add(secret);
      if (live.length > 0) {
        onSettings(next, live);
        collector.renew(next, live);
      }
      for (const name of live) onSetting(name, "now");
      for (const name of pending) onSetting(name, "afterRestart");
    },
  });
}
