import { endOfObject, endOfPlainString, endOfValue, NOWHERE } from "../lib/json-scan.ts";
import { AsanaEvent, type FieldSpans } from "./asana-event.ts";
import { FIELDS } from "./fields.ts";
import { MemberNames } from "./member-names.ts";

const LETTER_N = 0x6e;
const OPEN_OBJECT = 0x7b;

const NO_BYTES = Buffer.alloc(0);

/** An object within an event. */
interface Part {
  readonly name: string;
  /** A bit for each of its fields, by their indices in FIELDS. */
  readonly fields: number;
  readonly names: MemberNames;
}

const PATHS = FIELDS.map((field) => field.split("."));

/** The fields of the event itself come first. */
const FIRST_IN_PART = PATHS.findIndex(({ length }) => length > 1);

const PARTS = [...new Set(PATHS.slice(FIRST_IN_PART).map(([part = ""]) => part))].map(toPart);

/** The parts have their indices in PARTS, behind those of the event's own fields. */
const EVENT_NAMES = toNames([...FIELDS.slice(0, FIRST_IN_PART), ...PARTS.map(({ name }) => name)], 0);

/** What one event needs at most. */
const SPANS_OF_EVENT = FIELDS.length * 3;

/** A page's, most often: memory that is asked for less often would be kept for longer. */
const SPANS_AT_ONCE = SPANS_OF_EVENT * 100;

function toPart(name: string): Part {
  const start = PATHS.findIndex(([part]) => part === name);
  const names = PATHS.flatMap(([part, field = ""]) => (part === name ? [field] : []));
  return { name, fields: ((1 << names.length) - 1) << start, names: toNames(names, start) };
}

function toNames(names: readonly string[], first: number): MemberNames {
  return new MemberNames(Object.fromEntries(names.map((name, index) => [name, first + index])));
}

/** Reads one event after the other; what it needs for that is used again. */
class EventScanner {
  readonly #starts = new Int32Array(FIELDS.length);
  readonly #ends = new Int32Array(FIELDS.length);
  /** A bit for each of FIELDS that is there; what the bit of another one among the odd ones says, nobody asks. */
  #fields = 0;
  #oddFields = 0;
  /** A bit for each of PARTS. */
  #oddParts = 0;
  #spans: FieldSpans = new Int32Array(SPANS_AT_ONCE);
  /** How many of them are taken. */
  #taken = 0;
  #bytes: Buffer = NO_BYTES;
  #part: Part | undefined;

  scan(bytes: Buffer, start: number): AsanaEvent | undefined {
    this.#bytes = bytes;
    this.#fields = 0;
    this.#oddFields = 0;
    this.#oddParts = 0;
    const isObject = bytes[start] === OPEN_OBJECT;
    const end = isObject ? endOfObject(bytes, start, this.#endOfMember) : endOfValue(bytes, start);
    // The page must not stay in memory until the next one comes.
    this.#bytes = NO_BYTES;
    return end < 0 ? undefined : this.#toEvent(bytes, start, end);
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
    this.#fields &= ~(this.#part?.fields ?? 0);
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
    const bit = 1 << id;
    const isNull = bytes[start] === LETTER_N;
    this.#fields = isNull ? this.#fields & ~bit : this.#fields | bit;
    const plainEnd = endOfPlainString(bytes, start);
    this.#oddFields = plainEnd < 0 ? this.#oddFields | bit : this.#oddFields & ~bit;
    const end = plainEnd < 0 ? endOfValue(bytes, start) : plainEnd;
    this.#starts[id] = start;
    this.#ends[id] = end;
    return end;
  }

  #toEvent(bytes: Buffer, start: number, end: number): AsanaEvent {
    if (this.#taken + SPANS_OF_EVENT > SPANS_AT_ONCE) {
      this.#spans = new Int32Array(SPANS_AT_ONCE);
      this.#taken = 0;
    }
    const spans = this.#spans;
    const plainStart = this.#taken;
    const oddStart = this.#putSpans(plainStart, this.#fields & ~this.#oddFields);
    const oddEnd = this.#putSpans(oddStart, this.#fields & this.#oddFields);
    this.#taken = oddEnd;
    let oddParts = 0;
    for (let bits = this.#oddParts; bits > 0; bits >>= 1) oddParts += bits & 1;
    return new AsanaEvent(bytes, { start, end }, { spans, plainStart, oddStart, oddEnd }, oddParts);
  }

  /** Those of some fields. Returns where they end. */
  #putSpans(start: number, fields: number): number {
    const spans = this.#spans;
    let at = start;
    for (let rest = fields; rest !== 0; rest &= rest - 1) {
      const id = 31 - Math.clz32(rest & -rest);
      spans[at] = id;
      spans[at + 1] = this.#starts[id] ?? 0;
      spans[at + 2] = this.#ends[id] ?? 0;
      at += 3;
    }
    return at;
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
