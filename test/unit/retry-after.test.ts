import { describe, expect, it } from "vitest";
import { readHttpDate } from "../../src/lib/http-date.ts";
import { readRetryAfter } from "../../src/lib/retry-after.ts";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const HOUR_MS = 3_600_000;

describe("the wait that a Retry-After asks for", () => {
  it.for([
    ["3", 3000],
    [" 3 ", 3000],
    ["0.25", 250],
    ["1e3", 1_000_000],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Thursday, 01-Jan-26 00:01:00 GMT", 60_000],
    ["Thu Jan  1 00:01:00 2026", 60_000],
    ["2026-01-01T00:01:00Z", 60_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ] as const)("of %j is %i ms", ([header, delayMs]) => {
    expect(readRetryAfter(header, NOW)).toBe(delayMs);
  });

  it.for([
    ["3, 3", 3000],
    ["3,5", 5000],
    ["5,\t3", 5000],
    ["soon, 3", 3000],
    ["-5, 3", 3000],
    ["0, 3", 3000],
    [", 3,", 3000],
    ["3, Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["Thu, 01 Jan 2026 00:01:00 GMT, 90", 90_000],
    ["Wed, 31 Dec 2025 00:00:00 GMT, 3", 3000],
    ["Thu, 01 Jan 2026 00:01:00 GMT, Thu, 01 Jan 2026 00:02:00 GMT", 120_000],
  ] as const)("is the longest of %j: %i ms", ([header, delayMs]) => {
    expect(readRetryAfter(header, NOW)).toBe(delayMs);
  });

  it.for([
    "3601",
    "99999999999999999999",
    "9".repeat(1000),
    "1e300",
    "Fri, 01 Jan 2100 00:00:00 GMT",
    `3, ${"9".repeat(400)}`,
  ])("is an hour at most: %j", (header) => {
    expect(readRetryAfter(header, NOW)).toBe(HOUR_MS);
  });

  it.for([
    undefined,
    "",
    " , ",
    "-5",
    "-5, -6",
    "soon",
    "3s",
    "0x10",
    "e3",
    "Infinity",
    "NaN",
    "Thu, 32 Jan 2026 00:00:00 GMT",
    "1/1/2030",
  ])("is not known from %j", (header) => {
    expect(readRetryAfter(header, NOW)).toBeUndefined();
  });

  it("is found in a header of any length", () => {
    expect(readRetryAfter(`${" ".repeat(100_000)},`.repeat(2), NOW)).toBeUndefined();
    expect(readRetryAfter("3,".repeat(100_000), NOW)).toBe(3000);
  });
});

describe("the date of a header", () => {
  it.for(["3", "3, 3", "2026", "01 Jan 2026", "Thu, 01 Jan 2026 00:00:00", "not a date"])(
    "is not %j",
    (text) => {
      expect(readHttpDate(text)).toBeUndefined();
    },
  );
});
