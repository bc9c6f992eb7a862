import fc from "fast-check";

/** Long enough not to stand in a message by chance; with all that needs escaping. */
export const token = fc
  .string({
    unit: fc.constantFrom(..."abcXYZ0189/:.-_~%+=\"'\\{}$ \n\té\u{1f511}"),
    minLength: 12,
    maxLength: 60,
  })
  .filter((text) => /[A-Z0-9]{2}/.test(text));

/** One thing that goes wrong with a file: a piece is cut out, and something else put in. */
export const damage = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(12),
  insertion: fc.constantFrom(
    "",
    '"',
    "{",
    "}",
    ",",
    ":",
    "[",
    "\\",
    "//",
    "/*",
    "x",
    "0",
    "\n",
    '"a":',
    "null",
    "\0",
  ),
});

/** The text after something went wrong with it. */
export function damaged(text: string, { at, length, insertion }: Damage): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + insertion + text.slice(start + length);
}

type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;
