import type { AnyValue } from "@opentelemetry/api-logs";
import { isCarriedExactly } from "../lib/exact-json.ts";
import { isMap, type JsonMap, toJsonText } from "./json.ts";

/** How many values of an event could not be carried as they are. */
export interface Repairs {
  count: number;
}

/** Sumo Logic keeps ten levels, and no endpoint has to recurse without bound. */
const DEEPEST_LEVEL = 10;

/**
 * What OTLP can carry of a JSON value. The rest becomes text, so that nothing is lost or altered: integers
 * beyond ±(2^53-1) and non-finite numbers, what lies deeper than ten levels, maps with an unusable key.
 */
export function toAnyValue(value: unknown, repairs: Repairs, level = 1): AnyValue {
  switch (typeof value) {
    case "string":
      return toWellFormed(value, repairs);
    case "boolean":
      return value;
    case "number":
      // JSON output spells a huge integer 1e+30, for which an endpoint refuses the whole request.
      return isCarriedExactly(value) ? value : toText(value, repairs);
    default:
      if (value === null) return null;
  }
  if (level > DEEPEST_LEVEL) return toText(value, repairs);
  if (Array.isArray(value)) return value.map((element) => toAnyValue(element, repairs, level + 1));
  return isMap(value) ? toAnyValueMap(value, repairs, level) : toText(value, repairs);
}

/** A JSON value as text: a string as it is, anything else as its JSON text, which counts as a repair. */
export function toText(value: unknown, repairs: Repairs): string {
  if (typeof value === "string") return toWellFormed(value, repairs);
  repairs.count += 1;
  return typeof value === "object" ? toJsonText(value) : String(value);
}

/** Half a surrogate pair, possible through an escape, is no Unicode; strict JSON readers refuse it. */
function toWellFormed(text: string, repairs: Repairs): string {
  if (text.isWellFormed()) return text;
  repairs.count += 1;
  return text.toWellFormed();
}

function toAnyValueMap(map: JsonMap, repairs: Repairs, level: number): AnyValue {
  const keys = Object.keys(map);
  if (!keys.every(isUsableKey)) return toText(map, repairs);
  const copy: Record<string, AnyValue> = {};
  for (const key of keys) copy[key] = toAnyValue(map[key], repairs, level + 1);
  return copy;
}

/** The SDK loses a nested key `__proto__`, and an attribute with a nested key `constructor` altogether. */
function isUsableKey(key: string): boolean {
  return key !== "__proto__" && key !== "constructor" && key.isWellFormed();
}
