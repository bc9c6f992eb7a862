import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import { cutBatches } from "./batch.ts";
import type { Delivery, DeliveryOptions, DeliveryWarning, PoisonRecord } from "./deliver.ts";
import { type Part, Parts } from "./parts.ts";
import type { Receipt } from "./receipt.ts";
import { idOf } from "./record-id.ts";
import {
  isForGood,
  isSearched,
  isToBeHalved,
  type Met,
  NEW_TRIAL,
  type Refusal,
  type Trial,
  trialAfter,
} from "./trial.ts";
import { Verdicts } from "./verdicts.ts";

/** Refused requests in a row, with nothing settled in between, after which an attempt ends: one of 1000 takes 20. */
const MOST_IN_VAIN = 24;

/**
 * How many single records are tried while nothing of a page is taken: when these are refused as well, the rest need not be
 * tried. The first one comes first, for the order; the others are elsewhere each time, so that the turn of each comes.
 */
const MOST_SAMPLES = 3;
const GOLDEN = 0.618034;
const LAST = 0.999;

/** A request without any record. */
const PROBE: Part = { records: [], proofs: 0 };

/** One attempt to deliver a page: what is sent next, and what it has come to so far. */
export class DeliveryRun {
  readonly #records: readonly ReadableLogRecord[];
  readonly #options: DeliveryOptions;
  readonly #parts: Parts;
  readonly #verdicts: Verdicts;
  readonly #settled = new Set<ReadableLogRecord>();
  readonly #warnings = new Map<string, DeliveryWarning>();
  readonly #poison: PoisonRecord[] = [];
  #trial: Trial;
  #accepted = 0;
  #rejected = 0;
  #hasTaken = false;
  #inVain = 0;
  #samples = 0;
  #refusal: Refusal | undefined;
  #isStopped = false;
  /** What is sent once more when the endpoint answers at all. */
  #again: Part | undefined;
  #isAlive = false;

  constructor(records: readonly ReadableLogRecord[], options: DeliveryOptions) {
    const { suspects, isTaken } = options.trial;
    // Beside others, of which nothing is known yet, a record has its place in their order.
    const isApart = suspects.size > 0 && (isTaken || records.length === 1);
    const known = isApart ? records.filter((record) => suspects.has(idOf(record))) : [];
    const others = known.length === 0 ? records : records.filter((record) => !known.includes(record));
    this.#records = records;
    this.#options = options;
    this.#trial = options.trial;
    this.#parts = new Parts(cutBatches(others, options));
    this.#verdicts = new Verdicts(known, options);
  }

  /** What is sent next; undefined when this attempt is over. */
  next(): Part | undefined {
    if (this.#isStopped) return undefined;
    if (this.#again !== undefined) return this.#isAlive ? this.#again : PROBE;
    return (this.#isSampling ? this.#sample() : this.#parts.nextInOrder()) ?? this.#verdicts.next();
  }

  /** What came of it. */
  note(part: Part, receipt: Receipt): void {
    this.#again = undefined;
    if (receipt.kind === "accepted" || receipt.kind === "partial") this.#acknowledge(part, receipt);
    else this.#refuse(part, receipt);
  }

  /** What came of a request without any record; undefined where there is no such thing. */
  noteProbe(receipt: Receipt | undefined): void {
    const isTaken = receipt?.kind === "accepted";
    this.#isAlive = receipt === undefined || receipt.kind === "partial" || isTaken || isForGood(receipt);
    this.#isStopped = !this.#isAlive;
    if (isTaken && this.#records.length - this.#settled.size === 1) this.#verdicts.noteProbe();
  }

  /** What all of it came to. */
  end(): Delivery {
    const remaining = this.#records.filter((record) => !this.#settled.has(record));
    const soFar = {
      accepted: this.#accepted,
      rejected: this.#rejected,
      poison: this.#poison,
      warnings: [...this.#warnings.values()],
      remaining,
    };
    if (remaining.length === 0) return { ...soFar, trial: NEW_TRIAL, needsCompany: false };
    if (this.#refusal === undefined) throw new Error("records are left although none was refused");
    const held = this.#verdicts.isFull ? this.#tooManyDead(this.#refusal) : this.#refusal;
    const trial = trialAfter(this.#trial, this.#met(this.#refusal), {
      hasSearched: this.#samples > 0,
      suspects: this.#verdicts.suspects,
    });
    const needsCompany = !this.#isTaken && (isForGood(held) || (trial.isHalving && remaining.length === 1));
    return { ...soFar, held, trial, needsCompany };
  }

  /** Whether the endpoint has taken a part of the page, now or in an earlier attempt. */
  get #isTaken(): boolean {
    return this.#hasTaken || this.#trial.isTaken;
  }

  /** Whether it is not known that the endpoint takes anything of the page, and more is refused than a size. */
  get #isSampling(): boolean {
    const kind = this.#refusal?.kind;
    if (this.#isTaken || (kind === undefined && !isSearched(this.#trial))) return false;
    return kind !== "tooLarge" || this.#parts.refusedAlone.length > 0;
  }

  #sample(): Part | undefined {
    const { searches, isForGood: wasForGood } = this.#trial;
    // When none was refused, as when each was rejected in a partial success, the rest has its turn.
    if (this.#samples >= MOST_SAMPLES)
      return this.#refusal === undefined ? this.#parts.nextInOrder() : undefined;
    // Where only one may be tried, it must not always be the same; but after an outage, order counts.
    const isAlways = this.#options.standing.maySearch || !wasForGood || searches % 2 === 1;
    const isFirst = this.#samples === 0 && isAlways;
    const aim = isFirst ? 0 : (LAST + searches * GOLDEN + (this.#samples - 1) / 2) % 1;
    this.#samples += 1;
    return this.#parts.sample(aim);
  }

  #acknowledge(part: Part, receipt: Extract<Receipt, { kind: "accepted" | "partial" }>): void {
    const { length } = part.records;
    const rejected = receipt.kind === "partial" ? Math.min(receipt.rejected, length) : 0;
    if (receipt.kind === "partial") this.#warn("rejected", receipt.message);
    else if (receipt.warning !== undefined) this.#warn("remark", receipt.warning);
    this.#rejected += rejected;
    this.#accepted += length - rejected;
    if (rejected < length) {
      this.#hasTaken = true;
      this.#options.standing.noteTaken();
    }
    this.#settle(part.records);
    this.#parts.remove(part);
    this.#verdicts.clear(part);
    this.#judge();
  }

  #refuse(part: Part, refusal: Refusal): void {
    const { standing } = this.#options;
    standing.noteRefused();
    this.#refusal = refusal;
    this.#inVain += 1;
    this.#isStopped = !isToBeHalved(this.#trial, this.#met(refusal));
    if (this.#isStopped) return;
    if (!isForGood(refusal)) {
      this.#trial = { ...this.#trial, isHalving: true };
      this.#isStopped = this.#options.signal?.aborted === true;
      if (!this.#hasTaken && !this.#isAlive) {
        // An outage is no reason to send anything in another order, nor to suspect a record.
        this.#again = part;
        return;
      }
    }
    this.#parts.refuse(part, refusal, standing.mark);
    const dead = this.#verdicts.refuse(part, refusal, this.#isTaken);
    if (dead !== undefined) this.#bury(dead, refusal);
    this.#judge();
    this.#isStopped ||= this.#isInVain(refusal);
  }

  /** What is known of records that were refused alone; of one alone in its page, nothing shows yet what a refusal is about. */
  #judge(): void {
    if (!this.#isTaken && this.#records.length > 1) return;
    for (const refused of this.#parts.refusedAlone) {
      this.#parts.remove(refused);
      if (!this.#isTaken || !isForGood(refused.refusal)) this.#verdicts.suspect(refused);
      else for (const record of refused.records) this.#bury(record, refused.refusal);
    }
  }

  #met(refusal: Refusal): Met {
    return { refusal, hasTaken: this.#hasTaken, at: this.#options.standing.mark.at };
  }

  /** Whether more requests would most likely be refused as well. */
  #isInVain(refusal: Refusal): boolean {
    const { standing } = this.#options;
    if (this.#inVain === 0) return false;
    if (this.#inVain >= MOST_IN_VAIN) return true;
    // What is too large is halved to some end; all else may be refused whatever is sent.
    return !this.#isTaken && refusal.kind !== "tooLarge" && !standing.maySearch;
  }

  #bury(record: ReadableLogRecord, { message }: Refusal): void {
    this.#poison.push({ record, message });
    this.#settle([record]);
  }

  #settle(records: readonly ReadableLogRecord[]): void {
    this.#inVain = 0;
    for (const record of records) this.#settled.add(record);
  }

  #tooManyDead(refusal: Refusal): Refusal {
    const message = `${refusal.message}; as many events as deadLetters.perHour allows became dead letters within an hour`;
    const hint =
      "See why the endpoint refuses these events, or raise deadLetters.perHour. Nothing is lost, the source holds.";
    return { ...refusal, message, hint };
  }

  #warn(about: DeliveryWarning["about"], message: string): void {
    this.#warnings.set(message, { about, message });
  }
}
