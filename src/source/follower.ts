import { StorageError } from "../lib/errors.ts";
import { Beginning } from "./beginning.ts";
import { asanaFailure, endpointFailure, type Failure, storageFailure } from "./failure.ts";
import type { FollowerOptions } from "./follower-options.ts";
import { Gap } from "./gap.ts";
import { findBrokenInvariant } from "./invariants.ts";
import { Ledger, type Progress } from "./ledger.ts";
import { findDoubtfulEnd, findLoop, findLostOffset, findOddities } from "./page-check.ts";
import { afterDelivery, isUntouched, type PageInFlight, takePage } from "./page-in-flight.ts";
import { PageReader } from "./page-reader.ts";
import type { AsanaFailure, Checkpoint, Trial } from "./ports.ts";
import type { Question } from "./question.ts";
import { isSettled } from "./slices.ts";
import type { CommittedPage, SourceWarning } from "./source-change.ts";
import type { StreamPorts } from "./source-ports.ts";
import { findClockTrouble } from "./start.ts";
import type { Step } from "./step.ts";
import { StreamPosition } from "./stream-position.ts";
import { isSweepDue, planSweep } from "./sweep.ts";

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
  readonly #beginning: Beginning;
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

  constructor(ports: StreamPorts, options: FollowerOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#ledger = new Ledger(ports, options.fingerprint);
    this.#position = new StreamPosition(options, () => this.#ledger.checkpoint);
    this.#pages = new PageReader(ports);
    const [ledger, position, pages] = [this.#ledger, this.#position, this.#pages];
    this.#beginning = new Beginning({ ports, options, ledger, position, pages });
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
   * any more: one is while that cannot be stored, or recognised by gids.
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

  async #open(signal: AbortSignal): Promise<Failure | undefined> {
    const stored = this.#ledger.open();
    // Another stream would begin as if the log had been read just now.
    this.#tellGap();
    if (stored !== undefined) this.#known = undefined;
    return this.#beginning.open(stored, signal);
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
    if (this.#isFlowing) this.#pages.readBehind(result, question.position, signal);
    const clockTrouble = this.#isFlowing ? undefined : findClockTrouble(result, this.#ports.asanaClock);
    if (clockTrouble !== undefined) this.#warn("clock", clockTrouble);
    const flight = takePage(result, { gids: this.#known, before: this.#before }, question, this.#ports);
    if (question.kind === "stream" && this.#beginning.move(result, flight)) {
      this.#forgetPage();
      return this.#read(signal);
    }
    const loop = findLoop(flight, question.cursor, this.#before);
    if (loop !== undefined) return { kind: "failed", failure: loop };
    for (const { about, message } of findOddities(flight, result)) this.#warn(about, message);
    this.#inFlight = { question, flight };
    return this.#deliver(this.#inFlight, signal);
  }

  #afterFailure(failure: AsanaFailure, question: Question): Step {
    const after = this.#position.afterFailure(failure, question, this.#now());
    if (after.kind !== "same") this.#forgetPage();
    if (after.kind === "sweepOver") return { kind: "caughtUp", isOver: false };
    if (after.kind !== "byTime") return { kind: "failed", failure: asanaFailure(failure) };
    this.#warn("byTime", after.message);
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
    const isOver = kind === "look" && isEnd && this.#position.isAlmostProved;
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
    // A single odd `Date` must not end a slice.
    const endedAt = servedAt === undefined ? undefined : Math.min(servedAt, this.#now());
    const mayEnd = span !== undefined && isSettled(span, endedAt, this.#ports.presentEventAt?.());
    // One empty answer may be a mistake. An independent question for the rest of the slice must be empty as well.
    if (kind === "look" && !isOver) return { kind: "more", isProgress: false };
    if (kind === "stream" && mayEnd) this.#position.beginLook();
    else if (kind !== "stream" || !this.#beginSweep()) return { kind: "caughtUp", isOver };
    this.#forgetPage();
    return { kind: "more", isProgress: span === undefined };
  }

  #beginSweep(): boolean {
    const { span, sweep } = this.#options;
    if (span !== undefined || !isSweepDue(sweep, this.checkpoint?.pollsSinceSweep ?? 0)) return false;
    const position = planSweep(sweep, this.#ledger.reload(), this.#now());
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

  /** By Asana's clock as far as it is known. */
  #now(): number {
    return this.#ports.asanaClock.now() ?? this.#ports.clock.now();
  }

  #warn(about: SourceWarning["about"], message: string): void {
    this.#ports.observe({ kind: "warning", about, message });
  }
}
