import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempFolder } from "./temp-folder.ts";

/** Writes files into a new folder: texts and bytes as they are, anything else as JSON. */
export function writeFiles(files: Readonly<Record<string, unknown>>): string {
  const folder = tempFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const isRaw = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path, isRaw ? content : JSON.stringify(content));
  }
  return folder;
}

/** The Universal JSON of one Asana source. */
export function sourceFile(config: Readonly<Record<string, unknown>> = {}): object {
  return { "api.version": "v1", source: source(config) };
}

/** One `source` object. */
export function source(config: Readonly<Record<string, unknown>> = {}): object {
  return {
    config: { name: "Acme", personalAccessToken: "2/test-token", workspaceID: "1204094735693514", ...config },
    schemaRef: { type: "Asana" },
    sourceType: "Universal",
  };
}
