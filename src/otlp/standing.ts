import type { Clock } from "../lib/clock.ts";

/** What bounds the trouble that an endpoint is given, and that it gives. */
export interface StandingOptions {
  readonly clock: Pick<Clock, "now">;
  /** Events that may become dead letters within an hour by refusals that may pass. */
  readonly mostDeadPerHour: number;
}

/** A moment, and how many requests the endpoint had taken a record of by then. */
export interface Mark {
  readonly taken: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const HOUR_MS = 3_600_000;

/** How many refused requests may come at once; a search for the record that a refusal is about leaves half of them. */
const MOST_REFUSALS = 40;
const SEARCH_RESERVE = MOST_REFUSALS / 2;
/** 30 more in a minute, and four more for each request that is taken: to find one record takes about two for each. */
const REFUSALS_PER_MS = 30 / 60_000;
const REFUSALS_PER_TAKEN = 4;

/** How an endpoint has answered all sources together: what one of them may try depends on what the others met. */
export class Standing {
  readonly #options: StandingOptions;
  #taken = 0;
  #allowance = MOST_REFUSALS;
  #countedAt: number;
  /** When events became dead letters, of the last hour. */
  #deadAt: readonly number[] = [];

  constructor(options: StandingOptions) {
    this.#options = options;
    this.#countedAt = options.clock.now();
  }

  /** What it has taken by now. */
  get mark(): Mark {
    return { taken: this.#taken, at: this.#options.clock.now() };
  }

  /** Whether more requests may be refused while it is not known whether it takes anything at all. */
  get maySearch(): boolean {
    return this.#refusalsLeft() > SEARCH_RESERVE;
  }

  /** How long to wait before a page of the past is read that may be refused as well, in milliseconds. */
  get pauseMs(): number {
    return Math.max(0, Math.ceil((1 - this.#refusalsLeft()) / REFUSALS_PER_MS));
  }

  /** It has taken a request, or a part of it. */
  noteTaken(): void {
    this.#taken += 1;
    this.#allowance = Math.min(MOST_REFUSALS, this.#refusalsLeft() + REFUSALS_PER_TAKEN);
  }

  /** It has refused a request, in whatever words. */
  noteRefused(): void {
    this.#allowance = Math.max(-MOST_REFUSALS, this.#refusalsLeft() - 1);
  }

  /** Counts one more event that becomes a dead letter by refusals that may pass; false when there are too many. */
  noteDead(): boolean {
    const { clock, mostDeadPerHour } = this.#options;
    const now = clock.now();
    this.#deadAt = this.#deadAt.filter((at) => now - at < HOUR_MS);
    if (this.#deadAt.length >= mostDeadPerHour) return false;
    this.#deadAt = [...this.#deadAt, now];
    return true;
  }

  /** Brings the allowance up to the present. */
  #refusalsLeft(): number {
    const now = this.#options.clock.now();
    const passedMs = Math.max(0, now - this.#countedAt);
    this.#countedAt = now;
    this.#allowance = Math.min(MOST_REFUSALS, this.#allowance + passedMs * REFUSALS_PER_MS);
    return this.#allowance;
  }
}
