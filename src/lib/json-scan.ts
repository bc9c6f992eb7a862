const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const COLON = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LETTER_E = 0x45;
const LETTER_SMALL_E = 0x65;
const LETTER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** What a function here returns where there is no JSON, and takes for a place where nothing can be. */
export const NOWHERE = -1;

const LITERALS = ["true", "false", "null"].map((word) => Buffer.from(word));

/** By byte: 1 where it stands for itself in a string. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, code) =>
  Number(code >= SPACE && code !== QUOTE && code !== BACKSLASH),
);

const SHORT_ESCAPES = new Set(Buffer.from('"\\/bfnrt'));

const HEX_DIGITS = new Set(Buffer.from("0123456789abcdefABCDEF"));

/** The brackets that are open, each as the one that closes it; used again by the next call. */
let levels = new Uint8Array(64);

/**
 * Where the JSON value ends that begins at `start`; NOWHERE where none does. Whether the bytes are UTF-8 is not looked at.
 *
 * Counts levels instead of recursing, so that no depth of nesting overflows the stack.
 */
export function endOfValue(bytes: Uint8Array, start: number): number {
  let depth = 0;
  let at = start;
  for (;;) {
    const code = bytes[at];
    if (code === QUOTE) {
      at = endOfString(bytes, at);
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      const close = code + 2;
      at = skipSpace(bytes, at + 1);
      if (bytes[at] !== close) {
        if (depth === levels.length) growLevels();
        levels[depth] = close;
        depth += 1;
        if (code === OPEN_OBJECT) at = startOfMemberValue(bytes, endOfString(bytes, at));
        continue;
      }
      at += 1;
    } else {
      at = endOfScalar(bytes, at);
    }
    // A value has ended, and may be the last one of what it stands in.
    while (depth > 0) {
      const close = levels[depth - 1];
      at = skipSpace(bytes, at);
      const next = bytes[at];
      if (next === COMMA) {
        at = skipSpace(bytes, at + 1);
        if (close === CLOSE_OBJECT) at = startOfMemberValue(bytes, endOfString(bytes, at));
        break;
      }
      if (next !== close) return NOWHERE;
      depth -= 1;
      at += 1;
    }
    if (depth === 0 || at < 0) return at;
  }
}

/** The text of the string between `start` and `end`, quotes included. */
export function stringAt(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString("utf8", start + 1, end - 1);
  return text.includes("\\") ? JSON.parse(`"${text}"`) : text;
}

/** Where a string ends, its second quote included; NOWHERE where there is none at `start`. */
export function endOfString(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== QUOTE) return NOWHERE;
  let at = start + 1;
  for (;;) {
    at = skipPlain(bytes, at);
    const code = bytes[at];
    if (code === QUOTE) return at + 1;
    if (code !== BACKSLASH) return NOWHERE;
    at = endOfEscape(bytes, at);
    if (at < 0) return NOWHERE;
  }
}

/** Where a string ends that has no escape; NOWHERE where there is none such. */
export function endOfPlainString(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== QUOTE) return NOWHERE;
  const at = skipPlain(bytes, start + 1);
  return bytes[at] === QUOTE ? at + 1 : NOWHERE;
}

/** Where something is, within a string, that does not stand for itself. */
function skipPlain(bytes: Uint8Array, start: number): number {
  let at = start;
  while (IS_PLAIN[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/**
 * Goes over the members of the object at `start`. What `endOfMember` is told of a member: where its name begins and ends,
 * quotes included, and its value begins; it returns where the value ends, or NOWHERE.
 *
 * @returns where the object ends; NOWHERE where there is none
 */
export function endOfObject(
  bytes: Uint8Array,
  start: number,
  endOfMember: (nameStart: number, nameEnd: number, valueStart: number) => number,
): number {
  if (bytes[start] !== OPEN_OBJECT) return NOWHERE;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === CLOSE_OBJECT) return at + 1;
  for (;;) {
    const nameEnd = endOfString(bytes, at);
    const valueStart = startOfMemberValue(bytes, nameEnd);
    if (valueStart < 0) return NOWHERE;
    const end = endOfMember(at, nameEnd, valueStart);
    at = skipSpace(bytes, end);
    if (bytes[at] === CLOSE_OBJECT) return at + 1;
    if (bytes[at] !== COMMA) return NOWHERE;
    at = skipSpace(bytes, at + 1);
  }
}

/** Goes over the elements of the list at `start`, as `endOfObject` does over members. */
export function endOfList(bytes: Uint8Array, start: number, endOfElement: (start: number) => number): number {
  if (bytes[start] !== OPEN_ARRAY) return NOWHERE;
  let at = skipSpace(bytes, start + 1);
  if (bytes[at] === CLOSE_ARRAY) return at + 1;
  for (;;) {
    at = skipSpace(bytes, endOfElement(at));
    if (bytes[at] === CLOSE_ARRAY) return at + 1;
    if (bytes[at] !== COMMA) return NOWHERE;
    at = skipSpace(bytes, at + 1);
  }
}

/** Where the value of a member begins whose name ends at `nameEnd`; NOWHERE where there is no name. */
function startOfMemberValue(bytes: Uint8Array, nameEnd: number): number {
  if (nameEnd < 0) return NOWHERE;
  const at = skipSpace(bytes, nameEnd);
  return bytes[at] === COLON ? skipSpace(bytes, at + 1) : NOWHERE;
}

/** Where the next thing is that is no white space. */
export function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    // Behind the end there is none.
    const code = bytes[at] ?? QUOTE;
    if (code > SPACE) return at;
    if (code !== SPACE && code !== LINE_FEED && code !== CARRIAGE_RETURN && code !== TAB) return at;
    at += 1;
  }
}

function endOfEscape(bytes: Uint8Array, start: number): number {
  const code = bytes[start + 1] ?? 0;
  if (code !== LETTER_U) return SHORT_ESCAPES.has(code) ? start + 2 : NOWHERE;
  for (let at = start + 2; at < start + 6; at += 1) {
    if (!HEX_DIGITS.has(bytes[at] ?? 0)) return NOWHERE;
  }
  return start + 6;
}

function endOfScalar(bytes: Uint8Array, start: number): number {
  const code = bytes[start];
  if (code === MINUS || isDigit(code)) return endOfNumber(bytes, start);
  const word = LITERALS.find((literal) => literal[0] === code);
  if (word === undefined) return NOWHERE;
  return word.every((letter, index) => bytes[start + index] === letter) ? start + word.length : NOWHERE;
}

/** Where a number ends; NOWHERE where there is none at `start`. */
export function endOfNumber(bytes: Uint8Array, start: number): number {
  const whole = bytes[start] === MINUS ? start + 1 : start;
  // No number begins with a nought but nought.
  let at = bytes[whole] === DIGIT_0 ? whole + 1 : skipDigits(bytes, whole);
  if (bytes[at] === POINT && at > 0) at = skipDigits(bytes, at + 1);
  if (at > 0 && (bytes[at] === LETTER_E || bytes[at] === LETTER_SMALL_E)) {
    const sign = bytes[at + 1];
    at = skipDigits(bytes, sign === PLUS || sign === MINUS ? at + 2 : at + 1);
  }
  return at;
}

/** Where digits end; NOWHERE where there is none. */
function skipDigits(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isDigit(bytes[at])) at += 1;
  return at === start ? NOWHERE : at;
}

function isDigit(code: number | undefined): boolean {
  return code !== undefined && code >= DIGIT_0 && code <= DIGIT_9;
}

function growLevels(): void {
  const grown = new Uint8Array(levels.length * 2);
  grown.set(levels);
  levels = grown;
}
