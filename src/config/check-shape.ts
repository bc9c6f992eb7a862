import type { ErrorObject, ValidateFunction } from "ajv";
import { errorAt, type Finding, type Issue, quote } from "./issue.ts";
import { type JsonPath, type PlaceOf, toPath } from "./json-place.ts";
import { findingOf, meantIn } from "./schema-text.ts";
import { nearestKey, unknownKey } from "./unknown-key.ts";
import { wrongValue } from "./wrong-value.ts";

/** What is checked, and where it stands. */
export interface Checked {
  readonly value: unknown;
  /** The path of `value` in its file. */
  readonly path: JsonPath;
  readonly placeOf: PlaceOf;
  /** What a message calls the value where it is the whole; "the file" unless it is said. */
  readonly whole?: string;
}

type ShapeError = ErrorObject & { readonly path: JsonPath };

/** These only say that something below or beside them failed, which is told itself. */
const ECHOES = new Set(["if", "propertyNames"]);
const CHOICES = new Set(["oneOf", "anyOf"]);

/** Where one value or a list is taken, these say of a list that it is not one value, whatever is wrong within it. */
const OF_ONE_VALUE = new Set(["type", "enum"]);

/** Says what in a value does not fit its schema: one issue for each mistake, with what to write instead. */
export function checkShape(
  validate: ValidateFunction,
  { value, path: base, placeOf, whole = "the file" }: Checked,
): Issue[] {
  if (validate(value)) return [];
  const errors = (validate.errors ?? [])
    .filter(({ keyword, propertyName }) => !ECHOES.has(keyword) && propertyName === undefined)
    .map((error) => ({ ...error, path: [...base, ...toPath(error.instancePath)] }));
  const meant = new Set(errors.map((error) => locate(ownerOf(error), meantKey(error))));
  const seen = new Set<string>();
  const issues: Issue[] = [];
  const add = (path: JsonPath, part: "key" | "value", finding: Finding, about = locate(path)): void => {
    // Several rules may refuse one value; the first of them says enough.
    if (!seen.has(about)) issues.push(errorAt(placeOf(path, part), finding));
    seen.add(about);
  };
  for (const error of errors.sort((a, b) => rank(a) - rank(b))) {
    const { path, keyword, params } = error;
    if (isUnknownKey(error)) {
      const owner = ownerOf(error);
      add([...owner, keyOf(error)], "key", unknown(error, nameOf(owner, whole)));
    } else if (keyword === "required") {
      const missing: string = params["missingProperty"];
      // A misspelt key is one mistake, not an unknown key and a missing one.
      if (!meant.has(locate(path, missing)))
        add(path, "value", missingKey(error, nameOf(path, whole)), locate(path, missing));
    } else {
      const isEcho =
        (CHOICES.has(keyword) && [...seen].some((told) => isWithin(told, path))) ||
        (OF_ONE_VALUE.has(keyword) && errors.some((other) => isBelow(other.path, path)));
      if (!isEcho) add(path, "value", wrongValue(error, nameOf(path, whole), path.at(-1)));
    }
  }
  return issues.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** A path as a person writes it: `sources[0].config.name`. */
function nameOf(path: JsonPath, whole: string): string {
  if (path.length === 0) return whole;
  return path
    .map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

/** Of the errors at one value, those with words of their own come first, those of a whole choice last. */
function rank({ keyword, parentSchema }: ErrorObject): number {
  const isWorded =
    parentSchema?.["errorMessage"] !== undefined || parentSchema?.["patternErrorMessage"] !== undefined;
  if (isWorded) return 0;
  return CHOICES.has(keyword) ? 2 : 1;
}

function locate(path: JsonPath, key?: string): string {
  return JSON.stringify([...path, ...(key === undefined ? [] : [[key]])]);
}

function isWithin(told: string, path: JsonPath): boolean {
  const own = JSON.stringify(path).slice(0, -1);
  return told.startsWith(own);
}

function isBelow(inner: JsonPath, outer: JsonPath): boolean {
  return inner.length > outer.length && outer.every((step, index) => step === inner[index]);
}

/** A property that is `false` or `{"not": {}}` stands in a schema only to name a known misspelling. */
function isAlias({ keyword, schema }: ErrorObject): boolean {
  if (keyword === "false schema") return true;
  return keyword === "not" && isObject(schema) && Object.keys(schema).length === 0;
}

function isUnknownKey(error: ErrorObject): boolean {
  return error.keyword === "additionalProperties" || isAlias(error);
}

function keyOf({ keyword, params, instancePath }: ErrorObject): string {
  return keyword === "additionalProperties"
    ? params["additionalProperty"]
    : (toPath(instancePath).at(-1) ?? "");
}

/** The path of the object that has the key. */
function ownerOf({ keyword, path }: ShapeError): JsonPath {
  return keyword === "additionalProperties" ? path : path.slice(0, -1);
}

function meantKey(error: ErrorObject): string | undefined {
  if (!isUnknownKey(error)) return undefined;
  if (isAlias(error)) return meantIn(error.parentSchema?.["errorMessage"]);
  return nearestKey(keyOf(error), knownKeysOf(error));
}

/** The properties of a schema, known misspellings not among them. */
function knownKeysOf({ parentSchema }: ErrorObject): string[] {
  const properties: Readonly<Record<string, unknown>> = parentSchema?.["properties"] ?? {};
  return Object.entries(properties).flatMap(([key, schema]) => {
    const isAlias = schema === false || (isObject(schema) && "not" in schema && "doNotSuggest" in schema);
    return isAlias ? [] : [key];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function unknown(error: ErrorObject, owner: string): Finding {
  const key = keyOf(error);
  if (!isAlias(error)) return unknownKey(owner, key, knownKeysOf(error));
  const text: string | undefined = error.parentSchema?.["errorMessage"];
  const meant = meantIn(text);
  const said = text === undefined ? undefined : findingOf("unknown-key", owner, undefined, text);
  return {
    code: "unknown-key",
    message: `${owner} has an unknown key ${quote(key)}`,
    hint: meant === undefined ? (said?.hint ?? text) : `Did you mean ${quote(meant)}?`,
  };
}

function missingKey({ params, parentSchema }: ErrorObject, owner: string): Finding {
  const missing = params["missingProperty"];
  const description = parentSchema?.["properties"]?.[missing]?.description;
  return {
    code: "missing-key",
    message: `${owner} has no ${quote(missing)}`,
    hint: description === undefined ? "Add it" : `Add it: ${description.replace(/\.$/, "")}`,
  };
}
