import { onTestFinished } from "vitest";
import type { CheckpointStore } from "../../src/checkpoint/store.ts";
import { type Collector, createCollector } from "../../src/collector/collector.ts";
import { type IdentifiedSource, identifySources } from "../../src/collector/identified-source.ts";
import type { SourceStatus } from "../../src/collector/status.ts";
import { openStorage, type Storage } from "../../src/collector/storage.ts";
import { createRedactor } from "../../src/config/secret.ts";
import { loadSettings, type Settings } from "../../src/config/settings.ts";
import type { SourceConfig } from "../../src/config/source-config.ts";
import { loadSources } from "../../src/config/sources.ts";
import { StorageError } from "../../src/lib/errors.ts";
import type { RunEnd } from "../../src/source/source.ts";
import type { SourceChange } from "../../src/source/source-change.ts";
import { NO_CERTIFICATES } from "./certificates.ts";
import { FakeClock } from "./fake-clock.ts";
import type { Line } from "./line.ts";

/** A receiver that runs in the test's own process, on a clock the test moves. */
export interface Receiver {
  readonly collector: Collector;
  readonly storage: Storage;
  readonly clock: FakeClock;
  readonly changes: readonly (SourceChange & { readonly source: string })[];
  /** Resolves with the next change of this kind, or with one that has not been asked for yet. */
  next<K extends SourceChange["kind"]>(kind: K): Promise<Extract<SourceChange, { kind: K }>>;
  /** The status of a source; undefined when there is none of this name. */
  source(name: string): SourceStatus | undefined;
  /** Applies configurations as those of files. */
  apply(configs: readonly SourceConfig[]): void;
  /** Asks it to stop and waits for the end; the store is closed. */
  stop(): Promise<ReadonlyMap<string, RunEnd>>;
  /** How it ended by itself. */
  readonly ended: Promise<ReadonlyMap<string, RunEnd>>;
}

/** How a receiver is started. */
export interface ReceiverOptions {
  readonly once?: boolean;
  readonly clock?: FakeClock;
  /** Whether health events go to the endpoint as well. */
  readonly exportsHealth?: boolean;
  /** Without files: sources are made through the API. */
  readonly managedBy?: "files" | "api";
  /** So many commits fail before one succeeds. */
  readonly failCommits?: number;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** The store, of which the first commits fail as on a full disk. */
function withFailingCommits(store: CheckpointStore, times: number): CheckpointStore {
  let left = times;
  return {
    ...store,
    source(key, origin) {
      const source = store.source(key, origin);
      return {
        ...source,
        commit(page) {
          left -= 1;
          if (left >= 0) throw new StorageError("cannot write a checkpoint: disk full");
          return source.commit(page);
        },
      };
    },
  };
}

/** Starts a receiver on a line. */
export async function startReceiver(
  line: Line,
  {
    once = false,
    clock = new FakeClock(),
    failCommits = 0,
    exportsHealth = false,
    managedBy = "files",
    random = () => 0.5,
  }: ReceiverOptions = {},
): Promise<Receiver> {
  line.setClock(clock);
  const { settings, sources } = await loadLine(line, managedBy);
  const opened = openStorage(settings.storage, settings.checkpoints);
  const storage = { ...opened, checkpoints: withFailingCommits(opened.checkpoints, failCommits) };
  const changes: (SourceChange & { source: string })[] = [];
  const unread: SourceChange[] = [];
  const waiting: { kind: string; tell: (change: SourceChange) => void }[] = [];
  const observe = (source: string, change: SourceChange): void => {
    changes.push({ ...change, source });
    const index = waiting.findIndex(({ kind }) => kind === change.kind);
    if (index < 0) unread.push(change);
    else waiting.splice(index, 1)[0]?.tell(change);
  };
  const collector = createCollector({
    settings: { ...settings, health: { ...settings.health, isExported: exportsHealth } },
    certificates: NO_CERTIFICATES,
    settingsIssues: [],
    storage,
    managedBy,
    clock,
    random,
    redact: createRedactor(sources.map(({ personalAccessToken }) => personalAccessToken)),
    once,
    observe,
  });
  const stopping = new AbortController();
  const identify = (configs: readonly SourceConfig[]): IdentifiedSource[] =>
    identifySources(storage.registry, configs);
  const ended = collector.run(identify(sources), stopping.signal).finally(async () => {
    await collector.close();
    storage.close();
  });
  const stop = (): Promise<ReadonlyMap<string, RunEnd>> => {
    stopping.abort();
    return ended;
  };
  onTestFinished(async () => {
    await stop();
  });
  const next = (kind: string): Promise<SourceChange> => {
    const index = unread.findIndex((change) => change.kind === kind);
    const [change] = index < 0 ? [] : unread.splice(index, 1);
    return change === undefined
      ? new Promise((tell) => waiting.push({ kind, tell }))
      : Promise.resolve(change);
  };
  return {
    collector,
    storage,
    clock,
    changes,
    source: (name) => collector.status().sources.find((source) => source.name === name),
    apply: (configs) => collector.apply(identify(configs)),
    next: next as Receiver["next"],
    stop,
    ended,
  };
}

async function loadLine(
  line: Line,
  managedBy: "files" | "api",
): Promise<{ readonly settings: Settings; readonly sources: readonly SourceConfig[] }> {
  const { settings, issues } = await loadSettings({ flags: line.flags, env: {} });
  const loaded =
    managedBy === "api" ? { sources: [], issues: [] } : await loadSources(settings.sources ?? "", {});
  const wrong = [...issues, ...loaded.issues].filter(({ severity }) => severity === "error");
  if (wrong.length > 0) throw new Error(JSON.stringify(wrong));
  return { settings, sources: loaded.sources };
}
