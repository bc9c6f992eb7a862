import { StorageError } from "../lib/errors.ts";
import { cursorByTime, earlierOf, firstCursor } from "./cursor.ts";
import { asanaFailure, endpointFailure, mayHelpToReadAnew, storageFailure } from "./failure.ts";
import { Gap } from "./gap.ts";
import { Ledger, type Progress } from "./ledger.ts";
import { findLoop, findMisplaced, findOddTimes } from "./page-check.ts";
import { afterDelivery, isUntouched, type Page, type PageInFlight, takePage } from "./page-in-flight.ts";
import { PageReader } from "./page-reader.ts";
import type { AsanaFailure, Checkpoint, Cursor, Span, StartAt } from "./ports.ts";
import { type BackfillOptions, cursorsOfUnread, isSettled, planBackfill } from "./slices.ts";
import type { SourceWarning } from "./source-change.ts";
import type { Position, StreamPorts } from "./source-ports.ts";
import type { Step } from "./step.ts";
import { Sweep, type SweepOptions } from "./sweep.ts";

/** What decides where a follower begins. */
export interface FollowerOptions {
  /** What the stored offset must be valid for (see `fingerprintOf`). */
  readonly fingerprint: string;
  readonly startAt: StartAt;
  /** How far before the newest event reading goes on when an offset is refused, in milliseconds. */
  readonly overlapMs: number;
  /** Undefined: events that Asana inserts behind the offset are not looked for. */
  readonly sweep: SweepOptions | undefined;
  /** How the past is read beside it, by others; without it, the past is a part of the stream. */
  readonly backfill?: BackfillOptions | undefined;
  /** Of a slice of the past: what it is of it. */
  readonly span?: Span;
}

/**
 * Follows one audit log a page at a time: Asana, records, endpoint, checkpoint, in this order.
 *
 * A page that could not be finished stays in flight, and the next step takes it up where it stopped; no other
 * page is read before it is committed, but for the next one, which is read ahead while it is delivered.
 */
export class Follower {
  readonly #ports: StreamPorts;
  readonly #options: FollowerOptions;
  readonly #ledger: Ledger;
  readonly #sweep: Sweep;
  readonly #pages: PageReader;
  readonly #gap: Gap;
  #cursor: Cursor | undefined;
  #inFlight: PageInFlight | undefined;
  /**
   * Gids delivered before a restart, a replay or a sweep: the only ones that can come again. Undefined where they must
   * be read anew before the next page: were that a part of what makes them stale, a failure of it would go unnoticed.
   */
  #known: ReadonlySet<string> | undefined = new Set();
  /** The gids of the last page. */
  #before: readonly string[] = [];
  /** Whether the last step was a good one with more to come: only then is it likely that the next page is wanted soon. */
  #isFlowing = false;
  /** Whether the stream is at its beginning, so that what is before the present may yet be read in slices. */
  #mayBeSliced = false;
  /** Whether an offset was refused and no new event was delivered since. */
  #refusedInVain = false;

  constructor(ports: StreamPorts, options: FollowerOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#ledger = new Ledger(ports, options.fingerprint);
    this.#sweep = new Sweep(options.sweep);
    this.#pages = new PageReader(ports);
    this.#gap = new Gap(options.span);
  }

  get progress(): Progress {
    return this.#ledger.progress;
  }

  /** The durable state as it was last read or written; undefined before the first step. */
  get checkpoint(): Checkpoint | undefined {
    return this.#ledger.checkpoint;
  }

  /** Lets a page that the endpoint took nothing of be read anew. Returns whether none is held any more. */
  letGo(): boolean {
    this.#pages.drop();
    if (this.#inFlight !== undefined && isUntouched(this.#inFlight)) this.#inFlight = undefined;
    return this.#inFlight === undefined;
  }

  /** One page further, or the page in flight once more. An aborted `signal` ends a request, never a delivery. */
  async step(signal: AbortSignal): Promise<Step> {
    const step = await this.#go(signal);
    this.#isFlowing = step.kind === "more";
    if (!this.#isFlowing) this.#pages.drop();
    return step;
  }

  async #go(signal: AbortSignal): Promise<Step> {
    try {
      this.#cursor ??= this.#open();
      this.#tellGap();
      return this.#inFlight === undefined
        ? await this.#read(this.#cursor, signal)
        : await this.#deliver(this.#inFlight);
    } catch (error) {
      if (error instanceof StorageError) return { kind: "failed", failure: storageFailure(error) };
      throw error;
    }
  }

  /** Reads the checkpoint, or begins one. */
  #open(): Cursor {
    const { fingerprint, startAt } = this.#options;
    const stored = this.#ledger.open();
    const first = firstCursor(startAt, this.#ports.clock.now());
    if (stored === undefined) return this.#begin(first);
    // Another stream would begin as if the log had been read just now.
    this.#tellGap();
    this.#known = undefined;
    if (stored.fingerprint === fingerprint) {
      const { cursor, newestEventAt, slicedUntil } = stored;
      this.#mayBeSliced = (cursor.offset ?? newestEventAt ?? slicedUntil) === undefined;
      return cursor;
    }
    this.#warn(
      "byTime",
      "asana.url or the filters changed since the last run: reading goes on by time, from polling.startAt if that is earlier",
    );
    const unread = cursorsOfUnread(stored.slices ?? [], this.#options.overlapMs);
    return this.#begin([this.#cursorByTime(stored.cursor), ...unread].reduce(earlierOf, first));
  }

  #begin(first: Cursor): Cursor {
    this.#mayBeSliced = true;
    return this.#ledger.begin(first, []);
  }

  /** Goes over to the present, and slices of the past, when the first page tells that it is worth while. */
  #slice(cursor: Cursor, page: Page, flight: PageInFlight): Cursor | undefined {
    const { backfill } = this.#options;
    if (!this.#mayBeSliced || backfill === undefined || this.#sweep.position !== undefined) return undefined;
    const plan = planBackfill(cursor, this.#ports.clock.now(), backfill, {
      events: page.events.length,
      spanMs: (flight.newestEventAt ?? 0) - (flight.oldestEventAt ?? 0),
    });
    if (plan.slices.length > 0) this.#cursor = this.#ledger.begin(plan.cursor, plan.slices);
    this.#mayBeSliced = false;
    return plan.slices.length > 0 ? plan.cursor : undefined;
  }

  async #read(cursor: Cursor, signal: AbortSignal): Promise<Step> {
    this.#known ??= this.#ports.checkpoint.replayGids();
    const { cursor: at, endAt } = this.#sweep.position ?? { cursor, endAt: this.#options.span?.endAt };
    const position = { ...at, endAt };
    const result = await this.#pages.read(position, signal);
    if (result.kind === "failure") return this.#afterFailure(result.failure, cursor);
    this.#ports.observe({ kind: "authenticated" });
    // As early as can be, so that Asana is at work while records are made of this page.
    if (this.#isFlowing) this.#readAhead(result, position, signal);
    const flight = takePage(result, this.#known, position, this.#ports);
    const present = this.#slice(cursor, result, flight);
    if (present !== undefined) return this.#read(present, signal);
    const loop = findLoop(flight, at, this.#before);
    if (loop !== undefined) return { kind: "failed", failure: loop };
    const oddTimes = findOddTimes(flight, result.receivedAt);
    if (oddTimes !== undefined) this.#warn("times", oddTimes);
    const misplaced = findMisplaced(flight);
    if (misplaced !== undefined) this.#warn("redaction", misplaced);
    this.#inFlight = flight;
    return this.#deliver(flight);
  }

  #readAhead({ events, offset }: Page, at: Position, signal: AbortSignal): void {
    if (events.length === 0 || offset === undefined || offset === at.offset) return;
    this.#pages.readAhead({ ...at, offset }, signal);
  }

  #cursorByTime(cursor: Cursor): Cursor {
    return cursorByTime(cursor, this.progress.newestEventAt, this.#options.overlapMs);
  }

  #afterFailure(failure: AsanaFailure, cursor: Cursor): Step {
    if (failure.kind !== "offsetRefused") return { kind: "failed", failure: asanaFailure(failure) };
    this.#known = undefined;
    this.#before = [];
    if (this.#sweep.position !== undefined) {
      // It says nothing of the stream's own offset, and a sweep is not worth a second try: the next one comes.
      this.#sweep.end();
      return { kind: "caughtUp", isOver: false };
    }
    this.#cursor = this.#cursorByTime(cursor);
    // A second refusal without a new event in between would be an endless loop at full speed.
    if (this.#refusedInVain) return { kind: "failed", failure: asanaFailure(failure) };
    this.#refusedInVain = true;
    this.#warn("byTime", `${failure.message}. Reading goes on by time; known events are not sent again`);
    return { kind: "more", isProgress: false };
  }

  async #deliver(flight: PageInFlight): Promise<Step> {
    if (flight.waiting.length === 0) return this.#commit(flight);
    const hasSibling = flight.accepted > 0;
    const delivery = await this.#ports.deliver(flight.waiting, hasSibling);
    const delivered = afterDelivery(flight, delivery);
    this.#inFlight = delivered;
    for (const { about, message } of delivery.warnings) this.#warn(about, message);
    if (delivery.held === undefined) return this.#commit(delivered);
    if (mayHelpToReadAnew(delivery.held) && isUntouched(delivered)) this.#inFlight = undefined;
    return { kind: "failed", failure: endpointFailure(delivery.held) };
  }

  #commit(flight: PageInFlight): Step {
    const { next, isEnd, duplicates, filtered, records, accepted, dead } = flight;
    const isSweep = this.#sweep.position !== undefined;
    const cursor = isSweep ? (this.#cursor ?? next) : next;
    const { span } = this.#options;
    const isOver = isEnd && span !== undefined && isSettled(span, flight.servedAt);
    const { lagMs } = this.#ledger.commit(flight, cursor, { isSweep, isOver });
    this.#cursor = cursor;
    this.#inFlight = undefined;
    this.#before = flight.gids;
    const isProgress = records.length + filtered > 0;
    if (isEnd || isProgress) this.#refusedInVain = false;
    // By time, the same events come again at the boundary; what a sweep has brought may still come in the stream.
    if (isSweep || next.offset === undefined) this.#known = undefined;
    if (dead.length > 0) this.#warn("dead", `${dead.length} events: ${dead[0]?.reason}`);
    if (isSweep) this.#sweep.advance(next, isEnd);
    if (isEnd) return this.#atEnd(isSweep, isOver);
    this.#ports.observe({ kind: "page", records, duplicates, filtered, accepted, lagMs });
    return { kind: "more", isProgress };
  }

  #atEnd(wasSweep: boolean, isOver: boolean): Step {
    const { newestEventAt } = this.progress;
    const isSweepDue =
      !wasSweep && this.#sweep.begin(this.#ports.clock.now(), newestEventAt, this.checkpoint?.slicedUntil);
    if (!isSweepDue) return { kind: "caughtUp", isOver };
    this.#known = undefined;
    this.#before = [];
    return { kind: "more", isProgress: true };
  }

  /** What Asana has deleted since the last read is told as loudly as possible. */
  #tellGap(): void {
    const { checkpoint } = this.#ledger;
    if (checkpoint === undefined) return;
    const { newestEventAt = checkpoint.newestEventAt } = this.#inFlight ?? checkpoint;
    const gap = this.#gap.find(checkpoint, newestEventAt, this.#ports.clock.now());
    if (gap !== undefined) this.#warn("lost", gap);
  }

  #warn(about: SourceWarning["about"], message: string): void {
    this.#ports.observe({ kind: "warning", about, message });
  }
}
