import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { Mark } from "./standing.ts";
import { isProof, type Refusal } from "./trial.ts";

/** Records that are one request. */
export interface Part {
  readonly records: readonly ReadableLogRecord[];
  /** Undefined while it was not sent. */
  readonly refusal?: Refusal;
  /** When a request with these records was last refused. */
  readonly mark?: Mark;
  /** How often others were taken between two such refusals. */
  readonly proofs: number;
}

/** A part that the endpoint has refused. */
export type RefusedPart = Part & { readonly refusal: Refusal; readonly mark: Mark };

/** What of a page is not settled yet, in its order. */
export class Parts {
  #parts: Part[];

  constructor(batches: readonly (readonly ReadableLogRecord[])[]) {
    this.#parts = batches.map((records) => ({ records, proofs: 0 }));
  }

  /** The first one that was not sent, once those before it that were refused are halved; undefined when all are alone. */
  nextInOrder(): Part | undefined {
    for (let index = 0; index < this.#parts.length; ) {
      const part = this.#parts[index];
      if (part?.refusal === undefined) return part;
      if (part.records.length > 1) this.#halve(part);
      else index += 1;
    }
    return undefined;
  }

  /**
   * A single record, cut out of its part: one that is taken shows that a refusal is about others. Undefined when all were
   * refused alone.
   *
   * @param aim where in the page it is, from 0 to below 1
   */
  sample(aim: number): Part | undefined {
    const open = this.#parts.filter((part) => !isRefusedAlone(part));
    let left = Math.floor(aim * open.reduce((sum, { records }) => sum + records.length, 0));
    for (const part of open) {
      if (left < part.records.length) return this.#cutOut(part, left);
      left -= part.records.length;
    }
    return undefined;
  }

  /** Single records that were refused. */
  get refusedAlone(): readonly RefusedPart[] {
    return this.#parts.filter(isRefusedAlone);
  }

  /** Notes that a part is settled. */
  remove(part: Part): void {
    this.#parts = this.#parts.filter((each) => each !== part);
  }

  /** Notes that a part was refused just now. */
  refuse(part: Part, refusal: Refusal, mark: Mark): void {
    const refused = { ...part, refusal, mark, proofs: part.proofs + (isProof(part.mark, mark) ? 1 : 0) };
    this.#parts = this.#parts.map((each) => (each === part ? refused : each));
  }

  #halve(part: Part): void {
    const middle = Math.ceil(part.records.length / 2);
    this.#replace(part, [part.records.slice(0, middle), part.records.slice(middle)]);
  }

  #cutOut(part: Part, index: number): Part | undefined {
    const { records } = part;
    const cut = [records.slice(0, index), records.slice(index, index + 1), records.slice(index + 1)];
    return this.#replace(part, cut)[1];
  }

  /** What follows from a part's refusal counts for what it is cut into. */
  #replace(part: Part, cut: readonly Part["records"][]): readonly Part[] {
    const { proofs, mark } = part;
    const inherited = { proofs, ...(mark !== undefined && { mark }) };
    const parts = cut.map((records) => ({ records, ...inherited }));
    const kept = parts.filter(({ records }) => records.length > 0);
    this.#parts.splice(this.#parts.indexOf(part), 1, ...kept);
    return parts;
  }
}

function isRefusedAlone(part: Part): part is RefusedPart {
  return part.refusal !== undefined && part.mark !== undefined && part.records.length === 1;
}
