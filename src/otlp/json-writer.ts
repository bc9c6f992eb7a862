import { ByteWriter } from "./byte-writer.ts";

const SPACE = 0x20;
const QUOTE = 0x22;
const DIGIT_0 = 0x30;
const BACKSLASH = 0x5c;

/** Escapes of what no string of JSON has in it as it is. */
const CONTROLS = Array.from({ length: SPACE }, (_, code) => {
  const text = JSON.stringify(String.fromCharCode(code));
  return Buffer.from(text.slice(1, -1));
});

const LONGEST_ESCAPE = 6;

/** Writes JSON. */
export class JsonWriter extends ByteWriter {
  /** A whole number in so many digits, with noughts before it. */
  digits(value: number, count: number): void {
    this.reserve(count);
    const { bytes, at } = this;
    let rest = value;
    for (let index = at + count - 1; index >= at; index -= 1) {
      const tenth = Math.floor(rest / 10);
      bytes[index] = DIGIT_0 + rest - tenth * 10;
      rest = tenth;
    }
    this.at = at + count;
  }

  /** UTF-8 between the quotes of a string, escaped as by JSON.stringify. */
  escaped(from: Uint8Array, start: number, end: number): void {
    this.reserve((end - start) * LONGEST_ESCAPE);
    const { bytes } = this;
    let { at } = this;
    for (let index = start; index < end; index += 1) {
      const code = from[index] ?? 0;
      if (code < SPACE) {
        for (const byte of CONTROLS[code] ?? []) bytes[at++] = byte;
        continue;
      }
      if (code === QUOTE || code === BACKSLASH) bytes[at++] = BACKSLASH;
      bytes[at++] = code;
    }
    this.at = at;
  }
}
