/** Seconds since the epoch and the nanoseconds of the second: exact, unlike milliseconds in a double. */
export type HrTime = [seconds: number, nanoseconds: number];

const FIRST_YEAR = 1970;

/** What nanoseconds in a signed 64-bit integer can express, up to 2262-04-11. */
const LAST_SECOND = 9_223_372_035;

const NANOSECOND_DIGITS = 9;

/** Up to the second. */
const SHORTEST = "2026-01-01T00:00:00".length;

const SPACE = 0x20;
const DASH = 0x2d;
const DIGIT_0 = 0x30;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;
const LETTER_SMALL_T = 0x74;
const LETTER_SMALL_Z = 0x7a;
const COLON = 0x3a;
const POINT = 0x2e;
const PLUS = 0x2b;

/**
 * Reads an RFC 3339 date and time with any number of fraction digits (nanoseconds are kept). A space in
 * place of the T, and no zone for UTC, are understood, too: exports of the audit log write them.
 *
 * @param bytes UTF-8, read from `start` up to and without `end`: a string would be made of every event's time for this alone
 * @returns undefined for anything else, and before 1970 or after 2262, which a LogRecord cannot express
 */
export function parseInstant(bytes: Uint8Array, start: number, end: number): HrTime | undefined {
  if (end - start < SHORTEST || !hasSeparators(bytes, start)) return undefined;
  const midnightMs = parseDate(bytes, start);
  const hour = readDigits(bytes, start + 11, start + 13);
  const minute = readDigits(bytes, start + 14, start + 16);
  const second = readDigits(bytes, start + 17, start + 19);
  // 60 is a leap second, which the epoch counts as the next minute's first. Comparisons with NaN are false.
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const fractionStart = start + SHORTEST;
  const zoneStart = endOfFraction(bytes, fractionStart, end);
  const offsetMinutes = parseZone(bytes, zoneStart, end);
  const seconds = midnightMs / 1000 + hour * 3600 + (minute - offsetMinutes) * 60 + second;
  if (!(seconds >= 0 && seconds <= LAST_SECOND)) return undefined;
  return [seconds, fractionAsNanoseconds(bytes, fractionStart, zoneStart)];
}

/** Milliseconds since the epoch as the SDK cannot misread them: it takes small numbers for uptimes. */
export function toHrTime(epochMs: number): HrTime {
  const seconds = Math.floor(epochMs / 1000);
  return [seconds, Math.round((epochMs - seconds * 1000) * 1e6)];
}

function hasSeparators(bytes: Uint8Array, start: number): boolean {
  const between = bytes[start + 10];
  return (
    bytes[start + 4] === DASH &&
    bytes[start + 7] === DASH &&
    (between === LETTER_T || between === LETTER_SMALL_T || between === SPACE) &&
    bytes[start + 13] === COLON &&
    bytes[start + 16] === COLON
  );
}

/** The last date that was read, as a number of its digits, and when it began: events come by the day. */
let lastDate = Number.NaN;
let lastMidnightMs = Number.NaN;

/** Milliseconds since the epoch at the day's beginning, NaN when there is no such day. */
function parseDate(bytes: Uint8Array, start: number): number {
  const year = readDigits(bytes, start, start + 4);
  const month = readDigits(bytes, start + 5, start + 7);
  const day = readDigits(bytes, start + 8, start + 10);
  const date = (year * 100 + month) * 100 + day;
  if (date === lastDate) return lastMidnightMs;
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  const midnightMs = Date.UTC(year, month - 1, day);
  if (day > 28 && new Date(midnightMs).getUTCDate() !== day) return Number.NaN;
  lastDate = date;
  lastMidnightMs = midnightMs;
  return midnightMs;
}

/** Where the fraction of a second ends that begins with a point at `start`; `start` where there is none. */
function endOfFraction(bytes: Uint8Array, start: number, end: number): number {
  if (start === end || bytes[start] !== POINT) return start;
  let at = start + 1;
  while (at < end && !Number.isNaN(readDigits(bytes, at, at + 1))) at += 1;
  return at === start + 1 ? start : at;
}

/** Digits beyond the ninth are below a nanosecond and fall away. */
function fractionAsNanoseconds(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const digits = Math.min(end - start - 1, NANOSECOND_DIGITS);
  return readDigits(bytes, start + 1, start + 1 + digits) * 10 ** (NANOSECOND_DIGITS - digits);
}

/** Minutes east of UTC, NaN when the rest of the text is no zone: nothing, Z, +hh:mm or +hhmm. */
function parseZone(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const sign = bytes[start];
  if (start + 1 === end) return sign === LETTER_Z || sign === LETTER_SMALL_Z ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const hours = readDigits(bytes, start + 1, start + 3);
  const minutesStart = bytes[start + 3] === COLON ? start + 4 : start + 3;
  const minutes = readDigits(bytes, minutesStart, minutesStart + 2);
  if (minutesStart + 2 !== end || !(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes);
}

/** A number of nothing but digits; NaN when there is anything else. */
function readDigits(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - DIGIT_0;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
