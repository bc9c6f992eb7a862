import { readFile } from "node:fs/promises";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { parseSchema } from "../../src/schema/parse-schema.ts";
import type { GeneratedFile } from "./generate-code.ts";

const ROOT = new URL("../../", import.meta.url);
const SCHEMA_NAMES = ["asana-source", "receiver", "status"];

/** The types of every schema. */
export function generateTypes(): Promise<readonly GeneratedFile[]> {
  return Promise.all(
    SCHEMA_NAMES.map(async (name) => {
      const source = `schemas/${name}.schema.json`;
      const schema = parseSchema(await readFile(new URL(source, ROOT), "utf8"));
      const text = await compile(toTypeSchema(schema), name, {
        bannerComment: `// Made from ${source} by npm run generate: change that file instead.`,
        unknownAny: true,
        // A list of sixty is no tuple of sixty.
        ignoreMinAndMaxItems: true,
        style: { printWidth: 110 },
      });
      return { path: `src/generated/${name}.ts`, text };
    }),
  );
}

/** What types can say of a schema: known misspellings and conditions on an object are for validators. */
function toTypeSchema(schema: object): JSONSchema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (!(value instanceof Object)) return value;
    // What never holds: a misspelt property, a value that is forbidden.
    if ("not" in value) return undefined;
    if (!("if" in value)) return value;
    const { if: _, then: first, else: second, ...rest } = value as Record<string, object>;
    if ("properties" in rest) return rest;
    const branches = [first, second].filter((branch) => branch !== undefined);
    return branches.length === 1 ? { ...rest, ...branches[0] } : { ...rest, anyOf: branches };
  });
}
