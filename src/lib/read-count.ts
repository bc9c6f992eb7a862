/** Decimals and exponents are valid in JSON for a whole number, too. */
const NUMBER = /^[+-]?\d{1,20}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Reads a count that another program states: finite, whole and not negative. In the JSON of protobuf, 64 bits are a string.
 *
 * @returns undefined for anything else: a number that cannot be true must go no further
 */
export function readCount(value: unknown): number | undefined {
  const isNumber = typeof value === "number" || typeof value === "bigint";
  const isText = typeof value === "string" && NUMBER.test(value);
  if (!isNumber && !isText) return undefined;
  const count = Number(value);
  return Number.isInteger(count) && count >= 0 ? count : undefined;
}
