import type { ReceiverSettings } from "../generated/receiver.ts";
import { validateSettings } from "../schema/registry.ts";
import { checkShape } from "./check-shape.ts";
import { type Expanded, withoutUnresolved } from "./expand.ts";
import type { Issue, Place } from "./issue.ts";
import type { PlaceOf } from "./json-place.ts";

/** One origin of settings: the file, or what flags and variables put over it. */
export interface SettingsLayer {
  /** Empty when they do not fit the schema. */
  readonly values: ReceiverSettings;
  /** Where relative paths start. */
  readonly folder: string;
  readonly placeOf: PlaceOf;
}

/** A setting's value and where it stands. */
export interface FoundSetting<T> {
  /** As in `asana.url`. */
  readonly name: string;
  readonly value: T;
  readonly folder: string;
  readonly place: Place;
}

/** Where settings of one origin stand, and how they are spoken of. */
export interface LayerOrigin {
  readonly folder: string;
  readonly placeOf: PlaceOf;
  /** What a message calls the settings as a whole; "the file" unless it is said. */
  readonly whole?: string;
  /** What came of their references; a text that still has one cannot be told right from wrong. */
  readonly expanded?: Pick<Expanded, "unresolved">;
}

/** A layer, and what does not fit in it. */
export interface LayerResult {
  readonly layer: SettingsLayer;
  readonly issues: readonly Issue[];
}

type Value<T> = NonNullable<T>;

/** Checks settings of one origin. What does not fit the schema is not used at all. */
export function createLayer(value: unknown, origin: LayerOrigin): LayerResult {
  const { folder, placeOf, whole, expanded = { unresolved: new Set() } } = origin;
  const named = whole === undefined ? {} : { whole };
  const issues = withoutUnresolved(
    checkShape(validateSettings, { value, path: [], placeOf, ...named }),
    expanded,
  );
  // What is left out of the issues are texts whose references nobody could replace: those stop a start by themselves.
  const values = issues.length === 0 ? (value as ReceiverSettings) : {};
  return { layer: { values, folder, placeOf }, issues };
}

/** Finds a setting in the first layer that has it. */
export function findSetting<K extends keyof ReceiverSettings>(
  layers: readonly SettingsLayer[],
  key: K,
): FoundSetting<Value<ReceiverSettings[K]>> | undefined;
export function findSetting<
  K extends keyof ReceiverSettings,
  L extends keyof Value<ReceiverSettings[K]> & string,
>(
  layers: readonly SettingsLayer[],
  key: K,
  inner: L,
): FoundSetting<Value<Value<ReceiverSettings[K]>[L]>> | undefined;
export function findSetting(
  layers: readonly SettingsLayer[],
  ...path: readonly string[]
): FoundSetting<unknown> | undefined {
  for (const { values, folder, placeOf } of layers) {
    const value = path.reduce<unknown>((within, step) => childOf(within, step), values);
    if (value !== undefined) return { name: path.join("."), value, folder, place: placeOf(path) };
  }
  return undefined;
}

function childOf(value: unknown, key: string): unknown {
  return value instanceof Object && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
