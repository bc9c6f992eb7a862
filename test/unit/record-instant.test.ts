import { describe, expect, it } from "vitest";
import { type HrTime, parseInstant, toHrTime } from "../../src/record/instant.ts";

const SECOND = Date.parse("2026-02-28T23:59:59Z") / 1000;

/** Reads a text that stands between others. */
function parse(text: string): HrTime | undefined {
  const bytes = Buffer.from(`0"${text}"0`);
  return parseInstant(bytes, 2, bytes.length - 2);
}

describe("an instant", () => {
  it.each([
    ["2026-02-28T23:59:59.123Z", 123_000_000],
    ["2026-02-28T23:59:59Z", 0],
    ["2026-02-28t23:59:59z", 0],
    ["2026-02-28T23:59:59.1Z", 100_000_000],
    ["2026-02-28T23:59:59.123456Z", 123_456_000],
    ["2026-02-28T23:59:59.123456789Z", 123_456_789],
    ["2026-02-28T23:59:59.123456789999Z", 123_456_789],
    ["2026-02-28 23:59:59.123", 123_000_000],
    ["2026-02-28 23:59:59", 0],
    ["2026-03-01T00:59:59.5+01:00", 500_000_000],
    ["2026-02-28T19:29:59-0430", 0],
    ["2026-02-28T23:59:59-00:00", 0],
  ])("%s is read", (text, nanoseconds) => {
    expect(parse(text)).toEqual([SECOND, nanoseconds]);
  });

  it("knows leap days and leap seconds", () => {
    expect(parse("2028-02-29T00:00:00Z")).toEqual([Date.parse("2028-02-29T00:00:00Z") / 1000, 0]);
    expect(parse("2016-12-31T23:59:60Z")).toEqual([Date.parse("2017-01-01T00:00:00Z") / 1000, 0]);
  });

  it.each([
    "",
    "yesterday",
    "2026-02-28",
    "2026-02-28T23:59Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-32T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:61Z",
    "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.",
    "2026-01-01T00:00:00+",
    "2026-01-01T00:00:00+1",
    "2026-01-01T00:00:00+24:00",
    "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00+01:000",
    "2026-01-01T00:00:00ZZ",
    "2026-01-01T00:00:00 UTC",
    "2026/01/01T00:00:00Z",
    "2026-01-01T00-00-00Z",
    "2026-01-01_00:00:00Z",
    " 2026-01-01T00:00:00Z",
    "+2026-01-01T00:00:00Z",
    "2026-01-01T00:00:0xZ",
    "1969-12-31T23:59:59Z",
    "1970-01-01T00:00:00+01:00",
    "0070-01-01T00:00:00Z",
    "2262-04-12T00:00:00Z",
    "9999-12-31T23:59:59Z",
  ])("%j is not read", (text) => {
    expect(parse(text)).toBeUndefined();
  });

  it("reaches from the epoch to what 64 bits of nanoseconds hold", () => {
    expect(parse("1970-01-01T00:00:00Z")).toEqual([0, 0]);
    expect(parse("2262-04-11T23:47:15.999999999Z")).toEqual([9_223_372_035, 999_999_999]);
  });
});

describe("milliseconds since the epoch", () => {
  it.each([
    [0, [0, 0]],
    [5, [0, 5_000_000]],
    [1_780_000_000_123, [1_780_000_000, 123_000_000]],
  ])("%d are split exactly, however few", (epochMs, expected) => {
    expect(toHrTime(epochMs)).toEqual(expected);
  });
});
