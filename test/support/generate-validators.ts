import { readFile } from "node:fs/promises";
import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import { parseSchema } from "../../src/schema/parse-schema.ts";
import { EDITOR_KEYWORDS, SCHEMA_NAMES } from "./editor-schemas.ts";
import type { GeneratedFile } from "./generate-code.ts";

/** The shapes that are checked at run time, by the names of their validators. */
const SHAPES = {
  source: "asana-source#/definitions/source",
  otherSource: "universal-source#/definitions/otherSource",
  receiver: "receiver",
};

/** What messages are made of; the rest of what only editors read would triple the code. */
const SPOKEN = new Set(["errorMessage", "patternErrorMessage", "doNotSuggest"]);
const UNSPOKEN = new Set(EDITOR_KEYWORDS.filter((keyword) => !SPOKEN.has(keyword)));

/** The one thing that such code takes from ajv: the length of a text in characters. */
const AJVS_LENGTH = 'require("ajv/dist/runtime/ucs2length").default';

/**
 * Writes the validators as code, so that a start needs neither ajv nor the time that it takes to compile them (a
 * quarter of a second).
 */
export async function generateValidators(): Promise<GeneratedFile> {
  // strictRequired would refuse a `required` beside `oneOf` whose properties stand one level above.
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
    code: { source: true, esm: true, lines: true },
  });
  ajv.addVocabulary([...SPOKEN]);
  for (const name of SCHEMA_NAMES) {
    const text = await readFile(new URL(`../../schemas/${name}.schema.json`, import.meta.url), "utf8");
    ajv.addSchema(JSON.parse(JSON.stringify(parseSchema(text)), withoutUnspoken), name);
  }
  const code = standalone
    .default(ajv, SHAPES)
    .replaceAll(/^export const/gm, "/** @type {unknown} */\nexport const")
    .replaceAll(AJVS_LENGTH, "(text) => [...text].length");
  if (code.includes("require(")) throw new Error("a validator needs a module of ajv's at run time");
  const text = `// Made from schemas/ by npm run generate: change those files instead.\n${code}`;
  return { path: "src/generated/validators.js", text };
}

function withoutUnspoken(key: string, value: unknown): unknown {
  return UNSPOKEN.has(key) ? undefined : value;
}
