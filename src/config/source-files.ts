import { join } from "node:path";
import { outsideFiles } from "../lib/outside-files.ts";
import { errorAt, type Finding, type Issue } from "./issue.ts";
import { whyUnreadable } from "./text-file.ts";

/** The files that `path` names: itself, or those of a folder. */
export interface SourceFiles {
  /** `unknown`: the path could not be looked at, and an issue says why. */
  readonly kind: "file" | "folder" | "unknown";
  readonly files: readonly string[];
  readonly issues: readonly Issue[];
}

const NOTHING_THERE: Finding = {
  code: "no-such-file",
  message: "there is no such file or folder",
  hint: "Name a source file, or a folder of them",
};

const EMPTY: Finding = {
  code: "no-sources",
  message: "the folder has no *.json file",
  hint: "Put a source file into it",
};

/**
 * Lists the `*.json` files of a folder by name, those of folders within it not. What begins with a dot is passed
 * over: a mounted Kubernetes volume keeps its versions in `..data`.
 */
export async function listSourceFiles(path: string): Promise<SourceFiles> {
  const listed = await outsideFiles.list(path);
  const place = { file: path, line: 0, column: 0 };
  if (listed.kind === "noFolder") return { kind: "file", files: [path], issues: [] };
  if (listed.kind === "failed") {
    const finding = listed.reason === "missing" ? NOTHING_THERE : whyUnreadable(listed);
    return { kind: "unknown", files: [], issues: [errorAt(place, finding)] };
  }
  const names = listed.names.filter((name) => name.endsWith(".json") && !name.startsWith("."));
  if (names.length === 0) return { kind: "folder", files: [], issues: [errorAt(place, EMPTY)] };
  return { kind: "folder", files: names.sort().map((name) => join(path, name)), issues: [] };
}
