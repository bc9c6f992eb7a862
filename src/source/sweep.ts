import type { Cursor } from "./ports.ts";

/** How late arrivals are looked for. */
export interface SweepOptions {
  /** How far back, in milliseconds. */
  readonly windowMs: number;
  /** After so many polls. */
  readonly everyPolls: number;
}

/** Where a sweep is. */
export interface SweepPosition {
  readonly cursor: Cursor;
  /** What is newer than all that was delivered is the stream's. Milliseconds since the epoch. */
  readonly endAt: number;
}

/**
 * The second look at the latest past, beside the offset stream: whether Asana inserts events behind an offset it has
 * given is not documented.
 */
export class Sweep {
  readonly #options: SweepOptions | undefined;
  #polls = 0;
  #position: SweepPosition | undefined;

  constructor(options: SweepOptions | undefined) {
    this.#options = options;
  }

  /** Undefined while none is under way. */
  get position(): SweepPosition | undefined {
    return this.#position;
  }

  /**
   * Called at the end of every poll. Returns whether a sweep begins.
   *
   * A sweep must not find what the stream has yet to read: whoever went on by the time of its newest event would pass
   * over what is in between. Nor what is, or was, a slice's, of which nothing is known here.
   *
   * @param notBefore where the stream has begun beside slices
   */
  begin(now: number, newestEventAt: number | undefined, notBefore = Number.NEGATIVE_INFINITY): boolean {
    if (this.#options === undefined) return false;
    this.#polls += 1;
    if (this.#polls < this.#options.everyPolls) return false;
    this.#polls = 0;
    if (newestEventAt === undefined) return false;
    // Of a clock that went back, what was delivered is from the future, and known no further back than from there.
    const startAt = Math.max(Math.max(now, newestEventAt) - this.#options.windowMs, notBefore);
    if (newestEventAt < startAt) return false;
    this.#position = { cursor: { startAt, offset: undefined }, endAt: newestEventAt + 1 };
    return true;
  }

  /** Goes on after a page. */
  advance(next: Cursor, isEnd: boolean): void {
    if (isEnd || this.#position === undefined) this.#position = undefined;
    else this.#position = { ...this.#position, cursor: next };
  }

  /** Gives the sweep up. */
  end(): void {
    this.#position = undefined;
  }
}
