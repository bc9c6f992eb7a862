import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's folder, with a slash at its end. */
export const ROOT_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

/** The text of a file of the repository. */
export function rootFile(path: string): string {
  return readFileSync(join(ROOT_FOLDER, path), "utf8");
}
