import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { PACKAGE_ROOT } from "../../src/lib/package-info.ts";

/** The schemas of files that people write. */
export const SCHEMA_NAMES = ["asana-source", "universal-source", "receiver"] as const;

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

/** One of them. */
export type SchemaName = (typeof SCHEMA_NAMES)[number];

/** Any part of a schema. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

/** A published schema as it is. */
export function readSchema(name: SchemaName): Schema {
  return JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, PACKAGE_ROOT), "utf8"));
}

/** Compiles a published schema as it is, as strictly as ajv can. */
export function compileStrictly(schema: Schema): ValidateFunction {
  const ajv = new Ajv({ strict: true, allErrors: true });
  ajv.addVocabulary(EDITOR_KEYWORDS);
  return ajv.compile(schema);
}

/** Every schema within a schema, itself included, with the JSON Pointer that leads to it. */
export function schemasIn(schema: unknown, pointer = "#"): readonly (readonly [string, Schema])[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = schema as Schema;
  const one = ["if", "then", "else", "not", "items", "additionalProperties"].map((key) => [key, own[key]]);
  const many = ["properties", "definitions", "anyOf", "allOf", "oneOf"].flatMap((group) =>
    Object.entries(own[group] ?? {}).map(([key, child]) => [`${group}/${escapeStep(key)}`, child]),
  );
  const below = [...one, ...many].flatMap(([step, child]) => schemasIn(child, `${pointer}/${step}`));
  return [[pointer, own], ...below];
}

function escapeStep(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
