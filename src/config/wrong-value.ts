import type { ErrorObject } from "ajv";
import { findInvisible } from "./invisible.ts";
import { type Finding, quote } from "./issue.ts";
import { findingOf } from "./schema-text.ts";

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "a string",
};

/**
 * Says what is wrong with a value, in the schema's words where it has some, without ever repeating the value: it
 * may be a secret that was put into the wrong place.
 */
export function wrongValue(error: ErrorObject, owner: string, key: string | undefined): Finding {
  const { keyword, params, data } = error;
  const code = codeOf(keyword);
  const text = wordsOf(error);
  if (text !== undefined) return withInvisible(findingOf(code, owner, key, text), error);
  const isUnquoted = keyword === "type" && params["type"] === "string" && typeof data !== "object";
  return {
    code,
    message: `${owner} ${predicateOf(error)}`,
    hint: isUnquoted ? "Put it in double quotes" : undefined,
  };
}

/** An invisible character has to be named, or the text looks right. */
function withInvisible(finding: Finding, { keyword, data }: ErrorObject): Finding {
  const character = keyword === "pattern" && typeof data === "string" ? findInvisible(data) : undefined;
  if (character === undefined) return finding;
  const hint = `It holds the invisible character ${character}`;
  return { ...finding, hint: finding.hint === undefined ? hint : `${finding.hint}. ${hint}` };
}

function codeOf(keyword: string): string {
  if (keyword === "type") return "wrong-type";
  return keyword === "not" ? "masked-value" : "wrong-value";
}

/** The schema's words for this error; an editor shows none of them for a length, a bound or a choice. */
function wordsOf({ keyword, parentSchema }: ErrorObject): string | undefined {
  const texts: Readonly<Record<string, string | undefined>> = parentSchema ?? {};
  switch (keyword) {
    case "pattern":
    case "format":
      return texts["patternErrorMessage"] ?? texts["errorMessage"];
    case "const":
    case "enum":
    case "not":
    case "false schema":
      return texts["errorMessage"];
    case "type":
      // Beside a "not", the words are about what must not be.
      return texts["not"] === undefined ? texts["errorMessage"] : undefined;
    default:
      return undefined;
  }
}

function predicateOf({ keyword, params, data, message }: ErrorObject): string {
  switch (keyword) {
    case "type":
      return `must be ${TYPES[params["type"]] ?? params["type"]}, not ${typeOf(data)}`;
    case "pattern":
      return "has an unknown form";
    case "const":
      return `must be ${JSON.stringify(params["allowedValue"])}`;
    case "enum":
      return `must be one of ${params["allowedValues"].map(quote).join(", ")}`;
    case "minLength":
      return "must not be empty";
    case "minimum":
      return `must be ${params["limit"]} or more`;
    case "maximum":
      return `must be ${params["limit"]} or less`;
    case "maxLength":
      return `must not have more than ${params["limit"]} characters`;
    default:
      return message ?? "is wrong";
  }
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && !Number.isInteger(value)) return "a fraction";
  return TYPES[typeof value] ?? typeof value;
}
