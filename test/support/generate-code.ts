// npm run generate: writes src/generated/ anew from schemas/; with --check it only reports what has drifted.
import { readFile, writeFile } from "node:fs/promises";
import { generateTypes } from "./generate-types.ts";
import { generateValidators } from "./generate-validators.ts";

const ROOT = new URL("../../", import.meta.url);

/** One file of src/generated/: its path from the project's root, and what belongs into it. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Those files of src/generated/ that do not hold what the schemas make. */
export async function findDrift(): Promise<readonly string[]> {
  const drifted: string[] = [];
  for (const { path, text } of await generate()) {
    const present = await readFile(new URL(path, ROOT), "utf8").catch(() => undefined);
    if (present !== text) drifted.push(path);
  }
  return drifted;
}

async function generate(): Promise<readonly GeneratedFile[]> {
  return [...(await generateTypes()), await generateValidators()];
}

if (import.meta.main) {
  if (process.argv.includes("--check")) {
    const drifted = await findDrift();
    for (const path of drifted) console.error(`${path} does not fit its schema: npm run generate`);
    process.exitCode = drifted.length === 0 ? 0 : 1;
  } else {
    for (const { path, text } of await generate()) await writeFile(new URL(path, ROOT), text);
  }
}
