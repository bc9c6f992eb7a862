import type { SourceConfig } from "../config/source-config.ts";
import type { RunEnd, Source, SourceStatus } from "../source/source.ts";

/** One run of one source. */
interface Slot {
  readonly config: SourceConfig;
  readonly source: Source;
  readonly stop: AbortController;
  readonly ended: Promise<RunEnd>;
}

/**
 * The running sources, by name, made to match a configuration.
 *
 * A source that is changed, restarted or removed finishes its delivery in flight first; two runs of one name never
 * overlap, so its checkpoint has one writer.
 */
export class SourceSet {
  readonly #create: (config: SourceConfig) => Source;
  readonly #running = new Map<string, Slot>();
  /** Those that were told to stop and have not ended yet. */
  readonly #leaving = new Set<Slot>();
  #isStopping = false;
  readonly #broken = Promise.withResolvers<never>();

  constructor(create: (config: SourceConfig) => Source) {
    this.#create = create;
    // Whoever runs the set waits for it; before that, nobody has to.
    this.#broken.promise.catch(() => undefined);
  }

  /** Rejects when a source ends by an error that nobody expected. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  /** The configurations that run now. */
  get configs(): readonly SourceConfig[] {
    return [...this.#running.values()].map(({ config }) => config);
  }

  /** The running sources and those that are about to be gone. */
  statuses(): readonly SourceStatus[] {
    const leaving = [...this.#leaving].filter(({ config }) => !this.#running.has(config.name));
    return [...this.#running.values(), ...leaving].map(({ source }) => source.status());
  }

  /** Starts what is new, stops what is gone, and runs anew what has changed; the rest is not touched. */
  apply(configs: readonly SourceConfig[]): void {
    if (this.#isStopping) return;
    const wanted = new Map(configs.map((config) => [config.name, config]));
    for (const [name, slot] of this.#running) {
      const config = wanted.get(name);
      if (config === undefined || !isSame(config, slot.config)) this.#leave(slot);
    }
    for (const config of configs) if (!this.#running.has(config.name)) this.#start(config);
  }

  /** Runs a source anew, whatever its state. Returns false when there is none of this name, or all are to stop. */
  restart(name: string): boolean {
    const slot = this.#running.get(name);
    if (slot === undefined || this.#isStopping) return false;
    this.#leave(slot);
    this.#start(slot.config);
    return true;
  }

  /** Tells every source to stop; they stay in `statuses`, and nothing is started any more. */
  stop(): void {
    this.#isStopping = true;
    for (const { stop } of this.#running.values()) stop.abort();
  }

  /** Waits until every source has ended; by name, how. */
  async ended(): Promise<ReadonlyMap<string, RunEnd>> {
    const slots = [...this.#running.values(), ...this.#leaving];
    const ends = await Promise.all(
      slots.map(async ({ config, ended }) => [config.name, await ended] as const),
    );
    return new Map(ends);
  }

  #start(config: SourceConfig): void {
    const source = this.#create(config);
    const stop = new AbortController();
    const before = [...this.#leaving].filter((slot) => slot.config.name === config.name);
    const ended = Promise.all(before.map((slot) => slot.ended)).then(() => source.run(stop.signal));
    ended.catch(this.#broken.reject);
    this.#running.set(config.name, { config, source, stop, ended });
  }

  #leave(slot: Slot): void {
    this.#running.delete(slot.config.name);
    this.#leaving.add(slot);
    slot.stop.abort();
    slot.ended.finally(() => this.#leaving.delete(slot)).catch(() => undefined);
  }
}

/** Alike in all that a source is made of; where it stands in which file does not matter. */
function isSame(a: SourceConfig, b: SourceConfig): boolean {
  return describe(a) === describe(b);
}

function describe({ origin: _, personalAccessToken, fields, ...rest }: SourceConfig): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([Object.entries(rest).sort(), sorted, personalAccessToken.reveal()]);
}
