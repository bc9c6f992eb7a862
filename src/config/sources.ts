import { dirname } from "node:path";
import type { Env } from "./expand.ts";
import { errorAt, type Issue } from "./issue.ts";
import { readJsonFile } from "./json-file.ts";
import { redactIssue } from "./redact-issue.ts";
import { findSameNames } from "./same-names.ts";
import { createRedactor } from "./secret.ts";
import type { SourceConfig } from "./source-config.ts";
import { type LoadedSourceFile, loadSourceFile } from "./source-file.ts";
import { listSourceFiles, type SourceFiles } from "./source-files.ts";

export type { SourceConfig } from "./source-config.ts";

/** Every source that can be used, and what was found on the way. */
export interface LoadedSources {
  /** What the sources come from; `unknown`: it could not be looked at. */
  readonly kind: SourceFiles["kind"] | "values";
  readonly sources: readonly SourceConfig[];
  readonly issues: readonly Issue[];
  /** Absolute paths of the files that texts of the source files refer to. */
  readonly references: readonly string[];
}

/**
 * Loads the sources of a file, or of all `*.json` files of a folder. It does not throw: whatever is wrong is an
 * issue, and no issue holds a token.
 *
 * @param env what `${env:…}` refers to
 */
export async function loadSources(path: string, env: Env = process.env): Promise<LoadedSources> {
  const { kind, files, issues: listed } = await listSourceFiles(path);
  const loaded = await Promise.all(files.map((file) => loadFile(file, env)));
  const sources = loaded.flatMap((one) => one.sources);
  const sameNames = findSameNames(loaded.flatMap(({ names }) => names));
  const issues = [...listed, ...loaded.flatMap((one) => one.issues), ...sameNames];
  if (sources.length === 0 && issues.every(({ severity }) => severity === "warning")) {
    const message = "there is no source in it";
    issues.push(errorAt({ file: path, line: 0, column: 0 }, { code: "no-sources", message }));
  }
  const redact = createRedactor(loaded.flatMap(({ secrets }) => secrets));
  return {
    kind,
    sources,
    issues: issues.map((issue) => redactIssue(issue, redact)),
    references: [...new Set(loaded.flatMap((one) => one.references))],
  };
}

async function loadFile(file: string, env: Env): Promise<LoadedSourceFile> {
  const { json, issues: syntax } = await readJsonFile(file);
  if (json === undefined) return { sources: [], names: [], issues: syntax, references: [], secrets: [] };
  const loaded = await loadSourceFile(json, { env, folder: dirname(file), others: "refused" });
  return { ...loaded, issues: [...syntax, ...loaded.issues] };
}
