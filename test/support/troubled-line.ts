import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Collector, createCollector } from "../../src/collector/collector.ts";
import { identifySources } from "../../src/collector/identified-source.ts";
import type { SourceStatus } from "../../src/collector/status.ts";
import { openStorage, type Storage } from "../../src/collector/storage.ts";
import { loadSettings } from "../../src/config/settings.ts";
import { loadSources } from "../../src/config/sources.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../../src/simulator/asana-server.ts";
import { Random } from "../../src/simulator/random.ts";
import type { SourceChange } from "../../src/source/source-change.ts";
import { AccountingEndpoint } from "./accounting-endpoint.ts";
import { ASANA_TROUBLES, type AsanaTrouble, type AsanaTroubleName } from "./asana-troubles.ts";
import { ENDPOINT_TROUBLES, type EndpointTrouble, type EndpointTroubleName } from "./endpoint-troubles.ts";
import { FakeClock } from "./fake-clock.ts";
import { findForbiddenStates, findOpenErrors, findUnsettled, findWrongFates } from "./laws.ts";
import { sourceJson, TOKEN, WORKSPACE } from "./line.ts";

/** What came of a line. */
export interface LineResult {
  /** What must not be; empty when all is well. */
  readonly findings: readonly string[];
  readonly events: number;
  readonly lost: number;
  /** Records that came once more although the endpoint had acknowledged them. */
  readonly repeated: number;
  /** Records that were taken without a word, and had to be sent again. */
  readonly unheard: number;
  readonly deadLetters: number;
  readonly rejected: number;
}

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

const HISTORY = 120;
const PAGE_SIZE = 20;
/** A page is several requests, so that it can be delivered in part. */
const BATCH_SIZE = 8;
const APPENDED = 30;
const HOUR_MS = 3_600_000;
/** In this share of the steps a shut endpoint is shut. */
const SHUT_SHARE = 0.6;
type Noted = SourceChange & { readonly at: number };

/** More than any run needs; only a bug gets there. */
const MOST_STEPS = 1500;

/**
 * A receiver in this process between two ends that can be put into trouble. It runs on a clock of its own and goes on
 * by steps; what must not be is noted as a finding.
 */
export class TroubledLine {
  readonly #findings = new Set<string>();
  readonly asana: AsanaSimulator;
  readonly endpoint: AccountingEndpoint;
  readonly #collector: Collector;
  readonly #storage: Storage;
  readonly #clock: FakeClock;
  readonly #random: Random;
  readonly #changes: readonly Noted[];
  readonly #stop: AbortController;
  readonly #ended: Promise<unknown>;
  /** Every trouble there ever was. */
  readonly #asanaTroubles = new Set<AsanaTroubleName>();
  readonly #endpointTroubles = new Set<EndpointTroubleName>();
  #endpointTrouble: EndpointTrouble | undefined;

  private constructor(parts: Awaited<ReturnType<typeof startParts>>) {
    ({ asana: this.asana, endpoint: this.endpoint, collector: this.#collector } = parts);
    ({ storage: this.#storage, clock: this.#clock, random: this.#random, changes: this.#changes } = parts);
    ({ stop: this.#stop, ended: this.#ended } = parts);
  }

  static async start(options: TroubledLineOptions): Promise<TroubledLine> {
    return new TroubledLine(await startParts(options));
  }

  /** Puts both ends into trouble, or out of it. */
  async setTroubles(asana: AsanaTroubleName | undefined, endpoint: EndpointTroubleName | undefined) {
    if (asana !== undefined) this.#asanaTroubles.add(asana);
    if (endpoint !== undefined) this.#endpointTroubles.add(endpoint);
    this.asana.setFault(asana === undefined ? undefined : ASANA_TROUBLES[asana].fault);
    this.#endpointTrouble = endpoint === undefined ? undefined : ENDPOINT_TROUBLES[endpoint];
    const deeds = this.#endpointTrouble?.deeds;
    this.endpoint.setDeeds(deeds === "shut" ? undefined : deeds);
    if (deeds !== "shut") await this.endpoint.open();
  }

  /** Whether the receiver has told a trouble at Asana's end. */
  hasTold(asana: AsanaTroubleName): boolean {
    if (asana === "expired offset") return this.#changes.some(isAbout("byTime"));
    const { message } = ASANA_TROUBLES[asana];
    return this.#changes.some((change) => change.kind === "failure" && message.test(change.failure.message));
  }

  /** Whether the receiver has told a trouble at the endpoint's end, where there is anything to tell. */
  hasToldEndpoint(endpoint: EndpointTroubleName): boolean {
    const { telling }: EndpointTrouble = ENDPOINT_TROUBLES[endpoint];
    if (telling.kind === "none") return this.endpoint.met > 0;
    if (telling.kind === "warning") return this.#changes.some(isAbout(telling.about));
    return this.#changes.some(
      (change) => change.kind === "failure" && telling.message.test(change.failure.message),
    );
  }

  /** Lets time pass to the next moment at which something happens. A final failure is ended by a restart. */
  async step(goesOn = true): Promise<void> {
    await Promise.race([this.#clock.whenSleeping(), this.#ended]);
    const source = this.#source();
    this.#checkRest(source);
    if (this.#endpointTrouble?.deeds === "shut") {
      if (this.#random.chance(SHUT_SHARE)) await this.endpoint.shut();
      else await this.endpoint.open();
    }
    const wakeInMs = this.#clock.nextWakeInMs ?? 0;
    if (Number.isFinite(wakeInMs)) {
      if (goesOn && isCaughtUp(source)) this.asana.append(APPENDED);
      this.#clock.advance(wakeInMs);
    } else {
      await this.#restart(source);
    }
  }

  /** Ends all trouble, goes on to the end of the log, and accounts for every event. */
  async settle(): Promise<void> {
    await this.setTroubles(undefined, undefined);
    const before = this.#countCaughtUp();
    for (let step = 0; this.#countCaughtUp() === before; step++) {
      if (step > MOST_STEPS)
        throw new Error(`not settled after ${MOST_STEPS} steps: ${JSON.stringify(this.#source())}`);
      await this.step(false);
    }
    const source = this.#source();
    const gids = [...this.asana.gids(WORKSPACE)];
    const deadLetters = this.#storage.deadLetters.list();
    this.note(
      ...findWrongFates(gids, this.endpoint, deadLetters),
      ...findOpenErrors(source, this.#collector.healthEvents()),
      ...findForbiddenStates(this.#changes),
      ...this.#findWrongFailures(),
    );
    const { accepted = -1, rejected = -1, deadLettered = -1 } = source.checkpoint?.totals ?? {};
    const told = [accepted, rejected, deadLettered];
    const real = [sum(this.endpoint.acknowledged), sum(this.endpoint.rejected), deadLetters.length];
    if (String(told) !== String(real)) this.note(`the checkpoint counts ${told}, the ends ${real}`);
  }

  /** What has come of it so far. */
  result(): LineResult {
    const { acknowledged, rejected, unheard } = this.endpoint;
    const dead = new Set(this.#storage.deadLetters.list().map(({ gid }) => gid));
    const gids = [...this.asana.gids(WORKSPACE)];
    return {
      findings: [...this.#findings],
      events: gids.length,
      lost: gids.filter((gid) => !acknowledged.has(gid) && !rejected.has(gid) && !dead.has(gid)).length,
      repeated: sum(acknowledged) - acknowledged.size + sum(rejected) - rejected.size,
      unheard: sum(unheard),
      deadLetters: dead.size,
      rejected: rejected.size,
    };
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
    await this.#collector.close();
    this.#storage.close();
    await Promise.all([this.asana.close(), this.endpoint.shut()]);
  }

  #source(): SourceStatus {
    const [source] = this.#collector.status().sources;
    if (source === undefined) throw new Error("the source is gone");
    return source;
  }

  /** What must hold whenever the source waits for time to pass. */
  #checkRest(source: SourceStatus): void {
    this.note(...findUnsettled(this.asana.gids(WORKSPACE), source, this.endpoint, this.#storage.deadLetters));
    const { failure, nextPollAt, state, health, incidents } = source;
    const isResting = nextPollAt !== undefined || this.#clock.nextWakeInMs === Number.POSITIVE_INFINITY;
    if (failure === undefined || !isResting) return;
    if (state !== "Error" || health !== "error") this.note(`${failure.message}: ${state}, ${health}`);
    const incident = incidents.find(({ trackerId }) => trackerId === `${failure.errorType}Error`);
    if (incident?.reason !== failure.message) this.note(`${failure.message}: no incident of it`);
  }

  /** Only a person ends a final failure, and nothing is asked before. */
  async #restart({ id }: SourceStatus): Promise<void> {
    const { length } = this.asana.requests;
    this.#clock.advance(HOUR_MS);
    await new Promise(setImmediate);
    if (this.asana.requests.length !== length) this.note("a request after a final failure");
    this.#collector.restart(id);
  }

  /** Failures that no trouble explains, and those that are followed by the wrong wait. */
  #findWrongFailures(): string[] {
    const asana: AsanaTrouble[] = [...this.#asanaTroubles].map((name) => ASANA_TROUBLES[name]);
    const endpoint: EndpointTrouble[] = [...this.#endpointTroubles].map((name) => ENDPOINT_TROUBLES[name]);
    return this.#changes.flatMap((change) => {
      if (change.kind !== "failure") return [];
      const { errorType, message } = change.failure;
      const troubles =
        errorType === "FirstPartyGeneric"
          ? endpoint.filter((one) => patternOf(one)?.test(message))
          : asana.filter((one) => one.errorType === errorType && one.message.test(message));
      if (troubles.length === 0) return [`nothing explains ${errorType}: ${message}`];
      const leastMs = Math.min(...troubles.map(({ leastWaitMs = 0 }) => leastWaitMs));
      const waitMs = (change.retryAt ?? Number.POSITIVE_INFINITY) - change.at;
      const isWrong = Number.isFinite(waitMs) === (errorType === "ThirdPartyConfig") || waitMs < leastMs;
      return isWrong ? [`${message}: a wait of ${waitMs} ms`] : [];
    });
  }

  /** Notes what must not be. */
  note(...findings: readonly string[]): void {
    for (const finding of findings) this.#findings.add(finding);
  }

  #countCaughtUp(): number {
    return this.#changes.filter(({ kind }) => kind === "caughtUp").length;
  }
}

async function startParts(options: TroubledLineOptions) {
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
  const changes: Noted[] = [];
  const collector = await createCollector({
    settings,
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
) {
  const file = join(folder, "receiver.json");
  mkdirSync(join(folder, "sources"));
  writeFileSync(join(folder, "sources", "acme.json"), sourceJson());
  const content = {
    asana: { limit: PAGE_SIZE, timeout: `${asanaTimeoutMs}ms` },
    timeout: `${endpointTimeoutMs}ms`,
    maxBatchRecords: BATCH_SIZE,
    compression: "none",
    health: { export: false },
  };
  writeFileSync(file, JSON.stringify(content));
  const flags = { ...urls, settings: file, storage: join(folder, "state") };
  const { settings, issues } = await loadSettings({ flags, env: {} });
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return settings;
}

function isAbout(about: string): (change: SourceChange) => boolean {
  return (change) => change.kind === "warning" && change.about === about;
}

function isCaughtUp({ state, failure, nextPollAt }: SourceStatus): boolean {
  return state === "Collecting" && failure === undefined && nextPollAt !== undefined;
}

function patternOf({ telling, failure }: EndpointTrouble): RegExp | undefined {
  return telling.kind === "failure" ? telling.message : failure;
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, count) => total + count, 0);
}
