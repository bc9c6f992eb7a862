import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitPage } from "../../src/asana/page.ts";

/** JSON as anybody may write it: every spelling the grammar allows. */
const space = fc.string({ unit: fc.constantFrom(" ", "\n", "\t", "\r"), maxLength: 3 });

const plainUnit = fc
  .string({ unit: "binary", maxLength: 1 })
  .map((unit) => JSON.stringify(unit).slice(1, -1));
const escapedUnit = fc.nat({ max: 0xffff }).map((code) => `\\u${code.toString(16).padStart(4, "0")}`);
const shortEscape = fc.constantFrom(
  '\\"',
  "\\\\",
  "\\/",
  "\\b",
  "\\f",
  "\\n",
  "\\r",
  "\\t",
  "]",
  "}",
  ",",
  ":",
);
const stringText = fc
  .array(fc.oneof(plainUnit, escapedUnit, shortEscape), { maxLength: 8 })
  .map((units) => `"${units.join("")}"`);

const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength, maxLength });
const numberText = fc
  .record({
    sign: fc.constantFrom("", "-"),
    integer: fc.oneof(
      fc.constant("0"),
      fc.tuple(fc.constantFrom(..."123456789"), digits(0, 24)).map((parts) => parts.join("")),
    ),
    fraction: fc.oneof(
      fc.constant(""),
      digits(1, 20).map((text) => `.${text}`),
    ),
    exponent: fc.oneof(
      fc.constant(""),
      fc
        .tuple(fc.constantFrom("e", "E", "e+", "E-"), fc.constantFrom("0", "2", "16", "400"))
        .map((parts) => parts.join("")),
    ),
  })
  .map(({ sign, integer, fraction, exponent }) => sign + integer + fraction + exponent);

/** Keys that matter to the splitter or to JavaScript come often. */
const keyText = fc.oneof(
  stringText,
  fc.constantFrom('"data"', '"next_page"', '"a"', '"a"', '"__proto__"', '"d\\u0061ta"', '"\\u0064ata"'),
);

const { value: valueText } = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("null", "true", "false"),
    numberText,
    stringText,
    tie("array"),
    tie("object"),
  ),
  array: fc.tuple(space, fc.array(inSpace(tie("value")), { maxLength: 4 })).map(join("[", "]")),
  object: fc.tuple(space, fc.array(member(keyText, tie("value")), { maxLength: 4 })).map(join("{", "}")),
}));

function inSpace(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(space, text, space).map((parts) => parts.join(""));
}

function member(key: fc.Arbitrary<string>, value: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(inSpace(key), inSpace(value)).map((parts) => parts.join(":"));
}

function join(open: string, close: string): (parts: [string, string[]]) => string {
  return ([inner, parts]) => open + (parts.length === 0 ? inner : parts.join(",")) + close;
}

/** A page's text in pieces: what lies around the events, and every second piece an event. */
const pageArbitrary = fc
  .record({
    outer: fc.tuple(space, space),
    before: fc.array(member(keyText, valueText), { maxLength: 3 }),
    dataKey: inSpace(fc.constantFrom('"data"', '"d\\u0061ta"', '"\\u0064\\u0061\\u0074\\u0061"')),
    beforeEvents: fc.tuple(space, space).map((parts) => parts.join("[")),
    events: fc.array(fc.record({ event: valueText, gap: fc.tuple(space, space) }), { maxLength: 5 }),
    after: fc.array(member(stringText.filter(isOther), valueText), { maxLength: 3 }),
    offset: fc.option(stringText.filter((text) => JSON.parse(text) !== "")),
  })
  .map(({ outer, before, dataKey, beforeEvents, events, after, offset }) => {
    const nextPage = `"next_page":${offset === null ? "null" : `{"offset":${offset}}`}`;
    const pieces = [`${outer[0]}{${[...before, dataKey].join(",")}:${beforeEvents}`];
    events.forEach(({ event, gap }, index) => {
      pieces.push(event, gap.join(index === events.length - 1 ? "" : ","));
    });
    pieces.push(`${pieces.pop()}${["]", ...after, nextPage].join(",")}}${outer[1]}`);
    return { pieces, offset };
  });

function isOther(key: string): boolean {
  return !["data", "next_page"].includes(JSON.parse(key) as string);
}

/** What the value has to be, by another way than the splitter's: the engine's own sources of numbers. */
function parseExactly(text: string): unknown {
  const revive = (_key: string, value: unknown, context: { source?: string }): unknown => {
    if (typeof value !== "number") return value;
    const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
    return isExact ? value : context.source;
  };
  return JSON.parse(text, revive as (key: string, value: unknown) => unknown);
}

describe("any page, however it is written", () => {
  it("is cut into its events and what lies between, nothing more and nothing less", () => {
    fc.assert(
      fc.property(pageArbitrary, ({ pieces, offset }) => {
        const page = splitPage(Buffer.from(pieces.join("")));
        if (page.kind !== "page") throw new Error(page.reason);
        expect(page.events.map(({ text }) => text)).toEqual(
          pieces.filter((_piece, index) => index % 2 === 1),
        );
        expect(page.offset).toBe(offset === null ? undefined : JSON.parse(offset));
      }),
      { numRuns: 2000 },
    );
  });

  it("gives each event's value, with the spelling of every number that a double would change", () => {
    fc.assert(
      fc.property(pageArbitrary, ({ pieces }) => {
        const page = splitPage(Buffer.from(pieces.join("")));
        if (page.kind !== "page") throw new Error(page.reason);
        for (const { text, value } of page.events) expect(value).toStrictEqual(parseExactly(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe("any text", () => {
  it("is a page or unreadable, and no error", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), valueText), (text) => {
        expect(["page", "unreadable"]).toContain(splitPage(Buffer.from(text)).kind);
      }),
      { numRuns: 1000 },
    );
  });

  it("that is a page cut short is unreadable", () => {
    fc.assert(
      fc.property(
        pageArbitrary,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        ({ pieces }, part) => {
          const text = pieces.join("").trimEnd();
          expect(splitPage(Buffer.from(text.slice(0, Math.floor(text.length * part)))).kind).toBe(
            "unreadable",
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
