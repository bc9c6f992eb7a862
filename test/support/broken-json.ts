import fc from "fast-check";
import { damage, damaged } from "./broken-files.ts";

/** The part of a JSON schema that says which keys there are. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The bytes of a file that should have been JSON: after one to four accidents, with other values, or any bytes. */
export function brokenJson(valid: fc.Arbitrary<unknown>, schema: Schema = {}): fc.Arbitrary<Uint8Array> {
  const accidents = fc.array(damage, { minLength: 1, maxLength: 4 });
  const text = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.tuple(valid.map(toText), accidents).map(([good, harms]) => harms.reduce(damaged, good)),
    },
    { weight: 3, arbitrary: valuesOf(schema).map(toText) },
    { weight: 1, arbitrary: fc.jsonValue().map(toText) },
    { weight: 3, arbitrary: valid.map(toText) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        " ",
        "{",
        `${"[".repeat(50_000)}`,
        `${'{"a":'.repeat(20_000)}1`,
        "\ufeff{}",
      ),
    },
  );
  return fc.oneof(
    { weight: 8, arbitrary: text.map((each) => new Uint8Array(Buffer.from(each))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  );
}

/** Texts that settings look at more closely. */
const oddText = fc.oneof(
  fc.constantFrom(
    "",
    "0s",
    "-1h",
    "99999999999999999999d",
    "now",
    "9999-99-99T00:00:00Z",
    "http://",
    "http://[::1",
    "https://a:b@c/?d#e",
    "127.0.0.1:99999",
    ":1",
    "off",
    "${env:UNSET}",
    "${env:UNSET:-x}",
    "${file:/nonexistent}",
    "${file:/}",
    "${",
    "$$",
    "__proto__",
    "\u0000",
    "\ud800",
  ),
  fc.string({ unit: "grapheme" }),
);
const oddValue = fc.oneof(
  oddText,
  oddText,
  fc.jsonValue(),
  fc.constantFrom<unknown>(0, -1, 1e308, 0.5, null, true, [], {}),
);

/** Objects with the schema's own keys, whose values may be anything. */
function valuesOf({ properties }: Schema): fc.Arbitrary<unknown> {
  if (properties === undefined) return oddValue;
  const keys = Object.fromEntries(
    Object.entries(properties).map(([key, below]) => [key, fc.oneof(valuesOf(below), oddValue)]),
  );
  return fc.record(keys, { requiredKeys: [] });
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 1);
}
