import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "../lib/errors.ts";
import { errorAt, type Issue } from "./issue.ts";

/** The files that `path` names: itself, or those of a folder. */
export interface SourceFiles {
  readonly files: readonly string[];
  readonly issues: readonly Issue[];
}

/**
 * Lists the `*.json` files of a folder by name, those of folders within it not. What begins with a dot is passed
 * over: a mounted Kubernetes volume keeps its versions in `..data`.
 */
export async function listSourceFiles(path: string): Promise<SourceFiles> {
  const refuse = (code: string, message: string, hint?: string): SourceFiles => ({
    files: [],
    issues: [errorAt({ file: path, line: 0, column: 0 }, { code, message, hint })],
  });
  try {
    if (!(await stat(path)).isDirectory()) return { files: [path], issues: [] };
    const names = (await readdir(path)).filter((name) => name.endsWith(".json") && !name.startsWith("."));
    if (names.length > 0) return { files: names.sort().map((name) => join(path, name)), issues: [] };
    return refuse("no-sources", "the folder has no *.json file", "Put a source file into it");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return refuse(
        "no-such-file",
        "there is no such file or folder",
        "Name a source file, or a folder of them",
      );
    }
    return refuse("unreadable-file", `this cannot be read: ${messageOf(error)}`);
  }
}
