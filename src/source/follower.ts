import { StorageError } from "../lib/errors.ts";
import { cursorByTime, earlierOf, firstCursor } from "./cursor.ts";
import { asanaFailure, endpointFailure, type Failure, storageFailure } from "./failure.ts";
import { afterDelivery, type PageInFlight, takePage } from "./page-in-flight.ts";
import type { AsanaFailure, Checkpoint, Counts, Cursor, FetchResult, PageCommit, StartAt } from "./ports.ts";
import type { SourceWarning } from "./source-change.ts";
import type { SourcePorts } from "./source-ports.ts";

/** What one step along the log came to. */
export type Step =
  /** `isProgress`: a page brought something new. */
  | { readonly kind: "more"; readonly isProgress: boolean }
  /** Asana had no further event. */
  | { readonly kind: "caughtUp" }
  | { readonly kind: "failed"; readonly failure: Failure };

/** What a follower has done since it was made. Instants are milliseconds since the epoch. */
export interface Progress extends Counts {
  /** Values that could not be carried as they are, such as an unreadable time. */
  readonly repairs: number;
  readonly newestEventAt: number | undefined;
  /** How old the newest event of the last page was when the endpoint acknowledged it, in milliseconds. */
  readonly lagMs: number | undefined;
}

/** What decides where a follower begins. */
export interface FollowerOptions {
  /** What the stored offset must be valid for (see `fingerprintOf`). */
  readonly fingerprint: string;
  readonly startAt: StartAt;
  /** How far before the newest event reading goes on when an offset is refused, in milliseconds. */
  readonly replayWindowMs: number;
}

const NO_COUNTS: Counts = { pages: 0, accepted: 0, rejected: 0, duplicates: 0 };

const NOTHING_YET: Progress = {
  ...NO_COUNTS,
  repairs: 0,
  newestEventAt: undefined,
  lagMs: undefined,
};

const STUCK: Failure = {
  errorType: "ThirdPartyGeneric",
  message: "Asana gave events, but the same offset again",
  hint: "Nothing to do if it passes; else check asana.url and any proxy in between.",
};

/**
 * Follows one audit log a page at a time: Asana, records, endpoint, checkpoint, in this order.
 *
 * A page that could not be finished stays in flight, and the next step takes it up where it stopped; no other
 * page is read before it is committed.
 */
export class Follower {
  readonly #ports: SourcePorts;
  readonly #options: FollowerOptions;
  #progress = NOTHING_YET;
  #cursor: Cursor | undefined;
  #checkpoint: Checkpoint | undefined;
  #inFlight: PageInFlight | undefined;
  /** Gids delivered before a restart or before a replay: the only ones that can come again. */
  #known: ReadonlySet<string> = new Set();
  /** Whether an offset was refused and no new event was delivered since. */
  #refusedInVain = false;

  constructor(ports: SourcePorts, options: FollowerOptions) {
    this.#ports = ports;
    this.#options = options;
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** The durable state as it was last read or written; undefined before the first step. */
  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** One page further, or the page in flight once more. An aborted `signal` ends a request, never a delivery. */
  async step(signal: AbortSignal): Promise<Step> {
    try {
      this.#cursor ??= this.#open();
      if (this.#inFlight === undefined) {
        const result = await this.#ports.fetchPage(this.#cursor, signal);
        if (result.kind === "failure") return this.#afterFailure(result.failure, this.#cursor);
        this.#ports.observe({ kind: "authenticated" });
        if (isStuck(result, this.#cursor)) return { kind: "failed", failure: STUCK };
        this.#inFlight = takePage(result, this.#known, this.#cursor, this.#ports);
      }
      return await this.#deliver(this.#inFlight);
    } catch (error) {
      if (error instanceof StorageError) return { kind: "failed", failure: storageFailure(error) };
      throw error;
    }
  }

  /** Reads the checkpoint, or begins one. */
  #open(): Cursor {
    const { checkpoint, clock } = this.#ports;
    const { fingerprint, startAt } = this.#options;
    const stored = checkpoint.load();
    const first = firstCursor(startAt, clock.now());
    if (stored === undefined) return this.#begin(first, undefined);
    this.#progress = { ...this.#progress, newestEventAt: stored.newestEventAt };
    this.#known = checkpoint.replayGids();
    this.#checkpoint = stored;
    if (stored.fingerprint === fingerprint) return stored.cursor;
    this.#warn(
      "byTime",
      "asana.url or the filters changed since the last run: reading goes on by time, from polling.startAt if that is earlier",
    );
    return this.#begin(earlierOf(first, this.#cursorByTime(stored.cursor)), stored);
  }

  #begin(cursor: Cursor, before: Checkpoint | undefined): Cursor {
    const { fingerprint } = this.#options;
    const at = this.#ports.clock.now();
    this.#ports.checkpoint.begin(fingerprint, cursor, at);
    const { newestEventAt, totals } = before ?? { newestEventAt: undefined, totals: NO_COUNTS };
    this.#checkpoint = { fingerprint, cursor, newestEventAt, totals, updatedAt: at };
    return cursor;
  }

  #cursorByTime(cursor: Cursor): Cursor {
    return cursorByTime(cursor, this.#progress.newestEventAt, this.#options.replayWindowMs);
  }

  #afterFailure(failure: AsanaFailure, cursor: Cursor): Step {
    if (failure.kind !== "offsetRefused") return { kind: "failed", failure: asanaFailure(failure) };
    this.#known = this.#ports.checkpoint.replayGids();
    this.#cursor = this.#cursorByTime(cursor);
    // A second refusal without a new event in between would be an endless loop at full speed.
    if (this.#refusedInVain) return { kind: "failed", failure: asanaFailure(failure) };
    this.#refusedInVain = true;
    this.#warn("byTime", `${failure.message}. Reading goes on by time; known events are not sent again`);
    return { kind: "more", isProgress: false };
  }

  async #deliver(flight: PageInFlight): Promise<Step> {
    if (flight.waiting.length === 0) return this.#commit(flight);
    const delivery = await this.#ports.deliver(flight.waiting);
    this.#inFlight = afterDelivery(flight, delivery);
    for (const { about, message } of delivery.warnings) this.#warn(about, message);
    if (delivery.held !== undefined) return { kind: "failed", failure: endpointFailure(delivery.held) };
    return this.#commit(this.#inFlight);
  }

  #commit(flight: PageInFlight): Step {
    const { checkpoint, clock, observe } = this.#ports;
    const { next, gids, isEnd, accepted, rejected, duplicates } = flight;
    const at = clock.now();
    const counts = { pages: isEnd ? 0 : 1, accepted, rejected, duplicates };
    const newestEventAt = latest(this.#progress.newestEventAt, flight.newestEventAt);
    if (next !== this.#cursor) this.#advance({ cursor: next, newestEventAt, gids, counts, at });
    this.#cursor = next;
    this.#inFlight = undefined;
    this.#progress = {
      ...sum(this.#progress, counts),
      repairs: this.#progress.repairs + flight.repairs,
      newestEventAt,
      lagMs: flight.newestEventAt === undefined ? this.#progress.lagMs : at - flight.newestEventAt,
    };
    const isProgress = flight.records.length > 0;
    if (isEnd || isProgress) this.#refusedInVain = false;
    if (isEnd) return { kind: "caughtUp" };
    // By time, the same events come again at the boundary.
    if (next.offset === undefined) this.#known = checkpoint.replayGids();
    observe({ kind: "page", records: flight.records, duplicates });
    return { kind: "more", isProgress };
  }

  #advance(page: PageCommit): void {
    this.#ports.checkpoint.commit(page);
    const { fingerprint } = this.#options;
    const { cursor, newestEventAt, counts, at } = page;
    const totals = sum(this.#checkpoint?.totals ?? NO_COUNTS, counts);
    this.#checkpoint = { fingerprint, cursor, newestEventAt, totals, updatedAt: at };
  }

  #warn(about: SourceWarning["about"], message: string): void {
    this.#ports.observe({ kind: "warning", about, message });
  }
}

/** Asana documents a new offset with every answer; the same one with events would be read for ever. */
function isStuck({ offset, events }: Extract<FetchResult, { kind: "page" }>, cursor: Cursor): boolean {
  return offset !== undefined && offset === cursor.offset && events.length > 0;
}

function sum(a: Counts, b: Counts): Counts {
  return {
    pages: a.pages + b.pages,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    duplicates: a.duplicates + b.duplicates,
  };
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}
