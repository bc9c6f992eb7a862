import { ByteWriter } from "./byte-writer.ts";

/** Fields of KeyValue, AnyValue, ArrayValue and KeyValueList, with their wire types. */
const KEY = 0x0a;
const VALUE = 0x12;
export const STRING_VALUE = 0x0a;
const BOOL_VALUE = 0x10;
const INT_VALUE = 0x18;
const DOUBLE_VALUE = 0x21;
const ARRAY_VALUE = 0x2a;
const KVLIST_VALUE = 0x32;
const BYTES_VALUE = 0x3a;
const ELEMENT = 0x0a;

const LONGEST_VARINT = 10;

/** Longer strings are left to the engine, which starts slower and writes faster. */
const SHORT = 64;

/** Keys as fields, by their text. */
const keys = new Map<string, Uint8Array>();

/** Attribute names may come from events, in whatever number and length. */
const MOST_KEYS = 1000;
const LONGEST_KEY = 100;

/** Writes protobuf messages. A `tag` is a field's number and wire type, as one byte. */
export class ProtobufText extends ByteWriter {
  /** Begins a message of whose length one expects that it takes so many bytes. Returns where its content starts. */
  begin(tag: number, lengthBytes: number): number {
    this.reserve(1 + LONGEST_VARINT);
    this.bytes[this.at] = tag;
    this.at += 1 + lengthBytes;
    return this.at;
  }

  /** Ends the message that `begin` began, and puts its length before it. */
  end(start: number, lengthBytes: number): void {
    const length = this.at - start;
    const needed = varintSize(length);
    if (needed !== lengthBytes) {
      this.reserve(LONGEST_VARINT);
      this.bytes.copyWithin(start - lengthBytes + needed, start, this.at);
    }
    this.at = start - lengthBytes;
    this.#varint(length);
    this.at += length;
  }

  string(tag: number, value: string): void {
    const { length } = value;
    this.reserve(1 + LONGEST_VARINT + length);
    if (length <= SHORT) {
      const { bytes, at } = this;
      let index = 0;
      for (; index < length; index += 1) {
        const code = value.charCodeAt(index);
        if (code >= 0x80) break;
        bytes[at + 2 + index] = code;
      }
      if (index === length) {
        bytes[at] = tag;
        bytes[at + 1] = length;
        this.at = at + 2 + length;
        return;
      }
    }
    const lengthBytes = varintSize(length);
    const start = this.begin(tag, lengthBytes);
    this.utf8(value);
    this.end(start, lengthBytes);
  }

  number(tag: number, value: number): void {
    this.reserve(1 + LONGEST_VARINT);
    this.bytes[this.at++] = tag;
    this.#varint(value);
  }

  fixed32(tag: number, value: number): void {
    this.reserve(5);
    this.bytes[this.at] = tag;
    this.at = this.bytes.writeUInt32LE(value, this.at + 1);
  }

  /** Nanoseconds since the epoch; in halves that a double holds exactly. */
  fixed64(tag: number, [seconds, nanoseconds]: readonly [number, number]): void {
    this.reserve(9);
    const upper = Math.floor(seconds / 0x10000) * 1e9;
    const lower = (seconds & 0xffff) * 1e9 + nanoseconds + (upper & 0xffff) * 0x10000;
    const { bytes, at } = this;
    bytes[at] = tag;
    // Bit operators cut to 32 bits what a remainder of doubles would be slow to find.
    const middle = bytes.writeUInt32LE(lower >>> 0, at + 1);
    this.at = bytes.writeUInt32LE(Math.floor(upper / 0x10000) + Math.floor(lower / 2 ** 32), middle);
  }

  bytesField(tag: number, value: Uint8Array): void {
    this.number(tag, value.length);
    this.raw(value);
  }

  /** A string whose UTF-8 is a part of other bytes. */
  stringOf(tag: number, from: Buffer, start: number, end: number): void {
    this.number(tag, end - start);
    this.copy(from, start, end);
  }

  /** A KeyValue whose value is a string, of which the UTF-8 is a part of other bytes. */
  keyText(tag: number, key: Uint8Array, from: Buffer, start: number, end: number): void {
    const length = end - start;
    const value = 1 + varintSize(length) + length;
    const pair = key.length + 1 + varintSize(value) + value;
    if (pair < 0x80) {
      this.reserve(2 + pair);
      const { bytes, at } = this;
      bytes[at] = tag;
      bytes[at + 1] = pair;
      bytes.set(key, at + 2);
      const valueAt = at + 2 + key.length;
      bytes[valueAt] = VALUE;
      bytes[valueAt + 1] = value;
      bytes[valueAt + 2] = STRING_VALUE;
      bytes[valueAt + 3] = length;
      this.at = valueAt + 4;
      this.copy(from, start, end);
      return;
    }
    this.number(tag, pair);
    this.raw(key);
    this.number(VALUE, value);
    this.stringOf(STRING_VALUE, from, start, end);
  }

  /** A KeyValue. */
  keyValue(tag: number, key: string, value: unknown): void {
    const field = keyField(key);
    const isShort = typeof value === "string" && value.length < 112;
    const valueBytes = isShort ? 1 : 2;
    const bytes = isShort && field.length + value.length < 120 ? 1 : 2;
    const pair = this.begin(tag, bytes);
    this.raw(field);
    const inner = this.begin(VALUE, valueBytes);
    this.anyValue(value);
    this.end(inner, valueBytes);
    this.end(pair, bytes);
  }

  /** An AnyValue's content. It has no null: that is a value without a kind. */
  anyValue(value: unknown): void {
    if (typeof value === "string") this.string(STRING_VALUE, value);
    else if (typeof value === "boolean") this.number(BOOL_VALUE, Number(value));
    else if (typeof value === "number") this.#numberValue(value);
    else if (value instanceof Uint8Array) this.bytesField(BYTES_VALUE, value);
    else if (Array.isArray(value)) this.#list(ARRAY_VALUE, value, (element) => this.#element(element));
    else if (typeof value === "object" && value !== null)
      this.#list(KVLIST_VALUE, Object.entries(value), ([key, inner]) => this.keyValue(ELEMENT, key, inner));
  }

  #list<T>(tag: number, elements: readonly T[], write: (element: T) => void): void {
    const start = this.begin(tag, 1);
    for (const element of elements) write(element);
    this.end(start, 1);
  }

  #element(value: unknown): void {
    const start = this.begin(ELEMENT, 1);
    this.anyValue(value);
    this.end(start, 1);
  }

  #numberValue(value: number): void {
    if (Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63) {
      this.number(INT_VALUE, value);
      return;
    }
    this.reserve(9);
    this.bytes[this.at] = DOUBLE_VALUE;
    this.at = this.bytes.writeDoubleLE(value, this.at + 1);
  }

  /** Room for it must have been reserved. */
  #varint(value: number): void {
    const { bytes } = this;
    if (value < 0 || value >= 2 ** 31) {
      let rest = BigInt.asUintN(64, BigInt(value));
      for (; rest >= 0x80n; rest >>= 7n) bytes[this.at++] = Number(rest & 0x7fn) | 0x80;
      bytes[this.at++] = Number(rest);
      return;
    }
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) bytes[this.at++] = (rest & 0x7f) | 0x80;
    bytes[this.at++] = rest;
  }
}

function varintSize(length: number): number {
  let size = 1;
  for (let rest = length; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

/** A KeyValue's key as a field. */
export function keyField(key: string): Uint8Array {
  const known = keys.get(key);
  if (known !== undefined) return known;
  const writer = new ProtobufText(64);
  writer.string(KEY, key);
  // Not Buffer.from: what is kept of its pool keeps 64 kB of it.
  const made = Uint8Array.from(writer.finish());
  if (keys.size < MOST_KEYS && key.length <= LONGEST_KEY) keys.set(key, made);
  return made;
}
