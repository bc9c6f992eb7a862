import type { Collector } from "../../src/collector/collector.ts";
import type { SourceStatus } from "../../src/collector/status.ts";
import type { Storage } from "../../src/collector/storage.ts";
import type { AsanaSimulator } from "../../src/simulator/asana-server.ts";
import type { Random } from "../../src/simulator/random.ts";
import type { SourceChange } from "../../src/source/source-change.ts";
import { type AccountingEndpoint, countAll } from "./accounting-endpoint.ts";
import { ASANA_TROUBLES, type AsanaTroubleName } from "./asana-troubles.ts";
import { ENDPOINT_TROUBLES, type EndpointTrouble, type EndpointTroubleName } from "./endpoint-troubles.ts";
import type { FakeClock } from "./fake-clock.ts";
import {
  findForbiddenStates,
  findOpenErrors,
  findUnsettled,
  findWrongFailures,
  findWrongFates,
  type NotedChange,
} from "./laws.ts";
import { WORKSPACE } from "./line.ts";
import { startTroubledParts, type TroubledLineOptions, type TroubledParts } from "./troubled-parts.ts";

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

const APPENDED = 30;
const HOUR_MS = 3_600_000;
/** In this share of the steps a shut endpoint is shut. */
const SHUT_SHARE = 0.6;
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
  readonly #changes: readonly NotedChange[];
  readonly #stop: AbortController;
  readonly #ended: Promise<unknown>;
  /** Every trouble there ever was. */
  readonly #asanaTroubles = new Set<AsanaTroubleName>();
  readonly #endpointTroubles = new Set<EndpointTroubleName>();
  #endpointTrouble: EndpointTrouble | undefined;

  private constructor(parts: TroubledParts) {
    ({ asana: this.asana, endpoint: this.endpoint, collector: this.#collector } = parts);
    ({ storage: this.#storage, clock: this.#clock, random: this.#random, changes: this.#changes } = parts);
    ({ stop: this.#stop, ended: this.#ended } = parts);
  }

  static async start(options: TroubledLineOptions): Promise<TroubledLine> {
    return new TroubledLine(await startTroubledParts(options));
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
      ...findWrongFailures(
        this.#changes,
        [...this.#asanaTroubles].map((name) => ASANA_TROUBLES[name]),
        [...this.#endpointTroubles].map((name) => ENDPOINT_TROUBLES[name]),
      ),
    );
    const { accepted = -1, rejected = -1, deadLettered = -1 } = source.checkpoint?.totals ?? {};
    const told = [accepted, rejected, deadLettered];
    const real = [countAll(this.endpoint.acknowledged), countAll(this.endpoint.rejected), deadLetters.length];
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
      repeated: this.endpoint.countRepeated(),
      unheard: countAll(unheard),
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

  /** Notes what must not be. */
  note(...findings: readonly string[]): void {
    for (const finding of findings) this.#findings.add(finding);
  }

  #countCaughtUp(): number {
    return this.#changes.filter(({ kind }) => kind === "caughtUp").length;
  }
}

function isAbout(about: string): (change: SourceChange) => boolean {
  return (change) => change.kind === "warning" && change.about === about;
}

function isCaughtUp({ state, failure, nextPollAt }: SourceStatus): boolean {
  return state === "Collecting" && failure === undefined && nextPollAt !== undefined;
}
