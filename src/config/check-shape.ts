import type { ErrorObject, ValidateFunction } from "ajv";
import { errorAt, type Finding, type Issue, quote } from "./issue.ts";
import type { JsonPath, PlaceOf } from "./json-place.ts";
import { nearestKey, unknownKey } from "./unknown-key.ts";

const TYPES: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "a string",
};

/** What is checked, and where it stands. */
export interface Checked {
  readonly value: unknown;
  /** The path of `value` in its file. */
  readonly path: JsonPath;
  readonly placeOf: PlaceOf;
}

/** Says what in a value does not fit its schema: one issue for each mistake, with what to write instead. */
export function checkShape(validate: ValidateFunction, { value, path: base, placeOf }: Checked): Issue[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? []).map((error) => ({
    ...error,
    path: [...base, ...toPath(error.instancePath)],
  }));
  const meant = new Set(errors.map((error) => locate(error.path, meantKey(error))));
  const wrongValues = new Set<string>();
  const issues: Issue[] = [];
  for (const error of errors) {
    const { path, keyword, params } = error;
    if (keyword === "additionalProperties") {
      const key: string = params["additionalProperty"];
      const finding = unknownKey(nameOf(path), key, knownKeysOf(error));
      issues.push(errorAt(placeOf([...path, key], "key"), finding));
    } else if (keyword === "required") {
      // A misspelt key is one mistake, not an unknown key and a missing one.
      if (meant.has(locate(path, params["missingProperty"]))) continue;
      issues.push(errorAt(placeOf(path), missingKey(error, path)));
    } else if (!wrongValues.has(locate(path))) {
      wrongValues.add(locate(path));
      issues.push(errorAt(placeOf(path), wrongValue(error, path)));
    }
  }
  return issues;
}

/** A path as a person writes it: `sources[0].config.name`. */
function nameOf(path: JsonPath): string {
  if (path.length === 0) return "the file";
  return path
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

function toPath(pointer: string): JsonPath {
  const steps = pointer.split("/").slice(1);
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function locate(path: JsonPath, key?: string): string {
  return JSON.stringify([path, key]);
}

function knownKeysOf({ parentSchema }: ErrorObject): string[] {
  return Object.keys(parentSchema?.["properties"] ?? {});
}

function meantKey(error: ErrorObject): string | undefined {
  if (error.keyword !== "additionalProperties") return undefined;
  return nearestKey(error.params["additionalProperty"], knownKeysOf(error));
}

function missingKey({ params, parentSchema }: ErrorObject, path: JsonPath): Finding {
  const missing = params["missingProperty"];
  const description = parentSchema?.["properties"]?.[missing]?.description;
  return {
    code: "missing-key",
    message: `${nameOf(path)} has no ${quote(missing)}`,
    hint: description === undefined ? "Add it" : `Add it: ${description.replace(/\.$/, "")}`,
  };
}

function wrongValue(error: ErrorObject, path: JsonPath): Finding {
  return {
    code: codeOf(error.keyword),
    message: `${nameOf(path)} ${predicateOf(error)}`,
    hint: hintOf(error),
  };
}

function codeOf(keyword: string): string {
  if (keyword === "type") return "wrong-type";
  return keyword === "not" ? "masked-value" : "wrong-value";
}

/** What is wrong, without ever repeating the value: it may be a secret that was put into the wrong place. */
function predicateOf({ keyword, params, parentSchema, data, message }: ErrorObject): string {
  const texts: Readonly<Record<string, string | undefined>> = parentSchema ?? {};
  switch (keyword) {
    case "type":
      return `must be ${TYPES[params["type"]] ?? params["type"]}, not ${typeOf(data)}`;
    case "pattern":
      return texts["patternErrorMessage"] ?? "has an unknown form";
    case "const":
      return texts["errorMessage"] ?? `must be ${JSON.stringify(params["allowedValue"])}`;
    case "enum":
      return texts["errorMessage"] ?? `must be one of ${params["allowedValues"].map(quote).join(", ")}`;
    case "minLength":
      return "must not be empty";
    case "minimum":
      return `must be ${params["limit"]} or more`;
    case "maximum":
      return `must be ${params["limit"]} or less`;
    case "maxLength":
      return `must not have more than ${params["limit"]} characters`;
    default:
      return texts["errorMessage"] ?? message ?? "is wrong";
  }
}

function hintOf({ keyword, params, data }: ErrorObject): string | undefined {
  const isUnquoted = keyword === "type" && params["type"] === "string" && typeof data !== "object";
  return isUnquoted ? "Put it in double quotes" : undefined;
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" && !Number.isInteger(value)) return "a fraction";
  return TYPES[typeof value] ?? typeof value;
}
