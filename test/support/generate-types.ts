// npm run generate: writes src/generated/ anew from schemas/; with --check it only reports what has drifted.
import { readFile, writeFile } from "node:fs/promises";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { parseSchema } from "../../src/schema/parse-schema.ts";

const ROOT = new URL("../../", import.meta.url);
const SCHEMA_NAMES = ["asana-source", "receiver", "status"];

/** One file of src/generated/: its path from the project's root, and what belongs into it. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

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

/** Those files of src/generated/ that do not hold what the schemas make. */
export async function findDrift(): Promise<readonly string[]> {
  const drifted: string[] = [];
  for (const { path, text } of await generateTypes()) {
    const present = await readFile(new URL(path, ROOT), "utf8").catch(() => undefined);
    if (present !== text) drifted.push(path);
  }
  return drifted;
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

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const drifted = await findDrift();
    for (const path of drifted) console.error(`${path} does not fit its schema: npm run generate`);
    process.exitCode = drifted.length === 0 ? 0 : 1;
  } else {
    for (const { path, text } of await generateTypes()) await writeFile(new URL(path, ROOT), text);
  }
}
