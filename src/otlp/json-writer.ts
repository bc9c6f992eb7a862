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

const CONTROL = 2;

/** By byte: 1 where a backslash comes before it, CONTROL where an escape stands for it, 0 for all others. */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, code) => {
  if (code < SPACE) return CONTROL;
  return code === QUOTE || code === BACKSLASH ? 1 : 0;
});

/** For one byte, before it is known what it is. */
const MOST_WRITTEN = 1 + CONTROL;

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
    this.reserve((end - start) * MOST_WRITTEN);
    const { bytes } = this;
    let { at } = this;
    let seen = 0;
    // One byte in eight is a quote: to write a backslash each time, and move on where it counts, is faster than to decide.
    for (let index = start; index < end; index += 1) {
      const code = from[index] ?? 0;
      const kind = ESCAPES[code] ?? 0;
      seen |= kind;
      bytes[at] = BACKSLASH;
      at += kind;
      bytes[at++] = code;
    }
    if ((seen & CONTROL) === 0) this.at = at;
    else this.#escapedBetweenControls(from, start, end);
  }

  /** For texts with line breaks between their members, most often. */
  #escapedBetweenControls(from: Uint8Array, start: number, end: number): void {
    let unwritten = start;
    for (let index = start; index < end; index += 1) {
      const control = CONTROLS[from[index] ?? 0];
      if (control === undefined) continue;
      this.escaped(from, unwritten, index);
      this.raw(control);
      unwritten = index + 1;
    }
    this.escaped(from, unwritten, end);
  }
}
