import fc from "fast-check";
import { expect, it } from "vitest";
import { JsonWriter } from "../../src/otlp/json-writer.ts";
import { keyField, ProtobufText } from "../../src/otlp/protobuf-text.ts";

const TEXT = `"é\n${"x".repeat(150)}`;
const BYTES = Buffer.from(TEXT);
const CONTROLS = Buffer.alloc(50, 1);
const KEY = keyField("key");

/** Sizes at which it is full at any place of what is written. */
const SIZES = Array.from({ length: 1000 }, (_, size) => size);

it("protobuf is the same however soon the buffer is full", () => {
  const write = (size: number): string => {
    const writer = new ProtobufText(size);
    const outer = writer.begin(0x0a, 1);
    const inner = writer.begin(0x12, 1);
    writer.stringOf(0x0a, BYTES, 0, BYTES.length);
    writer.end(inner, 1);
    writer.end(outer, 1);
    writer.keyText(0x32, KEY, BYTES, 0, 10);
    writer.keyText(0x32, KEY, BYTES, 0, BYTES.length);
    writer.keyValue(0x32, "key", { text: TEXT, short: "é", list: [1.5, -1, true, BYTES] });
    writer.string(0x62, "name");
    writer.fixed32(0x45, 1);
    writer.fixed64(0x09, [1, 2]);
    return Buffer.from(writer.finish()).toString("hex");
  };
  expect(new Set(SIZES.map(write))).toEqual(new Set([write(10_000)]));
});

it("JSON is the same however soon the buffer is full", () => {
  const write = (size: number): string => {
    const writer = new JsonWriter(size);
    writer.escaped(CONTROLS, 0, CONTROLS.length);
    writer.utf8(TEXT);
    writer.escaped(BYTES, 0, BYTES.length);
    writer.digits(1_780_000_000, 10);
    writer.copy(BYTES, 0, BYTES.length);
    writer.copy(BYTES, 1, 5);
    writer.raw(KEY);
    return Buffer.from(writer.finish()).toString("hex");
  };
  expect(new Set(SIZES.map(write))).toEqual(new Set([write(10_000)]));
});

it("text is escaped as the engine does it", () => {
  // Any character, and often those that have an escape.
  const unit = fc.oneof(
    fc.constantFrom('"', "\\", "\n", "\t", "\u0000", "\u007f"),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join("").toWellFormed();
      const bytes = Buffer.from(text);
      const writer = new JsonWriter(1);
      writer.escaped(bytes, 0, bytes.length);
      expect(Buffer.from(writer.finish()).toString()).toBe(JSON.stringify(text).slice(1, -1));
    }),
  );
});
