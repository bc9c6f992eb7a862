import { StorageError } from "../lib/errors.ts";
import { earlierOf, firstCursor } from "./cursor.ts";
import { asanaFailure, endpointFailure, type Failure, storageFailure } from "./failure.ts";
import { Gap } from "./gap.ts";
import { findBrokenInvariant } from "./invariants.ts";
import { Ledger, type Progress } from "./ledger.ts";
import { findDoubtfulEnd, findLoop, findLostOffset, findOddities } from "./page-check.ts";
import { afterDelivery, isUntouched, type Page, type PageInFlight, takePage } from "./page-in-flight.ts";
import { PageReader } from "./page-reader.ts";
import type { AsanaFailure, Checkpoint, Cursor, StartAt, Trial } from "./ports.ts";
import type { Question } from "./question.ts";
import { isTooOld } from "./retention.ts";
import { type BackfillOptions, cursorsOfUnread, isSettled, planBackfill } from "./slices.ts";
import type { CommittedPage, SourceWarning } from "./source-change.ts";
import type { StreamPorts } from "./source-ports.ts";
import { findClockTrouble, findStart, isStartInFuture } from "./start.ts";
import type { Step } from "./step.ts";
import { StreamPosition, type StreamPositionOptions } from "./stream-position.ts";
import { isSweepDue, planSweep, type SweepOptions } from "./sweep.ts";

/** What decides where a follower begins. */
export interface FollowerOptions extends StreamPositionOptions {
  /** What the stored offset must be valid for (see `fingerprintOf`). */
  readonly fingerprint: string;
  readonly startAt: StartAt;
  /** Undefined: events that Asana inserts behind the offset are not looked for. */
  readonly sweep: SweepOptions | undefined;
  /** How the past is read beside it, by others; without it, the past is a part of the stream. */
  readonly backfill?: BackfillOptions | undefined;
}

/** A page in flight, and what it answers. */
interface Asked {
  readonly question: Question;
  readonly flight: PageInFlight;
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
  readonly #position: StreamPosition;
  readonly #pages: PageReader;
  readonly #gap: Gap;
  #inFlight: Asked | undefined;
  /** What the attempts to deliver the page at the cursor have shown, also when it is read again. */
  #trial: Trial | undefined;
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

  constructor(ports: StreamPorts, options: FollowerOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#ledger = new Ledger(ports, options.fingerprint);
    this.#position = new StreamPosition(options, () => this.#ledger.checkpoint);
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

  /**
   * Lets a page be read again, once the store knows which of its records have their outcome. Returns whether none is held
   * any more: one is while that cannot be stored, or told by gids.
   */
  letGo(): boolean {
    this.#pages.drop();
    const asked = this.#inFlight;
    if (asked !== undefined && !isUntouched(asked.flight)) {
      const part = this.#ledger.keep(asked.flight);
      if (part === undefined) return false;
      this.#known = undefined;
      this.#tellCommitted(asked, part);
    }
    this.#inFlight = undefined;
    // What a slice knows is as much as its source has delivered, and a source may have hundreds of them.
    if (this.#options.span !== undefined) this.#known = undefined;
    return true;
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
      if (this.#position.cursor === undefined) {
        const failure = await this.#open(signal);
        if (failure !== undefined) return { kind: "failed", failure };
      }
      this.#tellGap();
      return this.#inFlight === undefined
        ? await this.#read(signal)
        : await this.#deliver(this.#inFlight, signal);
    } catch (error) {
      if (error instanceof StorageError) return { kind: "failed", failure: storageFailure(error) };
      throw error;
    }
  }

  /** Reads the checkpoint, or begins one. */
  async #open(signal: AbortSignal): Promise<Failure | undefined> {
    const stored = this.#ledger.open();
    if (stored !== undefined) {
      // Another stream would begin as if the log had been read just now.
      this.#tellGap();
      this.#known = undefined;
      if (stored.fingerprint === this.#options.fingerprint) {
        const { cursor, frontier, newestEventAt, slicedUntil } = stored;
        this.#mayBeSliced = (cursor.offset ?? frontier.readTo ?? newestEventAt ?? slicedUntil) === undefined;
        this.#position.set(cursor);
        return undefined;
      }
    }
    const start = await findStart(this.#options, this.#ports, (cursor) =>
      this.#pages.peek({ ...cursor, endAt: undefined, limit: this.#position.limit }, signal),
    );
    if (start.kind === "failure") return asanaFailure(start.failure);
    if (stored !== undefined)
      this.#warn(
        "byTime",
        "asana.url or the filters changed since the last run: reading goes on by time, from polling.startAt if that is earlier",
      );
    const resumed = stored === undefined ? [] : [this.#position.byTime(), ...this.#unread(stored)];
    this.#begin(resumed.reduce(earlierOf, start.cursor));
    return undefined;
  }

  #unread({ slices = [] }: Checkpoint): readonly Cursor[] {
    return cursorsOfUnread(slices, this.#options.overlapMs);
  }

  #begin(first: Cursor): void {
    this.#mayBeSliced = true;
    this.#position.set(this.#ledger.begin(first, []));
  }

  /**
   * Goes over to another beginning when the first page tells that it is needed: to the present, and slices of the past,
   * where that is worth while, or to an earlier one, where ours is in Asana's future.
   */
  #moveBeginning({ servedAt, events }: Page, flight: PageInFlight): boolean {
    const { backfill, span, startAt } = this.#options;
    const { checkpoint } = this;
    if (checkpoint === undefined || servedAt === undefined || span !== undefined) return false;
    if (isStartInFuture(checkpoint, startAt, servedAt)) {
      this.#warn(
        "byTime",
        "this machine's clock was ahead when the log was begun: reading begins again before",
      );
      this.#known = undefined;
      const [first = firstCursor(startAt, servedAt), ...others] = this.#unread(checkpoint);
      this.#begin(others.reduce(earlierOf, first));
      return true;
    }
    if (!this.#mayBeSliced || backfill === undefined) return false;
    const plan = planBackfill(checkpoint.cursor, servedAt, backfill, { ...flight, events: events.length });
    if (plan.slices.length > 0) this.#position.set(this.#ledger.begin(plan.cursor, plan.slices));
    this.#mayBeSliced = false;
    return plan.slices.length > 0;
  }

  async #read(signal: AbortSignal): Promise<Step> {
    this.#known ??= this.#ports.checkpoint.replayGids();
    const question = this.#position.nextQuestion();
    const broken = findBrokenInvariant(question, this.#position.frontier);
    if (broken !== undefined) return { kind: "failed", failure: broken };
    const result = await this.#pages.read(question.position, signal);
    if (result.kind === "failure") return this.#afterFailure(result.failure, question);
    const lostOffset = findLostOffset(result, question.position.offset);
    if (lostOffset !== undefined) return this.#afterFailure(lostOffset, question);
    this.#ports.observe({ kind: "authenticated" });
    // As early as can be, so that Asana is at work while records are made of this page.
    if (this.#isFlowing) this.#readAhead(result, question, signal);
    else this.#tellClock(result.servedAt);
    const flight = takePage(result, { gids: this.#known, before: this.#before }, question, this.#ports);
    if (question.kind === "stream" && this.#moveBeginning(result, flight)) return this.#read(signal);
    const loop = findLoop(flight, question.cursor, this.#before);
    if (loop !== undefined) return { kind: "failed", failure: loop };
    for (const { about, message } of findOddities(flight, result)) this.#warn(about, message);
    this.#inFlight = { question, flight };
    return this.#deliver(this.#inFlight, signal);
  }

  #readAhead({ events, offset }: Page, { position }: Question, signal: AbortSignal): void {
    if (events.length === 0 || offset === undefined || offset === position.offset) return;
    this.#pages.readAhead({ ...position, offset }, signal);
  }

  #afterFailure(failure: AsanaFailure, { kind, position }: Question): Step {
    const failed: Step = { kind: "failed", failure: asanaFailure(failure) };
    const isRefused = failure.kind === "offsetRefused";
    if (kind === "sweep") {
      // It says nothing of the stream, which must not wait for it; the next poll begins another one.
      this.#position.setSweep(undefined);
      this.#forgetPage();
      return isRefused ? { kind: "caughtUp", isOver: false } : failed;
    }
    if (isRefused) {
      const isHopeless = this.#position.refuse();
      this.#forgetPage();
      if (isHopeless) return failed;
      return this.#goOn(`${failure.message}. Reading goes on by time; known events are not sent again`);
    }
    const isFirst = position.offset === undefined;
    if (failure.kind === "badRequest" && isFirst && isTooOld(position.startAt, this.#now())) {
      this.#position.set({ startAt: undefined, offset: undefined });
      this.#forgetPage();
      return this.#goOn(`${failure.message}. Reading goes on at the oldest event that Asana still has`);
    }
    if (this.#position.fail(failure.kind)) this.#forgetPage();
    return failed;
  }

  #goOn(message: string): Step {
    this.#warn("byTime", message);
    return { kind: "more", isProgress: false };
  }

  /** What is read next may have been delivered before. */
  #forgetPage(): void {
    this.#known = undefined;
    this.#trial = undefined;
    this.#before = [];
  }

  async #deliver(asked: Asked, signal: AbortSignal): Promise<Step> {
    const { waiting } = asked.flight;
    if (waiting.length === 0) return this.#commit(asked);
    const delivery = await this.#ports.deliver(waiting, this.#trial, signal);
    const delivered = { ...asked, flight: afterDelivery(asked.flight, delivery) };
    this.#inFlight = delivered;
    this.#trial = delivery.trial;
    for (const { about, message } of delivery.warnings) this.#warn(about, message);
    if (delivery.held === undefined) return this.#commit(delivered);
    if (delivery.needsCompany) this.letGo();
    const isProgress = delivery.remaining.length < waiting.length;
    return { kind: "failed", failure: endpointFailure(delivery.held), isProgress };
  }

  #commit({ question, flight }: Asked): Step {
    const { kind } = question;
    const { next, isEnd, hasNew, servedAt } = flight;
    const isOver = kind === "look" && isEnd;
    const doubt = isOver ? findDoubtfulEnd(this.#options.span, this.#position.frontier, servedAt) : undefined;
    if (doubt !== undefined) {
      this.#position.endLook();
      this.#inFlight = undefined;
      return { kind: "failed", failure: doubt };
    }
    const { cursor, isAside } = this.#position.cursorAfter(question, flight);
    const pollsSinceSweep = this.#countPolls(kind, isEnd);
    const { lagMs } = this.#ledger.commit(flight, cursor, { isAside, isOver, pollsSinceSweep });
    this.#inFlight = undefined;
    this.#trial = undefined;
    this.#before = flight.givenGids;
    if (this.#position.move(question, flight, cursor)) this.#forgetPage();
    // By time, the same events come again at the boundary; what a sweep has brought may still come in the stream.
    if (kind === "sweep" || next.offset === undefined) this.#known = undefined;
    this.#tellCommitted({ question, flight }, { ...flight, lagMs });
    return isEnd ? this.#atEnd(kind, isOver, servedAt) : { kind: "more", isProgress: hasNew };
  }

  #tellCommitted({ question, flight }: Asked, page: CommittedPage): void {
    const { isEnd, hasNew, dead } = flight;
    if (dead.length > 0) this.#warn("dead", `${dead.length} events: ${dead[0]?.reason}`);
    const { records, duplicates, filtered, accepted, lagMs } = page;
    // A second look that meets what is known is no page of the log.
    if (isEnd || (question.kind === "look" && !hasNew)) return;
    this.#ports.observe({ kind: "page", records, duplicates, filtered, accepted, lagMs });
  }

  /** Polls to the end of the log, as they are kept after a page; undefined: as before. */
  #countPolls(kind: Question["kind"], isEnd: boolean): number | undefined {
    const { sweep, span } = this.#options;
    if (!isEnd || sweep === undefined || span !== undefined) return undefined;
    return kind === "sweep" ? 0 : (this.checkpoint?.pollsSinceSweep ?? 0) + 1;
  }

  #atEnd(kind: Question["kind"], isOver: boolean, servedAt: number | undefined): Step {
    const { span } = this.#options;
    const mayEnd =
      span !== undefined && isSettled(span, this.#earlierOf(servedAt), this.#ports.presentEventAt?.());
    // One empty answer may be a mistake. An independent question for the rest of the slice must be empty as well.
    if (kind === "stream" && mayEnd) this.#position.beginLook();
    else if (kind !== "stream" || !this.#beginSweep()) return { kind: "caughtUp", isOver };
    this.#forgetPage();
    return { kind: "more", isProgress: span === undefined };
  }

  /** A single odd `Date` must not end a slice. */
  #earlierOf(servedAt: number | undefined): number | undefined {
    return servedAt === undefined ? undefined : Math.min(servedAt, this.#now());
  }

  #beginSweep(): boolean {
    const { span, sweep } = this.#options;
    if (span !== undefined || sweep === undefined) return false;
    if (!isSweepDue(sweep, this.checkpoint?.pollsSinceSweep ?? 0)) return false;
    const stored = this.#ledger.reload();
    const position = stored === undefined ? undefined : planSweep(sweep, stored, this.#now());
    this.#position.setSweep(position);
    return position !== undefined;
  }

  /** What Asana has deleted since the last read is told as loudly as possible. */
  #tellGap(): void {
    const { checkpoint } = this.#ledger;
    if (checkpoint === undefined) return;
    const { newestEventAt = checkpoint.newestEventAt } = this.#inFlight?.flight ?? checkpoint;
    const gap = this.#gap.find(checkpoint, newestEventAt, this.#now());
    if (gap !== undefined) this.#warn("lost", gap);
  }

  #tellClock(servedAt: number | undefined): void {
    const trouble = findClockTrouble(servedAt, this.#ports.asanaClock.aheadMs());
    if (trouble !== undefined) this.#warn("clock", trouble);
  }

  /** By Asana's clock as far as it is known. */
  #now(): number {
    return this.#ports.asanaClock.now() ?? this.#ports.clock.now();
  }

  #warn(about: SourceWarning["about"], message: string): void {
    this.#ports.observe({ kind: "warning", about, message });
  }
}
