import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDuration } from "../../src/config/duration.ts";

it.each([
  ["500ms", 500],
  ["30s", 30_000],
  ["5m", 300_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["1m30s", 90_000],
  ["1h0m0.5s", 3_600_500],
  ["1.5h", 5_400_000],
  ["0s", 0],
  ["1s1ms", 1001],
])("reads %s as %d ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each([
  "",
  "30",
  "s",
  "30 s",
  " 30s",
  "-30s",
  "+30s",
  "1m30",
  "5M",
  "1e3s",
  ".5s",
  "5.s",
  "1w",
  "1µs",
  "30s\n",
])("does not read %j", (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

it("adds its parts up, in whatever order", () => {
  const part = fc.record({ number: fc.nat(1000), unit: fc.constantFrom("ms", "s", "m", "h", "d") });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const texts = parts.map(({ number, unit }) => `${number}${unit}`);
      const sum = texts.reduce((ms, text) => ms + (parseDuration(text) ?? Number.NaN), 0);
      expect(parseDuration(texts.join(""))).toBe(sum);
    }),
  );
});
