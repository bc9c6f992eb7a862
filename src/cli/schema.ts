import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { UsageError } from "../lib/errors.ts";
import { PACKAGE_ROOT } from "../lib/package-info.ts";
import { createOutput } from "./output.ts";

const FOLDER = new URL("schemas/", PACKAGE_ROOT);
const ENDING = ".schema.json";

/**
 * `otel-asana-receiver schema`: prints a schema or, without a name, where the schemas are and how they are called.
 * Returns the exit code.
 *
 * @throws UsageError when there is no schema of that name
 */
export async function schema(name?: string): Promise<number> {
  const output = createOutput((text) => text);
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith(ENDING)).sort();
  const names = files.map((file) => file.slice(0, -ENDING.length));
  if (name === undefined) {
    output.out([fileURLToPath(FOLDER), ...names.map((each) => `  ${each}`)].join("\n"));
    return 0;
  }
  if (!names.includes(name)) {
    throw new UsageError("there is no schema of that name", { hint: `There are ${names.join(", ")}.` });
  }
  output.out((await readFile(new URL(name + ENDING, FOLDER), "utf8")).trimEnd());
  return 0;
}
