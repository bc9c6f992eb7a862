import { type Collector, createCollector } from "../collector/collector.ts";
import { createFileFollower } from "../collector/follow-files.ts";
import { type IdentifiedSource, identifySources } from "../collector/identified-source.ts";
import { createSourceEditor, type SourceEditor } from "../collector/source-editor.ts";
import { openStorage, type Storage } from "../collector/storage.ts";
import { formatIssue, type Issue } from "../config/issue.ts";
import { loadSources } from "../config/sources.ts";
import { systemClock } from "../lib/clock.ts";
import { UsageError } from "../lib/errors.ts";
import { type Shutdown, withinShutdown } from "../lib/shutdown.ts";
import type { SourceChange } from "../source/source-change.ts";
import { startWebServer, type WebServer } from "../web/server.ts";
import type { Configuration, SourceFiles } from "./configuration.ts";
import type { Output } from "./output.ts";

/** How `receive` is watched and ended. */
export interface ReceiveOptions {
  readonly once: boolean;
  readonly shutdown: Shutdown;
  readonly output: Output;
  readonly observe: (sourceName: string, change: SourceChange) => void;
  /** Called with the collector before its sources run, and with the address of the API where there is one. */
  readonly onStart?: (collector: Collector, apiUrl: string | undefined) => void;
  /** Called with what is wrong in source files that were edited meanwhile, as `file:line:column: …`. */
  readonly onIssue: (line: string) => void;
  /** Called with what went wrong in answering a request, and nobody expected. */
  readonly onError: (error: Error) => void;
}

const LATE_MESSAGES = {
  aborted: "left at the second signal",
  deadline: "left because the delivery in flight did not end within shutdownTimeout",
} as const;

/** How often health looks for what no source tells of itself. */
const HEALTH_INTERVAL_MS = 60_000;

/**
 * Runs the configured sources until they are stopped or, with `once`, have reached the end of their logs. Without
 * `once` they follow their files, at once after a SIGHUP, and the API is served.
 *
 * @returns the exit code: 0, or 1 when a source failed, the stop was not clean or, with `once`, came before the end
 * @throws StorageError, ConfigError when the run cannot begin, UsageError when there is nothing to run
 */
export async function receive(configuration: Configuration, options: ReceiveOptions): Promise<number> {
  const { settings, settingsIssues, files, redact } = configuration;
  const { once, shutdown, output, observe } = options;
  const storage = openStorage(settings.storage, settings.checkpoints, { setsAside: true });
  const collector = await createCollector({
    settings,
    settingsIssues,
    storage,
    managedBy: files === undefined ? "api" : "files",
    clock: systemClock,
    random: Math.random,
    redact,
    once,
    observe,
  });
  const { sources, issues, editor } = loadManaged(configuration, storage, collector);
  if (sources.length === 0 && (once || settings.api === undefined)) {
    throw new UsageError("no sources", { hint: "Name a file or folder with --sources, or in the settings." });
  }
  const server = once ? undefined : await serve(configuration, collector, editor, options);
  options.onStart?.(collector, server?.url);
  const running = collector.run(sources, shutdown.stop);
  collector.noteIssues(issues);
  if (!once) watch(configuration, storage, collector, options);
  const end = await withinShutdown(running, shutdown, settings.shutdownTimeoutMs, systemClock);
  if ("late" in end) {
    output.err(`${LATE_MESSAGES[end.late]}: its page will be sent again at the next start`);
    return 1;
  }
  await Promise.all([server?.close(), collector.close()]);
  storage.close();
  const ends = [...end.value.values()];
  const isDone = once ? ends.every((each) => each === "caughtUp") : !ends.includes("failed");
  return isDone ? 0 : 1;
}

/** The sources of the files or, without any, those that were made through the API. */
function loadManaged(
  { files, redact }: Configuration,
  { registry }: Storage,
  collector: Collector,
): {
  readonly sources: readonly IdentifiedSource[];
  readonly issues: readonly Issue[];
  readonly editor: SourceEditor | undefined;
} {
  if (files !== undefined) {
    const { sources, issues } = files.loaded;
    return { sources: identifySources(registry, sources), issues, editor: undefined };
  }
  const onSource: Parameters<typeof createSourceEditor>[0]["onSource"] = ({ personalAccessToken }) =>
    redact.add(personalAccessToken);
  const editor = createSourceEditor({ registry, collector, onSource });
  return { ...editor.load(), editor };
}

async function serve(
  { settings: { api, collector: identity }, redact }: Configuration,
  collector: Collector,
  editor: SourceEditor | undefined,
  { onError }: ReceiveOptions,
): Promise<WebServer | undefined> {
  if (api === undefined) return undefined;
  return startWebServer({
    api,
    collectorId: identity.id,
    collector,
    editor,
    redact,
    onError,
    clock: systemClock,
  });
}

function watch(
  configuration: Configuration,
  storage: Storage,
  collector: Collector,
  options: ReceiveOptions,
): void {
  const { stop } = options.shutdown;
  if (configuration.files !== undefined) {
    followFiles(configuration.files, configuration, storage, collector, options);
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
  { path, loaded }: SourceFiles,
  { redact }: Configuration,
  { registry }: Storage,
  collector: Collector,
  { shutdown, onIssue }: ReceiveOptions,
): void {
  const follower = createFileFollower({
    path,
    loaded,
    load: () => loadSources(path),
    identify: (configs) => identifySources(registry, configs),
    collector,
    clock: systemClock,
    onRead: (sources, issues) => {
      for (const { personalAccessToken } of sources) redact.add(personalAccessToken);
      for (const issue of issues) onIssue(formatIssue(issue));
    },
  });
  const sync = (): void => void follower.sync();
  process.on("SIGHUP", sync);
  shutdown.stop.addEventListener("abort", () => process.off("SIGHUP", sync));
  void follower.run(shutdown.stop);
}
