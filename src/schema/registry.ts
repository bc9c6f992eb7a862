import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import type { AsanaSourceFile, Config, Source } from "../generated/asana-source.ts";
import type { ReceiverSettings } from "../generated/receiver.ts";
import { PACKAGE_ROOT } from "../lib/package-info.ts";
import { parseSchema } from "./parse-schema.ts";

/** The shapes that can be checked: a schema, or a definition in one. */
interface Shapes {
  readonly "asana-source": AsanaSourceFile;
  readonly "asana-source#/definitions/source": Source;
  readonly "asana-source#/definitions/config": Config;
  readonly "universal-source#/definitions/otherSource": unknown;
  readonly receiver: ReceiverSettings;
}

/** Keywords that only editors read; ajv's strict mode refuses what it does not know. */
export const EDITOR_KEYWORDS: string[] = [
  "markdownDescription",
  "defaultSnippets",
  "patternErrorMessage",
  "errorMessage",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "deprecationMessage",
  "doNotSuggest",
  "suggestSortText",
  "enumSortTexts",
  "enumDetails",
  "completionDetail",
  "allowComments",
  "allowTrailingCommas",
];

const SCHEMA_NAMES = ["asana-source", "universal-source", "receiver"];

const ajv = createAjv();

/**
 * The validator of a shape, for values whose references are replaced. It finds all errors; each brings its part of
 * the schema (`parentSchema`) along.
 */
export function validatorOf<Name extends keyof Shapes>(name: Name): ValidateFunction<Shapes[Name]> {
  const validate = ajv.getSchema<Shapes[Name]>(name);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  return validate;
}

function createAjv(): Ajv {
  // strictRequired would refuse a `required` beside `oneOf` whose properties stand one level above.
  const created = new Ajv({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    allErrors: true,
    verbose: true,
    // The schemas are ours, and tests check them; what would tune their validators takes longer than they ever run.
    meta: false,
    validateSchema: false,
    code: { optimize: false },
  });
  created.addVocabulary(EDITOR_KEYWORDS);
  for (const name of SCHEMA_NAMES) {
    const text = readFileSync(new URL(`schemas/${name}.schema.json`, PACKAGE_ROOT), "utf8");
    created.addSchema(parseSchema(text), name);
  }
  return created;
}
