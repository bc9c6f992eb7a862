import { inspect, isDeepStrictEqual } from "node:util";
import type { Checkpoint, CheckpointLimits, PageCommit } from "../../src/checkpoint/store.ts";
import type { StartAt } from "../../src/config/start-at.ts";
import type { AsanaEvent } from "../../src/event/asana-event.ts";
import { deliver } from "../../src/otlp/deliver.ts";
import { createRecordPipe } from "../../src/otlp/record-pipe.ts";
import { Standing } from "../../src/otlp/standing.ts";
import { NEW_TRIAL } from "../../src/otlp/trial.ts";
import { createEventFilter } from "../../src/record/event-filter.ts";
import { toRecord } from "../../src/record/to-record.ts";
import { Follower } from "../../src/source/follower.ts";
import type { StreamPorts } from "../../src/source/source-ports.ts";
import type { Step } from "../../src/source/step.ts";
import type { SweepOptions } from "../../src/source/sweep.ts";
import { AsanaModel, type ServedPage, UNWANTED_TYPE } from "./asana-model.ts";
import type { DurableStores } from "./durable-stores.ts";
import { Crash, EndpointModel } from "./endpoint-model.ts";
import { createFailingCheckpoint, type StoreFaults } from "./failing-checkpoint.ts";
import { BrokenLaw, FateBook } from "./fate-book.ts";
import { LossBook } from "./loss-book.ts";
import type { CheckpointStores } from "./memory-checkpoints.ts";
import type { Action } from "./world-action.ts";

export const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const RETENTION_MS = 90 * DAY_MS;
const BEGAN_AT = Date.parse("2026-06-01T12:00:00Z");
const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const PAGE_LIMIT = 5;
const OVERLAP_MS = 10 * MINUTE_MS;
/** As many as the largest page of the model holds. */
const MOST_DEAD_LETTERS = 5;

/** How the receiver of a world is set up. */
export interface WorldOptions {
  readonly sweep: SweepOptions | undefined;
  readonly startAt: StartAt;
  /** Records of one request. */
  readonly maxRecords: number;
  /** Whether all is mended by a restart of the process. */
  readonly restartsAtEnd: boolean;
}

type Happening = Extract<Action, { do: "append" }>["events"][number];

/** What a test looks at to know that it has seen something. */
export type Remarkable =
  | "accepted"
  | "rejected"
  | "filtered"
  | "deadLettered"
  | "recognised as known"
  | "repeated"
  | "found late"
  | "told losses"
  | "pages held";

const PIPE = createRecordPipe({ resource: {}, scope: { name: "test", version: "1" } });

const RECORDER: Pick<StreamPorts, "passes" | "toRecord" | "toReadable"> = {
  passes: createEventFilter({ include: {}, exclude: { eventType: [UNWANTED_TYPE] } }),
  toRecord: (event, observedAt) => toRecord(event, { profile: "otel", body: "json", observedAt }),
  toReadable: (records) => PIPE.toReadable(records),
};

/** A follower between a modelled log and a modelled endpoint, and what it must keep to. */
export class World {
  readonly #options: WorldOptions;
  readonly #durable: DurableStores;
  readonly asana = new AsanaModel();
  readonly #book = new FateBook(this.asana);
  readonly endpoint = new EndpointModel(this.#book, (gid) => this.#poison.has(gid));
  readonly #losses = new LossBook(this.asana, this.#book);
  readonly #poison = new Set<string>();
  readonly storeFaults: StoreFaults = { commits: [], others: 0 };
  #now = BEGAN_AT;
  #clockAheadMs = 0;
  #stores: CheckpointStores;
  #follower: Follower;
  /** Ends what a restart ends. */
  #life = new AbortController();
  /** Which page brought an event: pages are read before it is their turn. */
  readonly #pageOf = new WeakMap<AsanaEvent, ServedPage>();
  #lastServed: ServedPage = { events: [], isSweep: false };
  #holds = 0;
  /** The gids of the dead letters that must be there. */
  #deadLetters: readonly (string | undefined)[] = [];

  constructor(options: WorldOptions, durable: DurableStores) {
    this.#options = options;
    this.#durable = durable;
    this.#stores = this.#openStores();
    this.#follower = this.#createFollower();
  }

  /** How much of each remarkable thing has happened. */
  get seen(): Record<Remarkable, number> {
    const { accepted, rejected, filtered, deadLettered, duplicates } = this.#book.totals;
    const late = this.asana.events.filter((event) => this.asana.isLate(event) && this.#book.hasFate(event));
    return {
      accepted,
      rejected,
      filtered,
      deadLettered,
      "recognised as known": duplicates,
      repeated: this.#book.repeats,
      "found late": late.length,
      "told losses": this.#losses.told,
      "pages held": this.#holds,
    };
  }

  /** Mends everything, reads the log to its end, and looks whether every event has its fate. */
  async mend(): Promise<void> {
    this.endpoint.mode = "accept";
    this.endpoint.script.length = 0;
    this.endpoint.mostRecords = Number.POSITIVE_INFINITY;
    this.#poison.clear();
    this.asana.faults.length = 0;
    this.storeFaults.commits.length = 0;
    this.storeFaults.others = 0;
    this.asana.release();
    while (this.#stores.deadLetters.list().length > 0) this.takeOutDeadLetter();
    if (this.#options.restartsAtEnd) this.crash();
    // Enough for a sweep, wherever the count of polls stands.
    const polls = 2 * (this.#options.sweep?.everyPolls ?? 0) + 2;
    for (let poll = 0; poll < polls; poll++) {
      this.#now += 1000;
      await this.#readToTheEnd();
    }
    this.#checkAllHaveFates();
    this.check();
  }

  /** Lets an event happen, up to five minutes ago: the log's order is not quite that of the times. */
  append({ minutesAgo, isPoison, isUnwanted = false }: Happening, isWithheld: boolean): void {
    this.#now += 1;
    const { gid } = this.asana.append({
      createdAt: this.#now - minutesAgo * MINUTE_MS,
      isWithheld,
      isUnwanted,
    });
    if (isPoison) this.#poison.add(gid);
  }

  /** Takes steps until one fails or comes to the log's end. */
  async poll(mostSteps: number): Promise<void> {
    for (let step = 0; step < mostSteps; step++) if ((await this.#step()).kind !== "more") return;
  }

  wait(ms: number): void {
    this.#now += ms;
  }

  setClock(aheadMs: number): void {
    this.#clockAheadMs = aheadMs;
    // Which events are known is told by their times, and a clock that is behind cuts these.
    if (aheadMs < 0) this.#book.wasClockBehind = true;
  }

  /** Takes the oldest dead letter out, if there is one. */
  takeOutDeadLetter(): void {
    const [letter] = this.#stores.deadLetters.list();
    if (letter === undefined) return;
    this.#stores.deadLetters.remove(letter.id);
    this.#deadLetters = this.#deadLetters.slice(1);
  }

  /** The process ends, and another one begins. */
  crash(): void {
    this.restart();
    this.#book.onCrash();
    this.#durable.close();
    this.#stores = this.#openStores();
    this.#follower = this.#createFollower();
  }

  /** A person lets it begin anew. */
  restart(): void {
    this.#life.abort();
    this.#life = new AbortController();
  }

  /** Another filter: another stream, whose events older than what is known by their gids may come again. */
  reconfigure(): void {
    this.asana.stream += "+";
    const newest = this.#stored?.newestEventAt ?? Number.NEGATIVE_INFINITY;
    const knownFrom = newest - this.#limits.replayWindowMs;
    this.#book.excuse(this.asana.events.filter(({ createdAt }) => createdAt < knownFrom));
    this.crash();
  }

  /** Lets pass more time than Asana keeps its events. */
  pauseLong(): void {
    this.#now += RETENTION_MS + DAY_MS;
    this.#losses.pause(this.#now - RETENTION_MS, this.#stored !== undefined);
  }

  async #step(): Promise<Step> {
    try {
      const step = await this.#follower.step(this.#life.signal);
      if (step.kind === "caughtUp" && !this.#book.page.isSweep) this.#losses.onRead();
      if (step.kind === "failed" && step.failure.errorType === "FirstPartyGeneric") this.#holds += 1;
      return step;
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crash();
      return { kind: "more", isProgress: false };
    }
  }

  async #readToTheEnd(): Promise<void> {
    const bound = 50 + 4 * this.asana.events.length;
    for (let step = 0; step < bound; step++) {
      const { kind } = await this.#step();
      if (kind === "caughtUp") return;
    }
    throw new BrokenLaw(`no end of the log after ${bound} steps, although all is well`);
  }

  /** Looks whether what is stored is what has happened. */
  check(): void {
    this.#book.checkRepeats();
    const letters = this.#stores.deadLetters.list().map(({ gid }) => gid);
    expectSame("dead letters", letters, this.#deadLetters);
    if (letters.length > MOST_DEAD_LETTERS) throw new BrokenLaw("too many dead letters");
    const stored = this.#stored;
    if (stored === undefined) return;
    expectSame("totals", stored.totals, this.#book.totals);
    if (!this.#book.wasClockBehind)
      expectSame("newest event", stored.newestEventAt, this.#book.newestEventAt);
    // Before its first step, a follower knows nothing.
    if (this.#follower.checkpoint !== undefined) expectSame("checkpoint", this.#follower.checkpoint, stored);
  }

  #checkAllHaveFates(): void {
    const { sweep } = this.#options;
    for (const event of this.asana.events) {
      const isSwept =
        sweep !== undefined &&
        this.#clockAheadMs === 0 &&
        !this.#book.wasClockBehind &&
        event.createdAt >= this.#now - sweep.windowMs &&
        event.createdAt <= (this.#book.newestEventAt ?? 0);
      const isExempt =
        this.asana.isGone(event) || !this.#book.isWanted(event) || (this.asana.isLate(event) && !isSwept);
      if (!isExempt && !this.#book.hasFate(event)) throw new BrokenLaw(`${event.gid} has no fate in the end`);
    }
    this.#losses.checkTold();
  }

  get #stored(): Checkpoint | undefined {
    return this.#stores.checkpoints.source(KEY).load();
  }

  get #limits(): CheckpointLimits {
    const replayWindowMs = Math.max(OVERLAP_MS, this.#options.sweep?.windowMs ?? 0);
    return { replayWindowMs, mostDeadLetters: MOST_DEAD_LETTERS };
  }

  #openStores(): CheckpointStores {
    return this.#durable.open(this.#limits);
  }

  #createFollower(): Follower {
    const { sweep, startAt, maxRecords } = this.#options;
    const now = (): number => this.#now + this.#clockAheadMs;
    const standing = new Standing({ clock: { now }, mostDeadPerHour: MOST_DEAD_LETTERS });
    const ports: StreamPorts = {
      toReadable: RECORDER.toReadable,
      passes: RECORDER.passes,
      toRecord: (event, observedAt) => {
        this.#book.onPage(this.#pageOf.get(event) ?? this.#lastServed);
        return RECORDER.toRecord(event, observedAt);
      },
      fetchPage: async (position) => {
        const result = this.asana.fetch(position, this.#now, (page) => {
          this.#lastServed = page;
        });
        if (result.kind === "page")
          for (const event of result.events) this.#pageOf.set(event, this.#lastServed);
        return result;
      },
      deliver: (records, trial = NEW_TRIAL, signal) =>
        deliver(records, this.endpoint, { maxRecords, maxBytes: 1_000_000, trial, standing, signal }),
      checkpoint: createFailingCheckpoint(this.#stores.checkpoints.source(KEY), this.storeFaults, {
        onBegin: (cursor) => this.#book.onBegin(cursor),
        onCommit: (page) => this.#noteCommit(page),
      }),
      clock: { now, sleep: async () => undefined },
      asanaClock: { now: () => this.#now, aheadMs: () => this.#clockAheadMs },
      observe: (change) => {
        // An empty page has no records to tell by, and none is read ahead behind it.
        if (change.kind === "authenticated") this.#book.onPage(this.#lastServed);
        if (change.kind === "warning" && change.about === "lost") this.#losses.onTold();
      },
    };
    return new Follower(ports, {
      fingerprint: this.asana.stream,
      startAt,
      pageLimit: PAGE_LIMIT,
      overlapMs: OVERLAP_MS,
      sweep,
    });
  }

  #noteCommit(page: PageCommit): void {
    this.#book.onCommit(page);
    this.#losses.onRead();
    this.#deadLetters = [...this.#deadLetters, ...page.deadLetters.map(({ gid }) => gid)];
  }
}

function expectSame(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new BrokenLaw(`the ${what}: ${inspect(actual)} instead of ${inspect(expected)}`);
}
