import { endOfObject, endOfPlainString, endOfValue, NOWHERE } from "../lib/json-scan.ts";
import { AsanaEvent, type FieldSpans } from "./asana-event.ts";
import { FIELDS } from "./fields.ts";
import { MemberNames } from "./member-names.ts";

const LETTER_N = 0x6e;
const OPEN_OBJECT = 0x7b;

const NO_SPANS: FieldSpans = [];
const NO_BYTES = Buffer.alloc(0);

/** An object within an event. */
interface Part {
  readonly name: string;
  /** Its fields in FIELDS: from `start` up to and without `end`. */
  readonly start: number;
  readonly end: number;
  readonly names: MemberNames;
}

const PATHS = FIELDS.map((field) => field.split("."));

/** The fields of the event itself come first. */
const FIRST_IN_PART = PATHS.findIndex(({ length }) => length > 1);

const PARTS = [...new Set(PATHS.slice(FIRST_IN_PART).map(([part = ""]) => part))].map(toPart);

/** The parts have their indices in PARTS, behind those of the event's own fields. */
const EVENT_NAMES = toNames([...FIELDS.slice(0, FIRST_IN_PART), ...PARTS.map(({ name }) => name)], 0);

function toPart(name: string): Part {
  const start = PATHS.findIndex(([part]) => part === name);
  const names = PATHS.flatMap(([part, field = ""]) => (part === name ? [field] : []));
  return { name, start, end: start + names.length, names: toNames(names, start) };
}

function toNames(names: readonly string[], first: number): MemberNames {
  return new MemberNames(Object.fromEntries(names.map((name, index) => [name, first + index])));
}

/** Reads one event after the other; what it needs for that is used again. */
class EventScanner {
  readonly #starts = new Int32Array(FIELDS.length);
  readonly #ends = new Int32Array(FIELDS.length);
  /** A bit for each of PARTS. */
  #oddParts = 0;
  /** A bit for each of FIELDS. */
  #oddFields = 0;
  readonly #spans: number[] = FIELDS.flatMap(() => [0, 0, 0]);
  #bytes: Buffer = NO_BYTES;
  #part: Part | undefined;

  scan(bytes: Buffer, start: number): AsanaEvent | undefined {
    this.#bytes = bytes;
    this.#starts.fill(0);
    this.#oddParts = 0;
    this.#oddFields = 0;
    const isObject = bytes[start] === OPEN_OBJECT;
    const end = isObject ? endOfObject(bytes, start, this.#endOfMember) : endOfValue(bytes, start);
    // The page must not stay in memory until the next one comes.
    this.#bytes = NO_BYTES;
    return end < 0 ? undefined : this.#toEvent(bytes, { start, end });
  }

  readonly #endOfMember = (nameStart: number, nameEnd: number, valueStart: number): number => {
    const id = EVENT_NAMES.find(this.#bytes, nameStart, nameEnd);
    if (id === NOWHERE) return endOfValue(this.#bytes, valueStart);
    return id < FIRST_IN_PART
      ? this.#endOfField(id, valueStart)
      : this.#endOfPart(id - FIRST_IN_PART, valueStart);
  };

  #endOfPart(index: number, start: number): number {
    const bytes = this.#bytes;
    this.#part = PARTS[index];
    // Of an earlier one of this name nothing counts.
    this.#starts.fill(0, this.#part?.start, this.#part?.end);
    const isObject = bytes[start] === OPEN_OBJECT;
    const isOdd = !isObject && bytes[start] !== LETTER_N;
    this.#oddParts = isOdd ? this.#oddParts | (1 << index) : this.#oddParts & ~(1 << index);
    return isObject ? endOfObject(bytes, start, this.#endOfPartMember) : endOfValue(bytes, start);
  }

  readonly #endOfPartMember = (nameStart: number, nameEnd: number, valueStart: number): number => {
    const id = this.#part?.names.find(this.#bytes, nameStart, nameEnd) ?? NOWHERE;
    return id === NOWHERE ? endOfValue(this.#bytes, valueStart) : this.#endOfField(id, valueStart);
  };

  #endOfField(id: number, start: number): number {
    const bytes = this.#bytes;
    const plainEnd = endOfPlainString(bytes, start);
    const isNull = bytes[start] === LETTER_N;
    this.#oddFields = plainEnd < 0 ? this.#oddFields | (1 << id) : this.#oddFields & ~(1 << id);
    const end = plainEnd < 0 ? endOfValue(bytes, start) : plainEnd;
    this.#starts[id] = isNull ? 0 : start;
    this.#ends[id] = end;
    return end;
  }

  #toEvent(bytes: Buffer, span: { readonly start: number; readonly end: number }): AsanaEvent {
    let oddParts = 0;
    for (let bits = this.#oddParts; bits > 0; bits >>= 1) oddParts += bits & 1;
    const odd = this.#oddFields === 0 ? NO_SPANS : this.#spansOf(1);
    return new AsanaEvent(bytes, span, this.#spansOf(0), odd, oddParts);
  }

  /** Those of the fields whose bit is `bit`. */
  #spansOf(bit: 0 | 1): FieldSpans {
    const spans = this.#spans;
    let count = 0;
    for (let id = 0; id < FIELDS.length; id += 1) {
      const start = this.#starts[id] ?? 0;
      if (start === 0 || ((this.#oddFields >> id) & 1) !== bit) continue;
      spans[count] = id;
      spans[count + 1] = start;
      spans[count + 2] = this.#ends[id] ?? 0;
      count += 3;
    }
    // A list that grows would be three or four of them.
    return spans.slice(0, count);
  }
}

const scanner = new EventScanner();

/**
 * Reads the event at `start`, in one go over its bytes; undefined where there is no JSON value.
 *
 * @param bytes UTF-8
 */
export function scanEvent(bytes: Buffer, start: number): AsanaEvent | undefined {
  return scanner.scan(bytes, start);
}

/** Makes an event of its text, which must be known to be JSON, without white space around it. */
export function toEvent(text: string): AsanaEvent {
  const event = scanEvent(Buffer.from(text), 0);
  if (event === undefined) throw new Error("an event's text is no JSON");
  return event;
}
