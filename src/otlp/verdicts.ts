import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { DeliveryOptions } from "./deliver.ts";
import type { Part, RefusedPart } from "./parts.ts";
import { idOf } from "./record-id.ts";
import {
  firstSuspicion,
  isForGood,
  isProven,
  type Refusal,
  type Suspect,
  suspectAfter,
  TRIES_ALONE,
} from "./trial.ts";

/** A record whose refusal may have been chance. */
interface Waiting {
  readonly part: Part;
  readonly record: ReadableLogRecord;
  tries: number;
  isProbed: boolean;
}

/** What becomes of records that were refused alone in words that may pass. */
export class Verdicts {
  readonly #standing: DeliveryOptions["standing"];
  readonly #suspects: Map<string, Suspect>;
  readonly #waiting: Waiting[];
  #isFull = false;

  /** @param records those that were suspected before */
  constructor(
    records: readonly ReadableLogRecord[],
    { trial, standing }: Pick<DeliveryOptions, "trial" | "standing">,
  ) {
    this.#standing = standing;
    this.#suspects = new Map(trial.suspects);
    this.#waiting = records
      .map((record) => ({ part: { records: [record], proofs: 0 }, record, tries: 0, isProbed: false }))
      // All get their turn, although an attempt ends after some refusals.
      .sort((a, b) => this.#attemptsOf(a.record) - this.#attemptsOf(b.record));
  }

  /** Those that are suspected now. */
  get suspects(): ReadonlyMap<string, Suspect> {
    return this.#suspects;
  }

  /** Whether a record is no dead letter only because there were too many within the hour. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** A suspect that is sent again. */
  next(): Part | undefined {
    return this.#waiting[0]?.part;
  }

  /** Notes that a request without any record was taken between two tries of what is sent again. */
  noteProbe(): void {
    const [first] = this.#waiting;
    if (first !== undefined) first.isProbed = true;
  }

  /** Notes that a suspect was taken. */
  clear(part: Part): void {
    const index = this.#waiting.findIndex((each) => each.part === part);
    if (index < 0) return;
    for (const { record } of this.#waiting.splice(index, 1)) this.#suspects.delete(idOf(record));
  }

  /** Notes that a suspect was refused again, if it is one; returns its record when that makes it a dead letter. */
  refuse(part: Part, refusal: Refusal, isTaken: boolean): ReadableLogRecord | undefined {
    const [first] = this.#waiting;
    if (first?.part !== part) return undefined;
    first.tries += 1;
    const isCertain = isTaken && isForGood(refusal);
    if (first.tries < TRIES_ALONE && !isCertain) return undefined;
    this.#waiting.shift();
    const { record, isProbed } = first;
    const id = idOf(record);
    const suspect = suspectAfter(this.#suspects.get(id), refusal, this.#standing.mark, isProbed);
    this.#suspects.set(id, suspect);
    if (!isCertain && !this.#isDead(suspect, isTaken)) return undefined;
    this.#suspects.delete(id);
    return record;
  }

  /** Suspects a record that was refused alone beside others. */
  suspect({ records, refusal, mark, proofs }: RefusedPart): void {
    for (const record of records) {
      const id = idOf(record);
      const known = this.#suspects.get(id) ?? firstSuspicion(refusal, mark, proofs);
      this.#suspects.set(id, suspectAfter(known, refusal, mark));
    }
  }

  #isDead(suspect: Suspect, isTaken: boolean): boolean {
    if (!isProven(suspect, isTaken)) return false;
    this.#isFull = !this.#standing.noteDead();
    return !this.#isFull;
  }

  #attemptsOf(record: ReadableLogRecord): number {
    return this.#suspects.get(idOf(record))?.attempts ?? 0;
  }
}
