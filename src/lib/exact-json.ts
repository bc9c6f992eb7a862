import { endOfNumber, endOfString } from "./json-scan.ts";

const QUOTE = 0x22;
const MINUS = 0x2d;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/**
 * The JSON value between `start` and `end`; a number in it that a double would change is its spelling, as a string.
 *
 * @param bytes UTF-8, known to be JSON there
 */
export function parseExactly(bytes: Buffer, start: number, end: number): unknown {
  let quoted = "";
  let done = start;
  for (let at = start; at < end; ) {
    const code = bytes[at];
    if (code === QUOTE) {
      at = endOfString(bytes, at);
    } else if (isNumberStart(code)) {
      const numberEnd = endOfNumber(bytes, at);
      const number = bytes.toString("latin1", at, numberEnd);
      if (!isCarriedExactly(Number(number))) {
        quoted += `${bytes.toString("utf8", done, at)}"${number}"`;
        done = numberEnd;
      }
      at = numberEnd;
    } else {
      at += 1;
    }
  }
  return JSON.parse(quoted + bytes.toString("utf8", done, end));
}

/** Whether a double holds a number as it was written. Fractions are doubles to every reader of JSON. */
export function isCarriedExactly(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function isNumberStart(code: number | undefined): boolean {
  return code === MINUS || (code !== undefined && code >= DIGIT_0 && code <= DIGIT_9);
}
