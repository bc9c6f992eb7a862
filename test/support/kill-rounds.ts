import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openStorage } from "../../src/collector/storage.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../../src/simulator/asana-server.ts";
import { Random } from "../../src/simulator/random.ts";
import { AccountingEndpoint, countAll } from "./accounting-endpoint.ts";
import { ASANA_TROUBLE_NAMES, ASANA_TROUBLES, type AsanaTroubleName } from "./asana-troubles.ts";
import { ENDPOINT_TROUBLE_NAMES, ENDPOINT_TROUBLES, type EndpointTroubleName } from "./endpoint-troubles.ts";
import { sourceJson, TOKEN, WORKSPACE } from "./line.ts";
import { NO_LIMITS } from "./no-limits.ts";
import { startVictim, type Victim } from "./victim.ts";

/** How often and where. */
export interface KillOptions {
  readonly rounds: number;
  readonly seed: number;
  /** Empty; it is the caller's to remove. */
  readonly folder: string;
  readonly onRound?: (round: number) => void;
  /** So many slices of the past are read at once. */
  readonly slices: number;
}

/** What came of all the kills. */
export interface KillResult {
  /** What must not be; empty when all is well. */
  readonly findings: readonly string[];
  readonly kills: number;
  /** Kills with trouble at either end. */
  readonly killsInTrouble: number;
  readonly events: number;
  /** Events that had a fate before the last run, which nobody kills. */
  readonly eventsUnderFire: number;
  readonly lost: number;
  /** Records that came once more although the endpoint had acknowledged them. */
  readonly repeated: number;
  readonly mostRepeatedInOneRound: number;
  /** Records that were taken without a word, and had to be sent again. */
  readonly unheard: number;
  readonly deadLetters: number;
  readonly rejected: number;
  readonly worstMemoryMb: number | undefined;
}

/** A page of Asana: what one kill may repeat. */
export const PAGE_SIZE = 100;
/** A page is three requests. */
const BATCH_SIZE = 40;
const HISTORY_PER_ROUND = 300;
const LATENCY_MS = 3;
/** Up to so many events are added to the log at a time. */
const MOST_ADDED = 20;
const ADDED_EVERY_MS = 50;
/** Where it is not about the start, a kill comes so long after the first request to Asana, at the latest. */
const SPREAD_MS = 700;
const POLL_MS = 2;
/** Or so long after a request to the endpoint, when its answer and the commit are under way. */
const REACTION_MS = 10;
const MOST_REQUESTS = 40;
const SHORT = { asana: "300ms", endpoint: "500ms" };
const LONG = "20s";

/** Starts a receiver and kills it, again and again, while its log grows; then lets it run to the end. */
export async function killAgainAndAgain(options: KillOptions): Promise<KillResult> {
  const random = new Random(options.seed);
  const asana = await startAsanaSimulator({
    tokens: [TOKEN],
    workspaces: [WORKSPACE],
    events: options.rounds * HISTORY_PER_ROUND,
    latencyMs: LATENCY_MS,
    seed: options.seed,
    rateLimitPerMinute: Number.POSITIVE_INFINITY,
  });
  const endpoint = new AccountingEndpoint(random);
  const growth = setInterval(() => asana.append(1 + random.below(MOST_ADDED)), ADDED_EVERY_MS);
  try {
    await endpoint.open();
    const range = new FiringRange(options, asana, endpoint, random);
    await range.prepare();
    for (let round = 1; round <= options.rounds; round++) {
      options.onRound?.(round);
      await range.shoot(round % 2 === 0);
    }
    clearInterval(growth);
    return await range.finish();
  } finally {
    clearInterval(growth);
    await Promise.all([asana.close(), endpoint.shut()]);
  }
}

class FiringRange {
  readonly #options: KillOptions;
  readonly #asana: AsanaSimulator;
  readonly #endpoint: AccountingEndpoint;
  readonly #random: Random;
  readonly #findings: string[] = [];
  #startMs = 0;
  #kills = 0;
  #killsInTrouble = 0;
  #mostRepeated = 0;
  #worstMemoryMb: number | undefined;

  constructor(options: KillOptions, asana: AsanaSimulator, endpoint: AccountingEndpoint, random: Random) {
    this.#options = options;
    this.#asana = asana;
    this.#endpoint = endpoint;
    this.#random = random;
  }

  /** Measures how long it takes from the start to the first request. */
  async prepare(): Promise<void> {
    mkdirSync(join(this.#options.folder, "sources"));
    writeFileSync(join(this.#options.folder, "sources", "acme.json"), sourceJson());
    this.#writeSettings(undefined, undefined);
    const startedAt = performance.now();
    const victim = this.#start();
    await this.#whenAtWork(victim);
    this.#startMs = performance.now() - startedAt;
    await this.#kill(victim);
  }

  /** One life and one death. */
  async shoot(inTrouble: boolean): Promise<void> {
    const [asana, endpoint] = inTrouble ? this.#pickTroubles() : [];
    const trouble = endpoint === undefined ? undefined : ENDPOINT_TROUBLES[endpoint].deeds;
    this.#asana.setFault(asana === undefined ? undefined : ASANA_TROUBLES[asana].fault);
    this.#endpoint.setDeeds(trouble === "shut" ? undefined : trouble);
    if (trouble === "shut") await this.#endpoint.shut();
    else await this.#endpoint.open();
    this.#writeSettings(asana, endpoint);
    const before = this.#endpoint.countRepeated();
    const victim = this.#start();
    await this.#waitForMoment(victim);
    await this.#kill(victim);
    if (inTrouble) this.#killsInTrouble += 1;
    const repeated = this.#endpoint.countRepeated() - before;
    this.#mostRepeated = Math.max(this.#mostRepeated, repeated);
    if (repeated > PAGE_SIZE * (1 + this.#options.slices))
      this.#findings.push(`${repeated} events repeated (${asana}, ${endpoint})`);
  }

  /** Ends all trouble, lets a last run come to the end of the log, and accounts for every event. */
  async finish(): Promise<KillResult> {
    this.#asana.setFault(undefined);
    this.#endpoint.setDeeds(undefined);
    await this.#endpoint.open();
    this.#writeSettings(undefined, undefined);
    const eventsUnderFire = this.#endpoint.acknowledged.size;
    const last = this.#start("--once");
    const code = await last.ended;
    if (code !== 0 || last.printed !== "") this.#findings.push(`the last run: ${code} ${last.printed}`);
    const files = readdirSync(join(this.#options.folder, "state"));
    if (files.some((file) => file.includes("damaged"))) this.#findings.push(`damaged: ${files}`);
    const dead = this.#readDeadLetters();
    const { acknowledged, rejected } = this.#endpoint;
    const gids = [...this.#asana.gids(WORKSPACE)];
    const lost = gids.filter((gid) => !acknowledged.has(gid) && !rejected.has(gid) && !dead.has(gid));
    if (lost.length > 0) this.#findings.push(`${lost.length} events lost, such as ${lost[0]}`);
    return {
      findings: this.#findings,
      kills: this.#kills,
      killsInTrouble: this.#killsInTrouble,
      events: gids.length,
      eventsUnderFire,
      lost: lost.length,
      repeated: this.#endpoint.countRepeated(),
      mostRepeatedInOneRound: this.#mostRepeated,
      unheard: countAll(this.#endpoint.unheard),
      deadLetters: dead.size,
      rejected: rejected.size,
      worstMemoryMb: this.#worstMemoryMb,
    };
  }

  #start(...more: readonly string[]): Victim {
    const { folder } = this.#options;
    return startVictim([
      ...["--sources", join(folder, "sources"), "--settings", join(folder, "receiver.json")],
      ...["--asana-url", this.#asana.url, "--endpoint", this.#endpoint.url, "--listen", "off"],
      ...["--storage", join(folder, "state"), "--log-level", "error", ...more],
    ]);
  }

  async #kill(victim: Victim): Promise<void> {
    const peakMb = victim.readPeakMb();
    victim.kill();
    this.#kills += 1;
    const end = await victim.ended;
    if (end !== "SIGKILL") this.#findings.push(`ended by itself with ${end}: ${victim.printed}`);
    if (peakMb !== undefined) this.#worstMemoryMb = Math.max(this.#worstMemoryMb ?? 0, peakMb);
  }

  /** Any moment of the start, any moment of the work, or one at which a page is about to be committed. */
  async #waitForMoment(victim: Victim): Promise<void> {
    const aim = this.#random.below(3);
    if (aim === 0) return wait(this.#random.next() * this.#startMs);
    const isAsked = this.#whenAsked(1 + this.#random.below(MOST_REQUESTS));
    await this.#whenAtWork(victim);
    if (aim === 1) return wait(this.#random.next() * SPREAD_MS);
    await Promise.race([isAsked, wait(SPREAD_MS)]);
    await wait(this.#random.next() * REACTION_MS);
  }

  /** Until the receiver has begun to ask Asana, or has ended before that. */
  async #whenAtWork(victim: Victim): Promise<void> {
    const before = this.#asana.requests.at(-1);
    while (this.#asana.requests.at(-1) === before && !victim.hasEnded) await wait(POLL_MS);
  }

  #whenAsked(times: number): Promise<void> {
    return new Promise((resolve) => {
      let asked = 0;
      this.#endpoint.onRequest = () => {
        asked += 1;
        if (asked === times) resolve();
      };
    });
  }

  #pickTroubles(): readonly [asana?: AsanaTroubleName, endpoint?: EndpointTroubleName] {
    const asana = this.#random.pick(ASANA_TROUBLE_NAMES);
    const endpoint = this.#random.pick(ENDPOINT_TROUBLE_NAMES);
    const where = this.#random.below(3);
    if (where === 0) return [asana];
    return where === 1 ? [undefined as never, endpoint] : [asana, endpoint];
  }

  #writeSettings(asana: AsanaTroubleName | undefined, endpoint: EndpointTroubleName | undefined): void {
    const isSlow = asana === "hang" || asana === "slow drip";
    const settings = {
      asana: { ...NO_LIMITS, limit: PAGE_SIZE, timeout: isSlow ? SHORT.asana : LONG },
      timeout: endpoint === "hang" ? SHORT.endpoint : LONG,
      maxBatchRecords: BATCH_SIZE,
      polling: { interval: "100ms", overlap: "10s", startAt: "-31d", backfillStreams: this.#options.slices },
      deadLetters: { limit: 1_000_000 },
    };
    writeFileSync(join(this.#options.folder, "receiver.json"), JSON.stringify(settings));
  }

  #readDeadLetters(): ReadonlySet<string | undefined> {
    const { folder } = this.#options;
    const storage = openStorage(join(folder, "state"), { replayWindowMs: 0, mostDeadLetters: 0 });
    const letters = storage.deadLetters.list();
    storage.close();
    return new Set(letters.map(({ gid }) => gid));
  }
}
