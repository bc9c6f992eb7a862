import { expect, it } from "vitest";
import { parseStartAt } from "../../src/config/start-at.ts";

it.each([
  ["beginning", { kind: "beginning" }],
  ["now", { kind: "now" }],
  ["-24h", { kind: "ago", ms: 86_400_000 }],
  ["-1d12h", { kind: "ago", ms: 129_600_000 }],
  ["2026-01-31T00:00:00Z", { kind: "instant", at: Date.UTC(2026, 0, 31) }],
  ["2026-01-31T01:00:00.250+01:00", { kind: "instant", at: Date.UTC(2026, 0, 31, 0, 0, 0, 250) }],
  ["2028-02-29T00:00Z", { kind: "instant", at: Date.UTC(2028, 1, 29) }],
])("reads %s", (text, expected) => {
  expect(parseStartAt(text)).toEqual(expected);
});

it.each([
  "",
  "yesterday",
  "24h",
  "-",
  "-24",
  "-99999999d",
  "2026-02-29T00:00:00Z",
  "2026-13-01T00:00:00Z",
  "2026-01-01T25:00:00Z",
])("does not read %j", (text) => {
  expect(parseStartAt(text)).toBeUndefined();
});
