import { describe, expect, it } from "vitest";
import { validateFiles } from "../../src/validate/validate-files.ts";
import { type Fixture, readFixtures } from "../support/editor-fixtures.ts";
import { compileStrictly, readSchema, SCHEMA_NAMES } from "../support/editor-schemas.ts";
import { createEditorService, GENERATIONS } from "../support/editor-services.ts";
import { isJson } from "../support/is-json.ts";

const fixtures = readFixtures();

/** `validate` is not told which schema a file belongs to. */
const SEEN_OTHERWISE_BY_VALIDATE: Readonly<Record<string, string>> = {
  "invalid-schema-ref-of-another-type.json": "a source of any type may stand in a file",
  "invalid-sources-is-a-list.json": "a list of sources makes a source file",
  "valid-nothing.json": "an empty object is a source file, unless it is named after the receiver",
};

it("there are fixtures of both verdicts for each schema, and what is invalid says what to expect", () => {
  for (const schema of SCHEMA_NAMES) {
    const own = fixtures.filter((fixture) => fixture.schema === schema);
    expect(new Set(own.map(({ isValid }) => isValid))).toEqual(new Set([true, false]));
  }
  expect(fixtures.length).toBeGreaterThanOrEqual(60);
  expect(fixtures.filter(({ isValid, expected }) => !isValid && expected.length === 0)).toEqual([]);
});

describe.each(SCHEMA_NAMES)("the schema %s", (schema) => {
  const own = fixtures.filter((fixture) => fixture.schema === schema);
  const validate = compileStrictly(readSchema(schema));

  it.each(own)("has ajv's verdict on $name", ({ text, isValid }) => {
    expect(isJson(text) && validate(JSON.parse(text))).toBe(isValid);
  });

  it.each(own.filter(({ name }) => !(name in SEEN_OTHERWISE_BY_VALIDATE)))(
    "has the verdict of `validate` on $name",
    async ({ path, isValid }) => {
      const { issues } = await validateFiles([path], async () => new Uint8Array());
      expect(issues.every(({ severity }) => severity === "warning")).toBe(isValid);
    },
  );

  describe.each(GENERATIONS)("in vscode-json-languageservice %s", (generation) => {
    const service = createEditorService(generation, schema);

    it.each(own)("shows of $name what is expected, where it is expected", async (fixture) => {
      const shown = await service.check(fixture.text);
      expect(shown.every(({ isAdvice }) => isAdvice)).toBe(fixture.isValid);
      expect(shown.map(({ message, range }) => ({ message, range }))).toEqual(
        expectedOf(fixture, generation),
      );
    });
  });
});

describe.each(GENERATIONS)("vscode-json-languageservice %s", (generation) => {
  const service = createEditorService(generation, "asana-source");

  it("tells of a key that stands twice, which no schema can", async () => {
    const text = '{\n  "api.version": "v1",\n  "api.version": "v1",\n  "sources": []\n}';
    const shown = await service.check(text);
    expect(shown.map(({ message, range }) => `${range} ${message}`).toSorted()).toEqual([
      "2:3-2:16 Duplicate object key",
      "3:3-3:16 Duplicate object key",
    ]);
  });

  it("tells of more sources than a Collector may have", async () => {
    const source = {
      config: { name: "A", personalAccessToken: "t", workspaceID: "1" },
      schemaRef: { type: "Asana" },
      sourceType: "Universal",
    };
    const [shown] = await service.check(JSON.stringify({ sources: Array(1001).fill(source) }));
    expect(shown?.message).toBe("Array has too many items. Expected 1000 or fewer.");
  });
});

function expectedOf({ expected }: Fixture, generation: (typeof GENERATIONS)[number]) {
  return expected.map(({ message, range, rangeBefore6 }) => ({
    message,
    range: generation === "5.7.2" ? (rangeBefore6 ?? range) : range,
  }));
}
