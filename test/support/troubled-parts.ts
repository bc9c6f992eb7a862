import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Collector, createCollector } from "../../src/collector/collector.ts";
import { identifySources } from "../../src/collector/identified-source.ts";
import { openStorage, type Storage } from "../../src/collector/storage.ts";
import { loadSettings, type Settings } from "../../src/config/settings.ts";
import { loadSources } from "../../src/config/sources.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../../src/simulator/asana-server.ts";
import { Random } from "../../src/simulator/random.ts";
import { AccountingEndpoint } from "./accounting-endpoint.ts";
import { NO_CERTIFICATES } from "./certificates.ts";
import { FakeClock } from "./fake-clock.ts";
import type { NotedChange } from "./laws.ts";
import { sourceJson, TOKEN, WORKSPACE } from "./line.ts";
import { NO_LIMITS } from "./no-limits.ts";

/** How a line is made. */
export interface TroubledLineOptions {
  /** Empty; it is the caller's to remove. */
  readonly folder: string;
  /** Of every choice. */
  readonly seed: number;
  /** Milliseconds of real time; below 800 the exporter has no time for retries of its own. */
  readonly endpointTimeoutMs: number;
  readonly asanaTimeoutMs: number;
}

/** What a line is made of. */
export interface TroubledParts {
  readonly asana: AsanaSimulator;
  readonly endpoint: AccountingEndpoint;
  readonly clock: FakeClock;
  readonly random: Random;
  readonly storage: Storage;
  readonly collector: Collector;
  readonly changes: readonly NotedChange[];
  readonly stop: AbortController;
  readonly ended: Promise<unknown>;
}

const HISTORY = 120;
const PAGE_SIZE = 20;
/** A page is several requests, so that it can be delivered in part. */
const BATCH_SIZE = 8;

/** Starts a receiver on a clock of its own, in this process, between a simulated Asana and an endpoint. */
export async function startTroubledParts(options: TroubledLineOptions): Promise<TroubledParts> {
  const { folder, seed } = options;
  const random = new Random(seed);
  const clock = new FakeClock();
  const asana = await startAsanaSimulator({
    tokens: [TOKEN],
    workspaces: [WORKSPACE],
    events: HISTORY,
    seed,
    // What drips does so in real time: against it stands a real timeout.
    clock: { now: () => clock.now(), sleep: systemClock.sleep },
    rateLimitPerMinute: Number.POSITIVE_INFINITY,
  });
  const endpoint = new AccountingEndpoint(random);
  await endpoint.open();
  const settings = await writeAndLoad(options, { asanaUrl: asana.url, endpoint: endpoint.url });
  const storage = openStorage(settings.storage, settings.checkpoints);
  const changes: NotedChange[] = [];
  const collector = createCollector({
    settings,
    certificates: NO_CERTIFICATES,
    settingsIssues: [],
    storage,
    managedBy: "files",
    clock,
    random: () => random.next(),
    redact: (text) => text,
    once: false,
    observe: (_, change) => void changes.push({ ...change, at: clock.now() }),
  });
  const { sources } = await loadSources(join(folder, "sources"), {});
  const stop = new AbortController();
  const ended = collector.run(identifySources(storage.registry, sources), stop.signal);
  return { asana, endpoint, clock, random, storage, collector, changes, stop, ended };
}

async function writeAndLoad(
  { folder, endpointTimeoutMs, asanaTimeoutMs }: TroubledLineOptions,
  urls: { readonly asanaUrl: string; readonly endpoint: string },
): Promise<Settings> {
  const file = join(folder, "receiver.json");
  mkdirSync(join(folder, "sources"));
  writeFileSync(join(folder, "sources", "acme.json"), sourceJson());
  const content = {
    asana: { ...NO_LIMITS, limit: PAGE_SIZE, timeout: `${asanaTimeoutMs}ms` },
    timeout: `${endpointTimeoutMs}ms`,
    maxBatchRecords: BATCH_SIZE,
    compression: "none",
    health: { export: false },
    // What of the past is read in slices has kills of its own.
    polling: { backfillStreams: 0 },
  };
  writeFileSync(file, JSON.stringify(content));
  const flags = { ...urls, settings: file, storage: join(folder, "state") };
  const { settings, issues } = await loadSettings({ flags, env: {} });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return settings;
}
