/** Seconds since the epoch and the nanoseconds of the second: exact, unlike milliseconds in a double. */
export type HrTime = [seconds: number, nanoseconds: number];

const FIRST_YEAR = 1970;

/** What nanoseconds in a signed 64-bit integer can express, up to 2262-04-11. */
const LAST_SECOND = 9_223_372_035;

const NANOSECOND_DIGITS = 9;
const DASH = 0x2d;
const COLON = 0x3a;
const POINT = 0x2e;
const PLUS = 0x2b;

/**
 * Reads an RFC 3339 date and time with any number of fraction digits (nanoseconds are kept). A space in
 * place of the T, and no zone for UTC, are understood, too: exports of the audit log write them.
 *
 * @returns undefined for anything else, and before 1970 or after 2262, which a LogRecord cannot express
 */
export function parseInstant(text: unknown): HrTime | undefined {
  if (typeof text !== "string" || !hasSeparators(text)) return undefined;
  const midnightMs = parseDate(text);
  const hour = readDigits(text, 11, 13);
  const minute = readDigits(text, 14, 16);
  const second = readDigits(text, 17, 19);
  // 60 is a leap second, which the epoch counts as the next minute's first. Comparisons with NaN are false.
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return undefined;
  const zoneStart = skipFraction(text);
  const offsetMinutes = parseZone(text, zoneStart);
  const seconds = midnightMs / 1000 + hour * 3600 + (minute - offsetMinutes) * 60 + second;
  if (!(seconds >= 0 && seconds <= LAST_SECOND)) return undefined;
  return [seconds, fractionAsNanoseconds(text, zoneStart)];
}

/** Milliseconds since the epoch as the SDK cannot misread them: it takes small numbers for uptimes. */
export function toHrTime(epochMs: number): HrTime {
  const seconds = Math.floor(epochMs / 1000);
  return [seconds, Math.round((epochMs - seconds * 1000) * 1e6)];
}

function hasSeparators(text: string): boolean {
  const between = text[10];
  return (
    text.charCodeAt(4) === DASH &&
    text.charCodeAt(7) === DASH &&
    (between === "T" || between === "t" || between === " ") &&
    text.charCodeAt(13) === COLON &&
    text.charCodeAt(16) === COLON
  );
}

/** The last date that was read, as a number of its digits, and when it began: events come by the day. */
let lastDate = Number.NaN;
let lastMidnightMs = Number.NaN;

/** Milliseconds since the epoch at the day's beginning, NaN when there is no such day. */
function parseDate(text: string): number {
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  const date = (year * 100 + month) * 100 + day;
  if (date === lastDate) return lastMidnightMs;
  if (!(year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return Number.NaN;
  const midnightMs = Date.UTC(year, month - 1, day);
  if (day > 28 && new Date(midnightMs).getUTCDate() !== day) return Number.NaN;
  lastDate = date;
  lastMidnightMs = midnightMs;
  return midnightMs;
}

/** Where the fraction of a second ends; where the seconds end when there is none. */
function skipFraction(text: string): number {
  if (text.charCodeAt(19) !== POINT) return 19;
  let at = 20;
  while (at < text.length && !Number.isNaN(readDigits(text, at, at + 1))) at += 1;
  return at === 20 ? 19 : at;
}

/** Digits beyond the ninth are below a nanosecond and fall away. */
function fractionAsNanoseconds(text: string, end: number): number {
  const lastDigit = Math.min(end, 20 + NANOSECOND_DIGITS);
  return end === 19 ? 0 : readDigits(text, 20, lastDigit) * 10 ** (NANOSECOND_DIGITS - (lastDigit - 20));
}

/** Minutes east of UTC, NaN when the rest of the text is no zone: nothing, Z, +hh:mm or +hhmm. */
function parseZone(text: string, start: number): number {
  const sign = text.charCodeAt(start);
  if (start === text.length) return 0;
  if (start + 1 === text.length) return text[start] === "Z" || text[start] === "z" ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== DASH) return Number.NaN;
  const hours = readDigits(text, start + 1, start + 3);
  const minutesStart = text.charCodeAt(start + 3) === COLON ? start + 4 : start + 3;
  const minutes = readDigits(text, minutesStart, minutesStart + 2);
  if (minutesStart + 2 !== text.length || !(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (sign === DASH ? -1 : 1) * (hours * 60 + minutes);
}

/** A number of nothing but digits; NaN when there is anything else, or the text ends before. */
function readDigits(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
