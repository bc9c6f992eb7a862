import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { expandSnippet } from "../support/code-server-snippet.ts";
import {
  compileStrictly,
  EDITOR_KEYWORDS,
  readSchema,
  SCHEMA_NAMES,
  type Schema,
  schemasIn,
} from "../support/editor-schemas.ts";

/** Keywords on which draft-07, ajv and both generations of VS Code agree. */
const AGREED = new Set([
  ...["$schema", "$id", "$ref", "title", "description", "default", "examples", "definitions"],
  ...[
    "type",
    "const",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
  ],
  ...["minLength", "maxLength", "pattern", "minimum", "maximum", "not", "anyOf", "if", "then", "else"],
  ...EDITOR_KEYWORDS,
]);

interface Snippet {
  readonly label: string;
  readonly description: string;
  readonly body: unknown;
}

describe.each(SCHEMA_NAMES)("the schema %s", (name) => {
  const schema = readSchema(name);
  const parts = schemasIn(schema);
  const isMisspelling = ({ not }: Schema): boolean => JSON.stringify(not) === "{}";
  const properties = parts.filter(([pointer]) =>
    /^#?(.*\/definitions\/\w+)?.*\/properties\/[^/]+$/.test(pointer),
  );

  const ajv = new Ajv({ strict: true, validateFormats: false });
  ajv.addVocabulary(EDITOR_KEYWORDS);
  ajv.addSchema(schema, "file");

  /** The validator of one part. */
  const compilePart = (pointer: string) => ajv.compile({ $ref: `file${pointer}` });

  it("passes the strictest ajv and the meta-schema of draft-07", () => {
    expect(() => compileStrictly(schema)).not.toThrow();
    expect(new Ajv({ strict: false }).validateSchema(schema)).toBe(true);
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
  });

  it("is named by the address under which this version of the package is published", () => {
    expect(schema["$id"]).toBe(
      `https://unpkg.com/${PACKAGE_NAME}@${PACKAGE_VERSION}/schemas/${name}.schema.json`,
    );
  });

  it("uses only keywords that every editor and ajv take alike", () => {
    expect(parts.flatMap(([, part]) => Object.keys(part)).filter((key) => !AGREED.has(key))).toEqual([]);
  });

  it("refers to nothing outside itself, and has no keyword beside a $ref", () => {
    const references = parts.flatMap(([, part]) => ("$ref" in part ? [part] : []));
    for (const reference of references) {
      expect(Object.keys(reference)).toEqual(["$ref"]);
      expect(reference["$ref"]).toMatch(/^#\//);
    }
  });

  it("describes every property, with a link and an example", () => {
    for (const [pointer, part] of properties) {
      if ("$ref" in part || isCondition(pointer)) continue;
      expect(part["description"], pointer).toEqual(expect.stringMatching(/[\w")]\.$/));
      if (isMisspelling(part)) continue;
      expect(part["markdownDescription"], pointer).toMatch(/\[.+\]\(https:\/\/.+\)$/);
      if (part["type"] !== "array")
        expect(part["examples"], pointer).toEqual([expect.anything(), ...rest(part)]);
    }
  });

  it("takes every example and default it gives", () => {
    for (const [pointer, part] of parts) {
      const examples = [
        ...((part["examples"] as unknown[]) ?? []),
        ...("default" in part ? [part["default"]] : []),
      ];
      for (const example of examples) {
        const validate = compilePart(pointer);
        validate(example);
        expect(validate.errors, `${pointer} ${JSON.stringify(example)}`).toBeNull();
      }
    }
  });

  it("says of each value of a choice what it means", () => {
    for (const [pointer, part] of parts) {
      if (!Array.isArray(part["enum"]) || "deprecationMessage" in part) continue;
      for (const key of ["enumDescriptions", "markdownEnumDescriptions"])
        expect(part[key], pointer).toHaveLength(part["enum"].length);
    }
  });

  it("offers snippets that are right as they stand", () => {
    const offered = parts.flatMap(([pointer, part]) =>
      ((part["defaultSnippets"] as Snippet[] | undefined) ?? []).map(
        (snippet) => [pointer, snippet] as const,
      ),
    );
    expect(offered.some(([pointer]) => pointer === "#")).toBe(true);
    for (const [pointer, { label, body }] of offered) {
      const validate = compilePart(pointer);
      validate(expandBody(body));
      expect(validate.errors, `${pointer} ${label}`).toBeNull();
    }
  });

  it("suggests no misspelling, and says of each what is meant", () => {
    const misspellings = properties.filter(([pointer, part]) => isMisspelling(part) && !isCondition(pointer));
    expect(misspellings.length).toBeGreaterThan(5);
    for (const [pointer, part] of misspellings) {
      expect(part["doNotSuggest"], pointer).toBe(true);
      expect(part["errorMessage"], pointer).toMatch(/^Unknown property\. \S.+[.?]$/);
    }
  });

  it("means by a misspelling only what there is", () => {
    for (const [pointer, part] of properties) {
      const [, meant] = /mean "(.+)"/.exec(String(part["errorMessage"])) ?? [];
      if (meant === undefined || !isMisspelling(part)) continue;
      const siblings = `${pointer.slice(0, pointer.lastIndexOf("/"))}/${meant.replace(/\.(?!version)/, "/properties/")}`;
      expect(parts.map(([each]) => each)).toContain(siblings);
    }
  });
});

it("the universal schema treats an Asana source as the Asana schema does", () => {
  const { asanaSource, config } = readSchema("universal-source")["definitions"] as Record<string, Schema>;
  expect({ source: asanaSource, config }).toEqual(readSchema("asana-source")["definitions"]);
});

/** Parts of a condition ask; they tell nobody anything. */
function isCondition(pointer: string): boolean {
  return /\/(if|then|else)\/properties\//.test(pointer);
}

function rest({ examples }: Schema): unknown[] {
  return Array.isArray(examples) ? examples.slice(1) : [];
}

/** What an editor inserts; a text that begins with ^ is inserted as it is. */
function expandBody(body: unknown): unknown {
  const text = JSON.stringify(body, (_key, value: unknown) =>
    typeof value === "string" && value.startsWith("^") ? `raw${value.slice(1)}raw` : value,
  );
  const inserted = text.replace(/"raw(.*?)raw"/g, (_, raw: string) => JSON.parse(`"${raw}"`));
  return JSON.parse(expandSnippet(inserted));
}
