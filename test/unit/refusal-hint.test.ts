import { expect, it } from "vitest";
import { withHint } from "../../src/otlp/refusal-hint.ts";
import type { Refusal } from "../../src/otlp/trial.ts";

it.each([
  [
    { kind: "permanent", status: 415 },
    "http/json",
    /does not read http\/json: set protocol to http\/protobuf/,
  ],
  [{ kind: "permanent", status: 415 }, "http/protobuf", /set protocol to http\/json/],
  [{ kind: "permanent", status: 400 }, "http/json", /endpoint's log.* set protocol to http\/protobuf/],
  [{ kind: "config", status: 404 }, "http/json", /path of the endpoint's URL: \/v1\/logs is appended/],
] as const)("%o over %s says what to do", (refusal, protocol, hint) => {
  const { hint: given } = withHint({ ...refusal, message: "no" }, protocol);
  expect(given).toMatch(hint);
  expect(given).toMatch(/Nothing is lost, the source holds\.$/);
});

it.each<Refusal>([
  { kind: "tooLarge", status: 400, message: "no" },
  { kind: "config", status: 401, message: "no" },
  { kind: "transient", status: 503, message: "no" },
])("%o says no more than its kind does", (refusal) => {
  expect(withHint(refusal, "http/json")).toBe(refusal);
});
