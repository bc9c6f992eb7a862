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
  /** What happens from then on is the stream's. Milliseconds since the epoch. */
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

  /** Called at the end of every poll. Returns whether a sweep begins. */
  begin(now: number): boolean {
    if (this.#options === undefined) return false;
    this.#polls += 1;
    if (this.#polls < this.#options.everyPolls) return false;
    this.#polls = 0;
    this.#position = { cursor: { startAt: now - this.#options.windowMs, offset: undefined }, endAt: now };
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
