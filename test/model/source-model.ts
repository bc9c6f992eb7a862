import type { StreamCheckpoint } from "../../src/checkpoint/store.ts";
import type { StartAt } from "../../src/config/start-at.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { NEW_TRIAL } from "../../src/otlp/trial.ts";
import { toRecord } from "../../src/record/to-record.ts";
import { Slots } from "../../src/source/slots.ts";
import { type RunEnd, Source } from "../../src/source/source.ts";
import type { SourcePorts } from "../../src/source/source-ports.ts";
import type { DurableStores } from "../support/durable-stores.ts";
import { AuditLog, type LogEvent } from "./audit-log.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
const BEGAN_AT = Date.parse("2026-06-01T12:00:00Z");
const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const OVERLAP_MS = 10 * MINUTE_MS;
const PIPE = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });

/** What a person may change between two lives of the process. */
export interface Settings {
  readonly limit: number;
  /** Slices at once; 0: none. */
  readonly streams: number;
  /** How far back late events are looked for; 0: not at all. */
  readonly windowMs: number;
}

/** What becomes of a life: nothing, or it ends with its n-th delivery, before or after the endpoint has taken it. */
export interface Death {
  readonly delivery: number;
  readonly isTaken: boolean;
}

/** A whole source between an odd audit log and an endpoint that takes everything, over several lives of its process. */
export class SourceModel {
  readonly log = new AuditLog();
  readonly #durable: DurableStores;
  readonly #startAt: StartAt;
  settings: Settings = { limit: 3, streams: 2, windowMs: HOUR_MS };
  /** How far the receiver's clock is ahead of Asana's. */
  skewMs = 0;
  /** How often each gid was taken. */
  readonly taken = new Map<string, number>();
  #asanaNow = BEGAN_AT;
  /** The latest, as the client has it. */
  #aheadMs: number | undefined;

  constructor(startAt: StartAt, durable: DurableStores) {
    this.#startAt = startAt;
    this.#durable = durable;
  }

  /** By Asana's clock. */
  get now(): number {
    return this.#asanaNow;
  }

  wait(ms: number): void {
    this.#asanaNow += ms;
  }

  /** One process with `once`. */
  async live(death?: Death): Promise<RunEnd | "killed"> {
    const killed = Promise.withResolvers<"killed">();
    const stop = new AbortController();
    const source = this.#createSource(death, () => {
      killed.resolve("killed");
      stop.abort();
    });
    const end = await Promise.race([source.run(stop.signal), killed.promise]);
    this.#durable.close();
    return end;
  }

  /** Events that must have been taken by now, and were not: visible ones from the configured beginning on. */
  missing(isExempt: (event: LogEvent) => boolean): readonly LogEvent[] {
    const from = this.#startAt.kind === "instant" ? this.#startAt.at : Number.NEGATIVE_INFINITY;
    return this.log.events.filter(
      (event) =>
        event.createdAt >= from &&
        event.visibleAt <= this.#asanaNow &&
        this.log.matches(event) &&
        !this.taken.has(event.gid) &&
        !isExempt(event),
    );
  }

  #createSource(death: Death | undefined, kill: () => void): Source {
    const { limit, streams, windowMs } = this.settings;
    const stores = this.#durable.open({ replayWindowMs: Math.max(OVERLAP_MS, windowMs), mostDeadLetters: 5 });
    const slots = new Slots(Math.max(1, streams));
    let deliveries = 0;
    let isDead = false;
    const never = new Promise<never>(() => undefined);
    const now = (): number => this.#asanaNow + this.skewMs;
    const checkpoint = stores.checkpoints.source(KEY);
    // Of a process that was killed, nothing more becomes durable.
    const alive = (inner: StreamCheckpoint): StreamCheckpoint => ({
      ...inner,
      commit: (page) => (isDead ? undefined : inner.commit(page)),
    });
    const ports: SourcePorts = {
      fetchPage: async (position) => {
        if (isDead) return never;
        const result = this.log.fetch(position, this.#asanaNow, now());
        if (result.kind === "page" && result.servedAt !== undefined) this.#aheadMs = now() - result.servedAt;
        return result;
      },
      toRecord: (event, observedAt) => toRecord(event, { profile: "otel", body: "json", observedAt }),
      toReadable: (records) => PIPE.toReadable(records),
      deliver: async (records) => {
        if (isDead) return never;
        deliveries += 1;
        const dies = deliveries === death?.delivery;
        if (!dies || death?.isTaken === true) {
          for (const { attributes } of records) this.#take(String(attributes["log.record.uid"]));
        }
        if (dies) {
          isDead = true;
          kill();
          return never;
        }
        const nothing = {
          rejected: 0,
          remaining: [],
          poison: [],
          warnings: [],
          trial: NEW_TRIAL,
          needsCompany: false,
        };
        return { ...nothing, accepted: records.length };
      },
      checkpoint: { ...checkpoint, ...alive(checkpoint), slice: (id) => alive(checkpoint.slice(id)) },
      takeSlot: (signal) => slots.take(KEY.sourceId, signal),
      clock: { now, sleep: () => new Promise((wake) => setImmediate(wake)) },
      asanaClock: {
        now: () => (this.#aheadMs === undefined ? undefined : now() - this.#aheadMs),
        aheadMs: () => this.#aheadMs,
      },
      random: () => 0,
      observe: () => undefined,
    };
    this.#aheadMs = undefined;
    const indefinitely = "indefinitely" as const;
    return new Source(ports, {
      fingerprint: this.log.stream,
      startAt: this.#startAt,
      pageLimit: limit,
      overlapMs: OVERLAP_MS,
      sweep: windowMs === 0 ? undefined : { windowMs, everyPolls: 1 },
      backfill: { streams, sliceMs: HOUR_MS, pageLimit: limit },
      retry: { ThirdPartyConfig: "never", ThirdPartyGeneric: indefinitely, FirstPartyGeneric: indefinitely },
      intervalMs: 1000,
      once: true,
    });
  }

  #take(gid: string): void {
    this.taken.set(gid, (this.taken.get(gid) ?? 0) + 1);
  }
}
