import { parseExactly } from "../lib/exact-json.ts";
import { stringAt } from "../lib/json-scan.ts";
import { FIELDS, type Field } from "./fields.ts";

const QUOTE = 0x22;

/**
 * Where fields stand in the bytes of events: three numbers for each, its index in FIELDS, and where its value starts and
 * ends. Of several members of one name the last counts; null is as good as absent.
 */
export type FieldSpans = Int32Array;

/** Which of some field spans are an event's, each kind in the order of FIELDS. */
export interface FieldRange {
  /** Serves many events: a list for each would be most of their memory. */
  readonly spans: FieldSpans;
  /** From here on, those that are strings without an escape, so that the bytes between the quotes are the text. */
  readonly plainStart: number;
  /** From here on, all others. */
  readonly oddStart: number;
  readonly oddEnd: number;
}

/** An event as Asana wrote it: bytes of an answer, which become a string or a value only for whom asks. */
export class AsanaEvent implements FieldRange {
  /** UTF-8. */
  readonly bytes: Buffer;
  /** From `start` up to and without `end`, without white space around it. */
  readonly start: number;
  readonly end: number;
  readonly spans: FieldSpans;
  readonly plainStart: number;
  readonly oddStart: number;
  readonly oddEnd: number;
  /** How many parts that should be objects are something else. */
  readonly oddParts: number;

  constructor(
    bytes: Buffer,
    { start, end }: { readonly start: number; readonly end: number },
    { spans, plainStart, oddStart, oddEnd }: FieldRange,
    oddParts: number,
  ) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.spans = spans;
    this.plainStart = plainStart;
    this.oddStart = oddStart;
    this.oddEnd = oddEnd;
    this.oddParts = oddParts;
  }

  /** Unchanged: key order, number spelling, escapes and inner white space. */
  get text(): string {
    return this.bytes.toString("utf8", this.start, this.end);
  }

  /** The parsed text; a number that a double would change is its spelling, as a string. */
  get value(): unknown {
    return parseExactly(this.bytes, this.start, this.end);
  }

  /** What a field says, as a part of `value`; undefined where it is absent. */
  field(field: Field): unknown {
    const { spans, plainStart, oddEnd } = this;
    for (let at = plainStart; at < oddEnd; at += 3) {
      if (FIELDS[spans[at] ?? 0] === field) return this.valueAt(spans[at + 1] ?? 0, spans[at + 2] ?? 0);
    }
    return undefined;
  }

  /** A part of `value` by its span. */
  valueAt(start: number, end: number): unknown {
    const { bytes } = this;
    return bytes[start] === QUOTE ? stringAt(bytes, start, end) : parseExactly(bytes, start, end);
  }
}
