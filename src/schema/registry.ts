import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv";
import type { Source } from "../generated/asana-source.ts";
import type { ReceiverSettings } from "../generated/receiver.ts";
import { otherSource, receiver, source } from "../generated/validators.js";
import { PACKAGE_ROOT } from "../lib/package-info.ts";
import { parseSchema } from "./parse-schema.ts";

// For values whose references are replaced. A validator finds all errors; each brings its part of the schema
// (`parentSchema`) along. Their types are made from the same schemas.

/** Checks one Asana source. */
export const validateSource = source as ValidateFunction<Source>;

/** Checks what can be known of a source of another type. */
export const validateOtherSource = otherSource as ValidateFunction<unknown>;

/** Checks the receiver's settings. */
export const validateSettings = receiver as ValidateFunction<ReceiverSettings>;

/** A published schema, for values whose references are replaced. */
export function readSchema(name: "asana-source" | "receiver"): object {
  return parseSchema(readFileSync(new URL(`schemas/${name}.schema.json`, PACKAGE_ROOT), "utf8"));
}
