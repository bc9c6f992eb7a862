/** A part of a text, from `start` up to and without `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Where an event stands in the answer. */
interface EventSpan extends TextSpan {
  /** The event's numbers that a double would change. */
  readonly inexactNumbers: readonly TextSpan[];
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

const NUMBER_CHARACTERS = "0123456789+-.eE";

const NO_NUMBERS: readonly TextSpan[] = [];

/**
 * Finds the elements of the top-level array `data`; of several keys `data` the last counts, as in JSON.parse.
 *
 * @param text must be known to be a JSON object: this only looks for boundaries and checks nothing
 */
export function findEvents(text: string): readonly EventSpan[] {
  let events: EventSpan[] = [];
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = skipString(text, at);
    const isData = isDataKey(text.slice(at, keyEnd));
    at = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (isData) events = [];
    at = isData && text.charCodeAt(at) === OPEN_ARRAY ? findElements(text, at, events) : skipValue(text, at);
    at = skipSeparator(text, at);
  }
  return events;
}

/** A key can be written with escapes: `"d\u0061ta"`. */
function isDataKey(key: string): boolean {
  return key === '"data"' || (key.includes("\\") && JSON.parse(key) === "data");
}

/** Adds the spans of an array's elements and returns where the array ends. */
function findElements(text: string, open: number, into: EventSpan[]): number {
  let start = skipSpace(text, open + 1);
  while (start < text.length && text.charCodeAt(start) !== CLOSE_ARRAY) {
    const numbers: TextSpan[] = [];
    const end = skipValue(text, start, numbers);
    into.push({ start, end, inexactNumbers: numbers.length === 0 ? NO_NUMBERS : numbers });
    start = skipSeparator(text, end);
  }
  return start + 1;
}

/** Where a value ends. Counts brackets instead of recursing, so that no depth of nesting overflows the stack. */
function skipValue(text: string, start: number, inexactNumbers?: TextSpan[]): number {
  let depth = 0;
  let at = start;
  do {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      depth += 1;
      at += 1;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      depth -= 1;
      at += 1;
    } else if (code === MINUS || (code >= DIGIT_0 && code <= DIGIT_9)) {
      const end = skipNumber(text, at);
      if (inexactNumbers !== undefined && !isExact(text.slice(at, end)))
        inexactNumbers.push({ start: at, end });
      at = end;
    } else if (code === LETTER_T || code === LETTER_N) {
      at += "true".length;
    } else {
      at += code === LETTER_F ? "false".length : 1;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

function skipString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    at += code === BACKSLASH ? 2 : 1;
  }
  return at;
}

function skipNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && NUMBER_CHARACTERS.includes(text.charAt(at))) at += 1;
  return at;
}

/** Fractions are doubles to every reader of JSON; a changed integer would be another id. */
function isExact(spelling: string): boolean {
  const number = Number(spelling);
  return Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function skipSeparator(text: string, start: number): number {
  const at = skipSpace(text, start);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}
