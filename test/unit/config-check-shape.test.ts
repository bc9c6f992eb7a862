import { Ajv } from "ajv";
import { expect, it } from "vitest";
import { checkShape } from "../../src/config/check-shape.ts";
import { toPointer } from "../../src/config/json-place.ts";

function check(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false });
  const issues = checkShape(ajv.compile(schema), {
    value,
    path: ["config"],
    placeOf: (path) => ({ file: "a.json", line: 1, column: 1, pointer: toPointer(path) }),
  });
  return issues.map(
    ({ pointer, code, message, hint }) =>
      `${pointer} ${code}: ${message}${hint === undefined ? "" : ` | ${hint}`}`,
  );
}

const ALIASED = {
  type: "object",
  properties: {
    workspaceID: { type: "string", errorMessage: 'workspaceID is a text. Write "1234567890".' },
    workspaceId: {
      not: {},
      errorMessage: 'Unknown property. Did you mean "workspaceID"?',
      doNotSuggest: true,
    },
    token: false,
    interval: {
      not: {},
      errorMessage: "Unknown property. It belongs into receiver.json.",
      doNotSuggest: true,
    },
  },
  required: ["workspaceID"],
  additionalProperties: false,
};

it("tells a known misspelling once: neither its value nor the missing key is another mistake", () => {
  expect(check(ALIASED, { workspaceId: 7 })).toEqual([
    '/config/workspaceId unknown-key: config has an unknown key "workspaceId" | Did you mean "workspaceID"?',
  ]);
});

it("tells with a known misspelling what the schema says instead of another key", () => {
  expect(check(ALIASED, { workspaceID: "1", interval: "5m" })).toEqual([
    '/config/interval unknown-key: config has an unknown key "interval" | It belongs into receiver.json',
  ]);
});

it("takes a key that is never allowed for an unknown one", () => {
  expect(check(ALIASED, { workspaceID: "1", token: "x" })).toEqual([
    '/config/token unknown-key: config has an unknown key "token"',
  ]);
});

it("suggests no misspelling for another one", () => {
  expect(check(ALIASED, { workspaceIdd: "1" })).toEqual([
    '/config/workspaceIdd unknown-key: config has an unknown key "workspaceIdd" | Did you mean "workspaceID"?',
  ]);
  expect(check(ALIASED, { workspaceID: "1", zebra: 1 })).toEqual([
    '/config/zebra unknown-key: config has an unknown key "zebra" | Known are workspaceID',
  ]);
});

it.each([
  ["must be a text", "config.a must be a text"],
  ["a is a text.", "config.a is a text"],
  ["Only texts.", "config.a: Only texts"],
  ["must be a text. Put it in quotes.", "config.a must be a text | Put it in quotes"],
])("tells the schema's own words %j about a type as %j", (errorMessage, told) => {
  const schema = { type: "object", properties: { a: { type: "string", errorMessage } } };
  expect(check(schema, { a: 1 })).toEqual([`/config/a wrong-type: ${told}`]);
});

it("does not take words about what must not be for words about the type", () => {
  const a = { type: "string", not: { pattern: "x" }, errorMessage: "is masked" };
  const schema = { type: "object", properties: { a } };
  expect(check(schema, { a: 1 })).toEqual([
    "/config/a wrong-type: config.a must be a string, not a number | Put it in double quotes",
  ]);
  expect(check(schema, { a: "x" })).toEqual(["/config/a masked-value: config.a is masked"]);
});

it("tells the words of a pattern before those of the value", () => {
  const a = {
    type: "string",
    pattern: "^x",
    patternErrorMessage: "must begin with x",
    errorMessage: "is wrong",
  };
  expect(check({ type: "object", properties: { a } }, { a: "y" })).toEqual([
    "/config/a wrong-value: config.a must begin with x",
  ]);
});

it("tells one finding of a choice, with its words", () => {
  const a = {
    oneOf: [
      { const: "Universal", errorMessage: 'must be "Universal"' },
      { const: "Security", deprecationMessage: 'Write "Universal"' },
    ],
  };
  expect(check({ type: "object", properties: { a } }, { a: "x" })).toEqual([
    '/config/a wrong-value: config.a must be "Universal"',
  ]);
});

it("tells one finding of a condition, not the condition itself", () => {
  const schema = {
    type: "object",
    if: { properties: { kind: { const: "b" } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { properties: { a: { type: "string" } } },
    propertyNames: { pattern: "^[a-z]+$" },
  };
  expect(check(schema, { kind: "b", a: null })).toEqual([
    "/config/a wrong-type: config.a must be a string, not null",
  ]);
});
