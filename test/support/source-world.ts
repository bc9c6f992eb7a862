import type { PageCommit, StreamCheckpoint } from "../../src/checkpoint/store.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { NEW_TRIAL } from "../../src/otlp/trial.ts";
import { toRecord } from "../../src/record/to-record.ts";
import type { BackfillOptions } from "../../src/source/slices.ts";
import { Slots } from "../../src/source/slots.ts";
import { type RunEnd, Source } from "../../src/source/source.ts";
import type { SourcePorts } from "../../src/source/source-ports.ts";
import type { SweepOptions } from "../../src/source/sweep.ts";
import { AsanaModel } from "./asana-model.ts";
import type { DurableStores } from "./durable-stores.ts";
import { BrokenLaw } from "./fate-book.ts";

const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const OVERLAP_MS = 600_000;
const PIPE = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });

/** What becomes of a delivery; `killAfter`: it is taken, and nobody hears of it. */
export type Deed = "none" | "refuse" | "kill" | "killAfter";

/** How the source of a world is set up. */
export interface SourceWorldOptions {
  /** Milliseconds since the epoch, by the clock of this machine and by Asana's. */
  readonly now: number;
  readonly asanaNow: number;
  readonly startAgoMs: number;
  readonly backfill: BackfillOptions;
  readonly sweep: SweepOptions | undefined;
}

/** A whole source, its slices included, between a modelled log and an endpoint that takes everything. */
export class SourceWorld {
  readonly asana = new AsanaModel();
  readonly #options: SourceWorldOptions;
  readonly #durable: DurableStores;
  /** How often each gid was taken. */
  readonly sent = new Map<string, number>();
  readonly #committed = new Set<string>();
  /** In the order of their commits, by stream. */
  readonly order = new Map<number | "live", string[]>();
  /** Taken and not committed when a process ended: these may come again. */
  readonly #inDoubt = new Set<string>();
  /** What becomes of the coming deliveries: of others nothing. */
  readonly script: Deed[] = [];
  /** Called before each request to Asana. */
  onFetch: (request: number) => void = () => undefined;
  #requests = 0;
  /** Those that are taken. */
  #slots = 0;
  #now: number;
  #asanaNow: number;

  constructor(options: SourceWorldOptions, durable: DurableStores) {
    this.#options = options;
    this.#durable = durable;
    this.#now = options.now;
    this.#asanaNow = options.asanaNow;
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.#now += ms;
    this.#asanaNow += ms;
  }

  /** One process with `once`; "killed" when it came to no end of its own. */
  async live(): Promise<RunEnd | "killed"> {
    const killed = Promise.withResolvers<"killed">();
    const stop = new AbortController();
    const source = this.#createSource(() => {
      killed.resolve("killed");
      stop.abort();
      // Nothing more becomes of it.
      return new Promise<never>(() => undefined);
    });
    const end = await Promise.race([source.run(stop.signal), killed.promise]);
    for (const gid of this.sent.keys()) if (!this.#committed.has(gid)) this.#inDoubt.add(gid);
    this.#durable.close();
    if (end !== "killed" && this.#slots > 0) throw new BrokenLaw(`${this.#slots} slots are kept`);
    return end;
  }

  /** Looks whether each event was taken, and only those again that nobody knew of. */
  check(): void {
    for (const { gid } of this.asana.events) if (!this.sent.has(gid)) throw new BrokenLaw(`${gid} is lost`);
    for (const [stream, numbers] of this.order) {
      const times = numbers.map(
        (gid) => this.asana.events.find((event) => event.gid === gid)?.createdAt ?? 0,
      );
      const isAscending = times.every((at, index) => index === 0 || at >= (times[index - 1] ?? 0));
      if (!isAscending) throw new BrokenLaw(`the order inside ${stream} is ${numbers}`);
    }
  }

  #createSource(kill: () => Promise<never>): Source {
    const { startAgoMs, backfill, sweep } = this.#options;
    const replayWindowMs = Math.max(OVERLAP_MS, sweep?.windowMs ?? 0);
    const stores = this.#durable.open({ replayWindowMs, mostDeadLetters: 5 });
    const own = stores.checkpoints.source(KEY);
    // A process dies with all it has taken.
    const slots = new Slots(backfill.streams);
    this.#slots = 0;
    let isDead = false;
    const end = (): Promise<never> => {
      isDead = true;
      return kill();
    };
    const never = new Promise<never>(() => undefined);
    const note = (stream: number | "live", inner: StreamCheckpoint): StreamCheckpoint => ({
      ...inner,
      commit: (page) => {
        const knownSince = inner.commit(page);
        this.#note(stream, page);
        return knownSince;
      },
    });
    const ports: SourcePorts = {
      toRecord: (event, observedAt) => toRecord(event, { profile: "otel", body: "json", observedAt }),
      toReadable: (records) => PIPE.toReadable(records),
      fetchPage: async (position) => {
        if (isDead) return never;
        this.#requests += 1;
        this.onFetch(this.#requests);
        return this.asana.fetch(position, this.#asanaNow, () => undefined);
      },
      deliver: async (records) => {
        if (isDead) return never;
        const deed = this.script.shift();
        if (deed === "kill") return end();
        const untried = { trial: NEW_TRIAL, needsCompany: false };
        const nothing = {
          accepted: 0,
          rejected: 0,
          remaining: records,
          poison: [],
          warnings: [],
          ...untried,
        };
        if (deed === "refuse") return { ...nothing, held: { kind: "transient", message: "no" } };
        for (const { attributes } of records) this.#take(String(attributes["log.record.uid"]));
        if (deed === "killAfter") return end();
        return { ...nothing, accepted: records.length, remaining: [] };
      },
      checkpoint: { ...own, ...note("live", own), slice: (id) => note(id, own.slice(id)) },
      takeSlot: async (signal) => {
        const slot = await slots.take(1, signal);
        if (slot === undefined) return undefined;
        this.#slots += 1;
        let isHeld = true;
        const release = (): void => {
          if (isHeld) this.#slots -= 1;
          isHeld = false;
          slot.release();
        };
        return { release };
      },
      clock: { now: () => this.#now, sleep: () => new Promise((wake) => setImmediate(wake)) },
      asanaClock: {
        now: () => this.#asanaNow,
        aheadMs: () => this.#now - this.#asanaNow,
      },
      random: () => 0,
      observe: () => undefined,
    };
    return new Source(ports, {
      fingerprint: this.asana.stream,
      startAt: { kind: "ago", ms: startAgoMs },
      pageLimit: backfill.pageLimit,
      overlapMs: OVERLAP_MS,
      sweep,
      backfill,
      retry: {
        ThirdPartyConfig: "never",
        ThirdPartyGeneric: "indefinitely",
        FirstPartyGeneric: "indefinitely",
      },
      intervalMs: 1000,
      once: true,
    });
  }

  #take(gid: string): void {
    if (this.sent.has(gid) && !this.#inDoubt.has(gid)) throw new BrokenLaw(`${gid} is sent again`);
    this.sent.set(gid, (this.sent.get(gid) ?? 0) + 1);
  }

  #note(stream: number | "live", { gids }: PageCommit): void {
    const fresh = gids.filter((gid) => !this.#committed.has(gid));
    for (const gid of fresh) {
      if (!this.sent.has(gid)) throw new BrokenLaw(`the checkpoint passes ${gid}, which was not taken`);
      this.#committed.add(gid);
    }
    this.order.set(stream, [...(this.order.get(stream) ?? []), ...fresh]);
  }
}
