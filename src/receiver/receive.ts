import { type Collector, createCollector } from "../collector/collector.ts";
import { type IdentifiedSource, identifySources } from "../collector/identified-source.ts";
import type { CollectorOptions } from "../collector/options.ts";
import { createSourceEditor, type SourceEditor } from "../collector/source-editor.ts";
import { openStorage, type Storage } from "../collector/storage.ts";
import { formatIssue, type Issue } from "../config/issue.ts";
import { isAbout } from "../config/live-settings.ts";
import type { RunSettings } from "../config/run-settings.ts";
import type { ApiSettings } from "../config/settings.ts";
import { systemClock } from "../lib/clock.ts";
import { UsageError } from "../lib/errors.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import { withinShutdown } from "../lib/shutdown.ts";
import type { Exporter } from "../otlp/exporter.ts";
import type { RunEnd } from "../source/source.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { WebServer } from "../web/server.ts";
import type { Configuration } from "./configuration.ts";
import { type ChangeOptions, followChanges } from "./follow-changes.ts";
import { measure, watchWith } from "./measure.ts";
import { type MetricsPush, startMetricsPush } from "./metrics-push.ts";
import { findStorageIssues } from "./storage-issues.ts";

/** How `receive` is watched and ended. */
export interface ReceiveOptions extends ChangeOptions {
  readonly once: boolean;
  /** Takes the place of the one to the configured endpoint. */
  readonly exporter?: Exporter;
  readonly observe: (sourceName: string, change: SourceChange) => void;
  /** Sees every request. */
  readonly trace?: HttpObserver | undefined;
  /** Called with the collector before its sources run, and with the address of the API where there is one. */
  readonly onStart?: (collector: Collector, apiUrl: string | undefined) => void;
  /** Called with why the stop was not clean. */
  readonly onLate: (message: string) => void;
  /** Called with what went wrong in answering a request, and nobody expected. */
  readonly onError: (error: Error) => void;
}

const LATE_MESSAGES = {
  aborted: "left at the second signal",
  deadline: "left because the delivery in flight did not end within shutdownTimeout",
} as const;

/**
 * Runs the configured sources until they are stopped or, with `once`, have reached the end of their logs. Without
 * `once` they follow their files, at once after a SIGHUP, and the API is served.
 *
 * @returns the exit code: 0, or 1 when a source failed, the stop was not clean or, with `once`, came before the end
 * @throws StorageError, ConfigError when the run cannot begin, UsageError when there is nothing to run
 */
export async function receive(configuration: Configuration, options: ReceiveOptions): Promise<number> {
  const { shutdown, onLate, onError } = options;
  const { shutdownTimeoutMs } = configuration.settings;
  let code: number | undefined;
  const working = work(configuration, options, (ended) => {
    code = ended;
  });
  const end = await withinShutdown(working, shutdown, shutdownTimeoutMs, systemClock);
  if ("value" in end) return end.value;
  // In a process that lives on, the folder is free again once all has come to its end.
  working.catch(onError);
  onLate(
    code === undefined
      ? `${LATE_MESSAGES[end.late]}: its page will be sent again at the next start`
      : "left before health events and metrics were sent: the former are sent at the next start",
  );
  return code ?? 1;
}

/** Opens what a run needs, runs, and closes it again. Calls `onEnded` between the last two. */
async function work(
  configuration: Configuration,
  options: ReceiveOptions,
  onEnded: (exitCode: number) => void,
): Promise<number> {
  const { settings, read, files, redact } = configuration;
  const { once, exporter } = options;
  const storage = openStorage(settings.storage, settings.checkpoints, { setsAside: true });
  const storageIssues = findStorageIssues(storage);
  for (const issue of storageIssues) options.onIssue(formatIssue(issue));
  const held: Held = { storage };
  try {
    const metrics: Metrics | undefined = await measure(configuration, once, () => collector.status());
    const watching = watchWith(metrics, options);
    const collector = createCollector({
      settings,
      certificates: read.certificates,
      settingsIssues: read.issues,
      storageIssues,
      storage,
      managedBy: files === undefined ? "api" : "files",
      clock: systemClock,
      random: Math.random,
      redact,
      once,
      ...watching,
      ...(exporter === undefined ? {} : { exporter }),
    });
    held.collector = collector;
    const { running } = await begin(configuration, options, held, {
      collector,
      metrics,
      http: watching.http,
    });
    const ends = [...(await running).values()];
    const isDone = once ? ends.every((each) => each === "caughtUp") : !ends.includes("failed");
    const exitCode = isDone ? 0 : 1;
    onEnded(exitCode);
    return exitCode;
  } finally {
    await release(held);
  }
}

/** What a run has opened so far. */
interface Held {
  readonly storage: Storage;
  collector?: Collector;
  push?: MetricsPush;
  server?: WebServer | undefined;
  /** Who may use the API just now. */
  access?: ApiSettings | undefined;
}

async function release({ storage, collector, push, server }: Held): Promise<void> {
  try {
    await push?.end();
    await Promise.all([server?.close(), collector?.close()]);
  } finally {
    storage.close();
  }
}

/** The collector and what measures it. */
interface Working {
  readonly collector: Collector;
  readonly metrics: Metrics | undefined;
  readonly http: CollectorOptions["http"];
}

/** Starts the push of metrics, the API, the sources and what watches them. */
async function begin(
  configuration: Configuration,
  options: ReceiveOptions,
  held: Held,
  { collector, metrics, http }: Working,
): Promise<{ readonly running: Promise<ReadonlyMap<string, RunEnd>> }> {
  const { once, shutdown, onStart } = options;
  const { sources, issues, editor } = loadManaged(configuration, held.storage, collector);
  if (sources.length === 0 && (once || configuration.settings.api === undefined)) {
    throw new UsageError("no sources", { hint: "Name a file or folder with --sources, or in the settings." });
  }
  if (metrics !== undefined) {
    held.push = await startMetricsPush(configuration.read, metrics, collector, http, systemClock);
  }
  held.access = configuration.settings.api;
  held.server = once ? undefined : await serve(configuration, held, collector, editor, metrics, options);
  onStart?.(collector, held.server?.url);
  const running = collector.run(sources, shutdown.stop);
  collector.noteIssues(issues);
  const onSettings = (next: RunSettings, names: readonly string[]): void =>
    takeOver(held, next, names, options);
  if (!once) followChanges(configuration, { storage: held.storage, collector, onSettings }, options);
  return { running };
}

/** Lets the API and the push of metrics take over what has changed in the settings of these names. */
function takeOver(
  held: Held,
  next: RunSettings,
  names: readonly string[],
  { onError }: Pick<ReceiveOptions, "onError">,
): void {
  if (isAbout("api", names)) held.access = next.settings.api;
  if (isAbout("metrics", names) || isAbout("endpoint", names)) held.push?.renew(next).catch(onError);
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
  held: Pick<Held, "access">,
  collector: Collector,
  editor: SourceEditor | undefined,
  metrics: Metrics | undefined,
  { onError }: ReceiveOptions,
): Promise<WebServer | undefined> {
  if (api === undefined || metrics === undefined) return undefined;
  const { startWebServer } = await import("../web/server.ts");
  return startWebServer({
    api,
    access: () => held.access ?? api,
    collectorId: identity.id,
    collector,
    editor,
    clock: systemClock,
    metrics: async () => {
      // Loaded by the first scrape: it would cost a third of a second of the start.
      const { toPrometheusResponse } = await import("../telemetry/prometheus.ts");
      return toPrometheusResponse(await metrics.collect());
    },
    redact,
    onError,
  });
}
