import { ByteWriter } from "./byte-writer.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** The longest escape, \u0000, of one character. */
const LONGEST_ESCAPE = 6;

/** With it begins U+FFFD, which may stand for half a surrogate pair. */
const LEAD_OF_REPLACEMENT = 0xef;

/** What JSON.stringify writes of a byte: escapes for quotes, backslashes and control characters. */
const ESCAPES: readonly (Uint8Array | undefined)[] = Array.from({ length: 256 }, (_, byte) => {
  const isPlain = byte >= 0x20 && byte !== QUOTE && byte !== BACKSLASH;
  return isPlain ? undefined : Buffer.from(JSON.stringify(String.fromCharCode(byte)).slice(1, -1));
});
const IS_PLAIN = Uint8Array.from(ESCAPES, (escaped, byte) =>
  escaped === undefined && byte !== LEAD_OF_REPLACEMENT ? 1 : 0,
);

/** Writes JSON as bytes; strings exactly as JSON.stringify spells them. */
export class JsonText {
  readonly #writer: ByteWriter;
  readonly #utf8 = new ByteWriter();

  constructor(writer: ByteWriter) {
    this.#writer = writer;
  }

  /** Characters that stand for themselves: JSON of our own, without any text in it. */
  ascii(json: string): void {
    const writer = this.#writer;
    writer.reserve(json.length);
    const { bytes, at } = writer;
    for (let index = 0; index < json.length; index += 1) bytes[at + index] = json.charCodeAt(index);
    writer.at = at + json.length;
  }

  /** A string that is most likely short, and ASCII: a call into the engine costs more than its characters. */
  string(value: string): void {
    const writer = this.#writer;
    const { length } = value;
    writer.reserve(length + 2);
    const { bytes, at } = writer;
    bytes[at] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code >= 0x80 || IS_PLAIN[code] !== 1) {
        this.longString(value);
        return;
      }
      bytes[at + 1 + index] = code;
    }
    bytes[at + 1 + length] = QUOTE;
    writer.at = at + length + 2;
  }

  /** A string that is most likely long, or not ASCII. */
  longString(value: string): void {
    const from = this.#utf8;
    from.at = 0;
    from.utf8(value);
    const writer = this.#writer;
    const start = writer.at;
    writer.reserve(from.at * LONGEST_ESCAPE + 2);
    const mayBeIllFormed = this.#escape(from.bytes, from.at);
    // To look for halves of surrogate pairs in every string would cost as much as to write it.
    if (!mayBeIllFormed || value.isWellFormed()) return;
    writer.at = start;
    writer.utf8(JSON.stringify(value));
  }

  /** Writes the first `length` bytes of `source` as a string. Returns whether one of them may begin a U+FFFD. */
  #escape(source: Buffer, length: number): boolean {
    const { bytes } = this.#writer;
    let { at } = this.#writer;
    let mayReplace = false;
    bytes[at++] = QUOTE;
    for (let index = 0; index < length; index += 1) {
      const byte = source[index] ?? 0;
      if (IS_PLAIN[byte] === 1) {
        bytes[at++] = byte;
      } else if (byte === QUOTE || byte === BACKSLASH) {
        bytes[at++] = BACKSLASH;
        bytes[at++] = byte;
      } else if (byte === LEAD_OF_REPLACEMENT) {
        mayReplace = true;
        bytes[at++] = byte;
      } else {
        for (const escaped of ESCAPES[byte] ?? []) bytes[at++] = escaped;
      }
    }
    bytes[at++] = QUOTE;
    this.#writer.at = at;
    return mayReplace;
  }
}
