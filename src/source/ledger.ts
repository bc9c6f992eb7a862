import { NO_COUNTS, sumCounts } from "../lib/counts.ts";
import { StorageError } from "../lib/errors.ts";
import { readToAfter } from "./frontier.ts";
import { type PageInFlight, settledOf } from "./page-in-flight.ts";
import type { Checkpoint, Counts, Cursor, Span, StreamCheckpoint } from "./ports.ts";
import type { CommittedPage } from "./source-change.ts";
import type { StreamPorts } from "./source-ports.ts";
import { afterPage, type Stretch } from "./stretch.ts";

/** What was done since the ledger was opened. Instants are milliseconds since the epoch. */
export interface Progress extends Counts {
  /** Values that could not be carried as they are, such as an unreadable time. */
  readonly repairs: number;
  /** Values that were redacted. */
  readonly redacted: number;
  readonly newestEventAt: number | undefined;
  /** How old the newest event of the last page was when the endpoint acknowledged it, in milliseconds. */
  readonly lagMs: number | undefined;
  /** Undefined while there is nothing more to read than was read. */
  readonly stretch: Stretch | undefined;
}

/** What became of a stream's events: in this run, and durably. */
export class Ledger {
  readonly #store: StreamCheckpoint;
  readonly #clock: StreamPorts["clock"];
  readonly #asanaClock: StreamPorts["asanaClock"];
  readonly #fingerprint: string;
  #progress: Progress = {
    ...NO_COUNTS,
    repairs: 0,
    redacted: 0,
    newestEventAt: undefined,
    lagMs: undefined,
    stretch: undefined,
  };
  #checkpoint: Checkpoint | undefined;

  constructor(
    { checkpoint, clock, asanaClock }: Pick<StreamPorts, "checkpoint" | "clock" | "asanaClock">,
    fingerprint: string,
  ) {
    this.#store = checkpoint;
    this.#clock = clock;
    this.#asanaClock = asanaClock;
    this.#fingerprint = fingerprint;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The durable state as it was last read or written; undefined before it was. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** Reads the durable state; undefined when there is none. */
  open(): Checkpoint | undefined {
    this.#checkpoint = this.#store.load();
    this.#progress = { ...this.#progress, newestEventAt: this.#checkpoint?.newestEventAt };
    return this.#checkpoint;
  }

  /** Begins a stream at `cursor`, and slices of the past beside it; what is known of an earlier one stays known. */
  begin(cursor: Cursor, slices: readonly Span[]): Cursor {
    this.#store.begin(this.#fingerprint, cursor, this.#clock.now(), slices);
    this.#checkpoint = this.#store.load();
    return cursor;
  }

  /** Reads again what slices have changed meanwhile. */
  reload(): Checkpoint | undefined {
    this.#checkpoint = this.#store.load();
    return this.#checkpoint;
  }

  /**
   * Gives a page its place: its records have their outcomes, and reading goes on at `cursor`. Also when it does not move,
   * the time is kept until which the log was read; what is read beside the stream has none.
   *
   * Returns how old the newest event of the page was, in milliseconds; undefined when it brought nothing new.
   */
  commit(
    flight: PageInFlight,
    cursor: Cursor,
    { isAside, isOver, pollsSinceSweep }: CommitOptions,
  ): { readonly lagMs: number | undefined } {
    const { accepted, rejected, dead, isEnd, gids } = flight;
    const at = this.#clock.now();
    // To meet what is known is the nature of a second look.
    const duplicates = isAside ? 0 : flight.duplicates;
    const { filtered, hasNew } = flight;
    const counts = {
      pages: isEnd ? 0 : 1,
      accepted,
      rejected,
      duplicates,
      filtered,
      deadLettered: dead.length,
    };
    const newestEventAt = latest(this.#progress.newestEventAt, flight.newestEventAt);
    if (!isAside || hasNew || isOver || pollsSinceSweep !== undefined) {
      const before = this.#checkpoint?.frontier.readTo;
      const readTo = isAside ? before : readToAfter(before, flight);
      // Longer than a wrong time would have it: what was read last may be read again.
      const gidsAt = latest(flight.newestEventAt, readTo);
      const page = { cursor, newestEventAt, readTo, gids, gidsAt, counts };
      const knownSince = this.#store.commit({ ...page, deadLetters: dead, isOver, pollsSinceSweep, at });
      const totals = sumCounts(this.#checkpoint?.totals ?? NO_COUNTS, counts);
      const moved = { fingerprint: this.#fingerprint, cursor, newestEventAt, totals, updatedAt: at };
      const polls = pollsSinceSweep ?? this.#checkpoint?.pollsSinceSweep ?? 0;
      const frontier = { readTo, knownSince };
      this.#checkpoint = { ...this.#checkpoint, ...moved, frontier, pollsSinceSweep: polls };
    }
    // A wrong clock makes no event newer than now.
    const newestAt = hasNew ? flight.newestEventAt : undefined;
    const aheadMs = this.#asanaClock.aheadMs() ?? 0;
    const lagMs = newestAt === undefined ? undefined : Math.max(0, at - aheadMs - newestAt);
    this.#progress = {
      ...sumCounts(this.#progress, counts),
      repairs: this.#progress.repairs + flight.repairs,
      redacted: this.#progress.redacted + flight.redactions.length,
      newestEventAt,
      lagMs: lagMs ?? this.#progress.lagMs,
      stretch: isAside ? this.#progress.stretch : afterPage(this.#progress.stretch, flight, at),
    };
    return { lagMs };
  }

  /**
   * Keeps which records of a page have their outcome, while others of it are held: the checkpoint stays where it is, and the
   * page can be read again without sending anything twice. Returns what was kept; undefined where that cannot be stored,
   * or recognised by gids.
   */
  keep(flight: PageInFlight): CommittedPage | undefined {
    const { accepted, rejected, dead, oldestEventAt } = flight;
    const settled = settledOf(flight);
    const newestEventAt = latest(this.#progress.newestEventAt, oldestEventAt);
    if (this.#checkpoint === undefined || settled === undefined || newestEventAt === undefined)
      return undefined;
    const { cursor, frontier } = this.#checkpoint;
    const { records, gids } = settled;
    // What is held may be older than what is settled, so the frontier stays.
    const { readTo } = frontier;
    const gidsAt = latest(flight.newestEventAt, readTo);
    const counts = { ...NO_COUNTS, accepted, rejected, deadLettered: dead.length };
    const at = this.#clock.now();
    try {
      const page = { cursor, newestEventAt, readTo, gids, gidsAt, counts };
      this.#store.commit({ ...page, deadLetters: dead, isOver: false, at });
    } catch (error) {
      // The page's own commit will meet the same, and report it.
      if (error instanceof StorageError) return undefined;
      throw error;
    }
    const totals = sumCounts(this.#checkpoint.totals, counts);
    this.#checkpoint = { ...this.#checkpoint, newestEventAt, totals, updatedAt: at };
    const repairs = records.reduce((sum, record) => sum + record.repairs, this.#progress.repairs);
    this.#progress = { ...this.#progress, ...sumCounts(this.#progress, counts), repairs, newestEventAt };
    return { records, duplicates: 0, filtered: 0, accepted, lagMs: undefined };
  }
}

/** How a page is committed. */
export interface CommitOptions {
  /** It was read beside the stream: the frontier does not move, and what is known is no duplicate. */
  readonly isAside: boolean;
  /** Nothing of a slice is left to read. */
  readonly isOver: boolean;
  /** Absent: as before. */
  readonly pollsSinceSweep?: number | undefined;
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}
