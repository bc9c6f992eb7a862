import { type Issue, type Place, warningAt } from "./issue.ts";
import type { JsonPath, PlaceOf } from "./json-place.ts";

/** A setting that a flag or a variable gives. */
export interface SettingOverride {
  readonly path: JsonPath;
  readonly value: unknown;
  /** The flag or variable, as a person writes it. */
  readonly name: string;
}

/**
 * Makes an object in the settings' shape of single settings; of two for the same, the later one counts.
 *
 * @returns the object, and the flag or variable that a value in it comes from
 */
export function joinOverrides(overrides: readonly SettingOverride[]): {
  readonly value: object;
  readonly placeOf: PlaceOf;
} {
  const root: Record<string, unknown> = {};
  for (const { path, value } of overrides) {
    const [key = "", inner] = path;
    root[key] = inner === undefined ? value : { ...Object(root[key]), [inner]: value };
  }
  const placeOf: PlaceOf = (path) => {
    const origin = overrides.findLast((override) =>
      override.path.every((step, index) => step === path[index]),
    );
    return placeOfName(origin?.name ?? "");
  };
  return { value: root, placeOf };
}

/** The place of a flag or variable. */
export function placeOfName(name: string): Place {
  return { file: name, line: 0, column: 0 };
}

/** Makes the issue of a variable that cannot be read, and without which the receiver can do its work. */
export function leftOut(variable: string, message: string, hint?: string): Issue {
  return warningAt(placeOfName(variable), {
    code: "wrong-value",
    message: `${message}; it is left out`,
    hint,
  });
}
