import { describe, expect, it } from "vitest";
import { toAnyValue, toText } from "../../src/record/any-value.ts";

function nest(levels: number, core: unknown): unknown {
  let value = core;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { in: value };
  return value;
}

describe("a JSON value", () => {
  it.each([
    ["a text", "é 📎"],
    ["the largest exact integer", 2 ** 53 - 1],
    ["a fraction", -0.25],
    ["a map with null, an empty key and an empty array", { "": null, a: [], b: { c: false } }],
    ["ten levels", nest(10, 1)],
  ])("is carried as it is: %s", (_what, value) => {
    const repairs = { count: 0 };
    expect(toAnyValue(value, repairs)).toEqual(value);
    expect(repairs.count).toBe(0);
  });

  it.each([
    ["an integer a double cannot hold exactly", 2 ** 53, "9007199254740992"],
    ["a huge number", 1e30, "1e+30"],
    ["no number", Number.NaN, "NaN"],
    ["infinity", Number.NEGATIVE_INFINITY, "-Infinity"],
    ["half a surrogate pair", "a\ud83d", "a\ufffd"],
    [
      "a map with the key __proto__",
      JSON.parse('{"a":1,"__proto__":{"b":2}}'),
      '{"a":1,"__proto__":{"b":2}}',
    ],
    ["a map with the key constructor", { constructor: [1, "x"] }, '{"constructor":[1,"x"]}'],
    ["a map with half a surrogate pair in a key", { "\udcce": null }, '{"\\udcce":null}'],
  ])("becomes text, and is counted: %s", (_what, value, text) => {
    const repairs = { count: 0 };
    expect(toAnyValue([value], repairs)).toEqual([text]);
    expect(repairs.count).toBe(1);
  });

  it("becomes text below the tenth level", () => {
    const repairs = { count: 0 };
    expect(toAnyValue(nest(10, { deep: ["x", 1, null], "": {} }), repairs)).toEqual(
      nest(10, '{"deep":["x",1,null],"":{}}'),
    );
    expect(repairs.count).toBe(1);
  });

  it("may be nested beyond what recursion could follow", () => {
    const text = toText(nest(100_000, "core"), { count: 0 });
    expect(text).toBe(`${'{"in":['.repeat(50_000)}"core"${"]}".repeat(50_000)}`);
  });
});

describe("text", () => {
  it.each([
    ["text", "text", 0],
    [7, "7", 1],
    [false, "false", 1],
    [{ a: [1, "b"] }, '{"a":[1,"b"]}', 1],
  ])("of %j is %s", (value, text, count) => {
    const repairs = { count: 0 };
    expect(toText(value, repairs)).toBe(text);
    expect(repairs.count).toBe(count);
  });
});
