import { openCheckpointStore } from "../checkpoint/sqlite.ts";
import { type Collector, createCollector } from "../collector/collector.ts";
import { createFileFollower } from "../collector/follow-files.ts";
import { formatIssue, type Issue } from "../config/issue.ts";
import { loadSources } from "../config/sources.ts";
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
  /** Called with the collector before its sources run, to read its Status. */
  readonly onStart?: (collector: Collector) => void;
  /** Called with what is wrong in source files that were edited meanwhile, as `file:line:column: …`. */
  readonly onIssue: (line: string) => void;
}

const LATE_MESSAGES = {
  aborted: "left at the second signal",
  deadline: "left because the delivery in flight did not end within shutdownTimeout",
} as const;

/**
 * Runs the configured sources until they are stopped or, with `once`, have reached the end of their logs. Without
 * `once` they follow their files, at once after a SIGHUP.
 *
 * @returns the exit code: 0, or 1 when a source failed, the stop was not clean or, with `once`, came before the end
 * @throws StorageError, ConfigError when the run cannot begin
 */
export async function receive(configuration: Configuration, options: ReceiveOptions): Promise<number> {
  const { settings, loaded } = configuration;
  const { once, shutdown, output, observe } = options;
  const store = openCheckpointStore(settings.storage);
  const clock = systemClock;
  const { sources } = loaded;
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
  if (!once) followFiles(configuration, collector, options);
  const end = await withinShutdown(collector.run(shutdown.stop), shutdown, settings.shutdownTimeoutMs, clock);
  if ("late" in end) {
    output.err(`${LATE_MESSAGES[end.late]}: its page will be sent again at the next start`);
    return 1;
  }
  await collector.close();
  store.close();
  const ends = [...end.value.values()];
  const isDone = once ? ends.every((each) => each === "caughtUp") : !ends.includes("failed");
  return isDone ? 0 : 1;
}

function followFiles(
  { sourcesPath, loaded, redact }: Configuration,
  collector: Collector,
  { shutdown, onIssue }: ReceiveOptions,
): void {
  const told = (issues: readonly Issue[]): void => {
    for (const issue of issues) onIssue(formatIssue(issue));
  };
  const follower = createFileFollower({
    path: sourcesPath,
    loaded,
    load: () => loadSources(sourcesPath),
    collector,
    clock: systemClock,
    onRead: (sources, issues) => {
      for (const { personalAccessToken } of sources) redact.add(personalAccessToken);
      told(issues);
    },
  });
  const sync = (): void => void follower.sync();
  process.on("SIGHUP", sync);
  shutdown.stop.addEventListener("abort", () => process.off("SIGHUP", sync));
  void follower.run(shutdown.stop);
}
