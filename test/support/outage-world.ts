import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { deliver } from "../../src/otlp/deliver.ts";
import type { Receipt } from "../../src/otlp/receipt.ts";
import { Standing } from "../../src/otlp/standing.ts";
import { NEW_TRIAL, type Trial } from "../../src/otlp/trial.ts";
import { retryDelayMs } from "../../src/source/retry.ts";
import { BrokenLaw } from "./fate-book.ts";

const REQUEST_MS = 20;
const REFUSED = { kind: "transient", status: 500, message: "mapping conflict" } as const satisfies Receipt;

/** What is sent, by one source each. */
export interface OutageWorldOptions {
  /** The pages of each source: of each record, whether it is refused whatever it is sent with. */
  readonly sources: readonly (readonly (readonly boolean[])[])[];
  /** When the endpoint refuses everything, in milliseconds from the beginning on; the end is not a part of it. */
  readonly outages: readonly { readonly from: number; readonly to: number }[];
  readonly maxRecords: number;
  readonly mostDeadPerHour: number;
  /** How often others send to the same endpoint; undefined: never. */
  readonly othersEveryMs?: number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** A request, and what came of it. */
interface Request {
  readonly ids: readonly string[];
  readonly isTaken: boolean;
}

interface SourceState {
  readonly pages: (readonly ReadableLogRecord[])[];
  trial: Trial;
  attempts: number;
  wakeAt: number;
}

/** Sources that deliver their pages to one endpoint, which is away at times and refuses some records. */
export class OutageWorld {
  readonly #options: OutageWorldOptions;
  readonly #poison = new Set<string>();
  readonly #sources: readonly SourceState[];
  readonly #standing: Standing;
  readonly requests: Request[] = [];
  readonly accepted: string[] = [];
  readonly dead: { readonly id: string; readonly at: number }[] = [];
  attempts = 0;
  #now = 0;
  #othersAt = 0;

  constructor(options: OutageWorldOptions) {
    this.#options = options;
    const { sources, mostDeadPerHour } = options;
    this.#standing = new Standing({ clock: { now: () => this.#now }, mostDeadPerHour });
    this.#sources = sources.map((pages, source) => ({
      pages: pages.map((page, index) =>
        page.map((isPoison, at) => this.#add(`${source}/${index}/${at}`, isPoison)),
      ),
      trial: NEW_TRIAL,
      attempts: 0,
      wakeAt: 0,
    }));
  }

  get poison(): ReadonlySet<string> {
    return this.#poison;
  }

  /** Whether every page has come to its end. */
  get isDone(): boolean {
    return this.#sources.every(({ pages }) => pages.length === 0);
  }

  /** Lets all sources go on, one attempt after the other, until they are done or so much time has passed. */
  async run(untilMs: number): Promise<void> {
    while (!this.isDone && this.#now < untilMs) {
      const due = this.#sources.filter(({ pages }) => pages.length > 0);
      const [next] = due.toSorted((a, b) => a.wakeAt - b.wakeAt);
      if (next === undefined) return;
      this.#passUntil(next.wakeAt);
      await this.#attempt(next);
    }
  }

  /** Lets time pass, and others send meanwhile. */
  #passUntil(at: number): void {
    const { othersEveryMs = Number.POSITIVE_INFINITY } = this.#options;
    for (; this.#othersAt < at; this.#othersAt += othersEveryMs) {
      this.#now = Math.max(this.#now, this.#othersAt);
      if (Number.isFinite(othersEveryMs) && this.#answer([]).kind === "accepted") this.#standing.noteTaken();
    }
    this.#now = Math.max(this.#now, at);
  }

  async #attempt(source: SourceState): Promise<void> {
    const { maxRecords, random } = this.#options;
    const [page = []] = source.pages;
    const exporter = {
      send: async (records: readonly ReadableLogRecord[]) => this.#answer(records),
      probe: async () => this.#answer([]),
    };
    const standing = this.#standing;
    const options = { maxRecords, maxBytes: 1_000_000, trial: source.trial, standing };
    this.attempts += 1;
    const { poison, remaining, trial } = await deliver(page, exporter, options);
    for (const { record } of poison) this.#bury(idOf(record));
    source.trial = trial;
    source.pages.splice(0, 1, ...(remaining.length === 0 ? [] : [remaining]));
    if (remaining.length === 0) {
      source.attempts = 0;
      source.wakeAt = this.#now;
      return;
    }
    source.attempts = remaining.length < page.length ? 1 : source.attempts + 1;
    source.wakeAt = this.#now + retryDelayMs(source.attempts, undefined, random());
  }

  #answer(records: readonly ReadableLogRecord[]): Receipt {
    const ids = records.map(idOf);
    const isAway = this.#options.outages.some(({ from, to }) => this.#now >= from && this.#now < to);
    const isTaken = !isAway && !ids.some((id) => this.#poison.has(id));
    this.requests.push({ ids, isTaken });
    this.#now += REQUEST_MS;
    if (!isTaken) return REFUSED;
    for (const id of ids) {
      if (this.accepted.includes(id)) throw new BrokenLaw(`${id} is sent again`);
      this.accepted.push(id);
    }
    return { kind: "accepted" };
  }

  /** Between two refusals of a dead letter, something else must have been taken. */
  #bury(id: string): void {
    const own = this.requests.flatMap(({ ids }, index) => (ids.includes(id) ? [index] : []));
    const between = this.requests.slice(own[0], own.at(-1));
    if (!between.some(({ isTaken }) => isTaken))
      throw new BrokenLaw(`${id} is dead, and nothing else was taken`);
    const alone = own.filter((index) => this.requests[index]?.ids.length === 1);
    if (alone.length < 3) throw new BrokenLaw(`${id} is dead after ${alone.length} refusals`);
    this.dead.push({ id, at: this.#now });
  }

  #add(id: string, isPoison: boolean): ReadableLogRecord {
    if (isPoison) this.#poison.add(id);
    return {
      body: id,
      attributes: {},
      hrTime: [0, 0],
      hrTimeObserved: [0, 0],
      droppedAttributesCount: 0,
      resource: { attributes: {} },
      instrumentationScope: { name: "test" },
    } as unknown as ReadableLogRecord;
  }
}

function idOf({ body }: ReadableLogRecord): string {
  return String(body);
}
