import { basename } from "node:path";
import { readSchema } from "../schema/registry.ts";

/** What a JSON file is to us. */
export type FileKind = "source" | "settings";

const SETTINGS_KEYS = settingsKeys();

/**
 * Tells by its content whether a file holds sources or the receiver's settings. Both may have a key `sources`: a
 * list there, a path here. What could be either is a source file, unless it is named after the receiver.
 */
export function detectKind(value: unknown, file: string): FileKind {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return "source";
  if ("source" in value || "api.version" in value) return "source";
  if ("sources" in value) return typeof value.sources === "string" ? "settings" : "source";
  if ("$schema" in value && typeof value.$schema === "string") {
    if (value.$schema.includes("receiver.schema.json")) return "settings";
    if (value.$schema.includes("source.schema.json")) return "source";
  }
  if (Object.keys(value).some((key) => SETTINGS_KEYS.has(key))) return "settings";
  return /^receiver\b/.test(basename(file)) ? "settings" : "source";
}

function settingsKeys(): ReadonlySet<string> {
  const schema = readSchema("receiver");
  const properties = "properties" in schema ? schema.properties : {};
  return new Set(Object.keys(properties ?? {}).filter((key) => key !== "$schema"));
}
