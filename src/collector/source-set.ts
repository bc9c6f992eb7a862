import type { SourceConfig } from "../config/source-config.ts";
import type { ErrorType } from "../source/failure.ts";
import type { RunEnd, Source, SourceSnapshot } from "../source/source.ts";
import type { IdentifiedSource } from "./identified-source.ts";

/** A source and what it is doing. */
export interface RunningSource {
  readonly identified: IdentifiedSource;
  readonly snapshot: SourceSnapshot;
}

/** One run of one source. */
interface Slot {
  /** Another place in a file, or another revision, makes no new run. */
  identified: IdentifiedSource;
  readonly source: Source;
  readonly stop: AbortController;
  readonly ended: Promise<RunEnd>;
}

/**
 * The running sources, by id, made to match a configuration.
 *
 * A source that is changed or removed finishes its delivery in flight first; two runs of one source never overlap,
 * so its checkpoint has one writer.
 */
export class SourceSet {
  readonly #create: (identified: IdentifiedSource) => Source;
  readonly #running = new Map<number, Slot>();
  /** Those that were told to stop and have not ended yet. */
  readonly #leaving = new Map<number, Set<Slot>>();
  #isStopping = false;
  readonly #broken = Promise.withResolvers<never>();

  constructor(create: (identified: IdentifiedSource) => Source) {
    this.#create = create;
    // Whoever runs the set waits for it; before that, nobody has to.
    this.#broken.promise.catch(() => undefined);
  }

  /** Rejects when a source ends by an error that nobody expected. */
  get broken(): Promise<never> {
    return this.#broken.promise;
  }

  /** What runs now. */
  get sources(): readonly IdentifiedSource[] {
    return [...this.#running.values()].map(({ identified }) => identified);
  }

  /** Whether a source runs and was not told to leave. */
  has(id: number): boolean {
    return this.#running.has(id);
  }

  /** A source by its id, also while it is about to be gone. */
  find(id: number): IdentifiedSource | undefined {
    const [leaving] = this.#leaving.get(id) ?? [];
    return (this.#running.get(id) ?? leaving)?.identified;
  }

  /** The running sources and those that are about to be gone, each once: of several runs on their way out, the first. */
  list(): readonly RunningSource[] {
    const leaving = [...this.#leaving]
      .filter(([id]) => !this.#running.has(id))
      .flatMap(([, slots]) => [...slots].slice(0, 1));
    return [...this.#running.values(), ...leaving].map(({ identified, source }) => ({
      identified,
      snapshot: source.snapshot(),
    }));
  }

  /** Starts what is new, stops what is gone, and runs anew what has changed; the rest is not touched. */
  apply(sources: readonly IdentifiedSource[]): void {
    if (this.#isStopping) return;
    const wanted = new Map(sources.map((identified) => [identified.id, identified]));
    for (const [id, slot] of this.#running) {
      const identified = wanted.get(id);
      if (identified === undefined || !isSame(identified, slot.identified)) this.#leave(slot);
      else slot.identified = identified;
    }
    for (const identified of sources) if (!this.#running.has(identified.id)) this.#start(identified);
  }

  /** Lets a source begin anew, whatever its state. Returns false when there is none, or all are to stop. */
  restart(id: number): boolean {
    const slot = this.#running.get(id);
    if (slot === undefined || this.#isStopping) return false;
    slot.source.restart();
    return true;
  }

  /** Lets sources begin again that a failure of such a type keeps from going on. */
  restartFailed(isConcerned: (errorType: ErrorType) => boolean): void {
    for (const [id, { source }] of this.#running) {
      const { failure } = source.snapshot();
      if (failure !== undefined && isConcerned(failure.errorType)) this.restart(id);
    }
  }

  /** Tells every source to stop; they stay in `list`, and nothing is started any more. */
  stop(): void {
    this.#isStopping = true;
    for (const { stop } of this.#running.values()) stop.abort();
  }

  /** Waits until every source has ended; by name, how. */
  async ended(): Promise<ReadonlyMap<string, RunEnd>> {
    const leaving = [...this.#leaving.values()].flatMap((slots) => [...slots]);
    const ends = await Promise.all(
      [...this.#running.values(), ...leaving].map(
        async ({ identified, ended }) => [identified.config.name, await ended] as const,
      ),
    );
    return new Map(ends);
  }

  #start(identified: IdentifiedSource): void {
    const source = this.#create(identified);
    const stop = new AbortController();
    const before = [...(this.#leaving.get(identified.id) ?? [])];
    const ended = Promise.all(before.map((slot) => slot.ended)).then(() => source.run(stop.signal));
    ended.catch(this.#broken.reject);
    this.#running.set(identified.id, { identified, source, stop, ended });
  }

  #leave(slot: Slot): void {
    const { id } = slot.identified;
    const slots = this.#leaving.get(id) ?? new Set();
    this.#leaving.set(id, slots.add(slot));
    this.#running.delete(id);
    slot.stop.abort();
    const forget = (): void => {
      slots.delete(slot);
      if (slots.size === 0) this.#leaving.delete(id);
    };
    slot.ended.finally(forget).catch(() => undefined);
  }
}

/** Alike in all that a source is made of; where it stands in which file does not matter. */
function isSame(a: IdentifiedSource, b: IdentifiedSource): boolean {
  return a.revision === b.revision && describe(a.config) === describe(b.config);
}

function describe({ origin: _, personalAccessToken, fields, ...rest }: SourceConfig): string {
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([Object.entries(rest).sort(), sorted, personalAccessToken.reveal()]);
}
