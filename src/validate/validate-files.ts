import { dirname } from "node:path";
import type { Issue } from "../config/issue.ts";
import { parseJsonFile } from "../config/json-file.ts";
import { redactIssue } from "../config/redact-issue.ts";
import { findSameNames } from "../config/same-names.ts";
import { createRedactor, type Secret } from "../config/secret.ts";
import { checkSettingsFile } from "../config/settings.ts";
import { loadSourceFile, type NamedSource } from "../config/source-file.ts";
import { listSourceFiles } from "../config/source-files.ts";
import { decodeText, readTextFile, type TextFile } from "../config/text-file.ts";
import { findCommittedTokens, findTooManySources } from "./advice.ts";
import { detectKind } from "./detect-kind.ts";

/** What validation has found. */
export interface Findings {
  /** By file, line and column. */
  readonly issues: readonly Issue[];
  /** The texts of the files that could be read, by name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fileCount: number;
}

/** How standard input is called in findings. */
export const STDIN = "<stdin>";

interface CheckedFile {
  readonly issues: readonly Issue[];
  readonly names: readonly NamedSource[];
  readonly secrets: readonly Secret[];
}

/**
 * Checks files, the `*.json` files of folders, and standard input (`-`), all of them as one Collector. References
 * are checked for their form only: neither variables nor other files are read. It does not throw: whatever is wrong
 * is an issue, and no issue holds a token.
 */
export async function validateFiles(
  paths: readonly string[],
  readStdin: () => Promise<Uint8Array>,
): Promise<Findings> {
  const listed = await Promise.all(paths.map((path) => (path === "-" ? fromStdin() : listSourceFiles(path))));
  const files = [...new Set(listed.flatMap(({ files: own }) => own))];
  const texts = new Map<string, string>();
  const checked: CheckedFile[] = [];
  for (const file of files) {
    const read = file === STDIN ? decodeText(await readStdin()) : await readTextFile(file);
    if (read.kind === "text") texts.set(file, read.text);
    checked.push(await checkFile(file, read));
  }
  const names = checked.flatMap((one) => one.names);
  const redact = createRedactor(checked.flatMap(({ secrets }) => secrets));
  const issues = [
    ...listed.flatMap((one) => one.issues),
    ...checked.flatMap((one) => one.issues),
    ...findSameNames(names),
    ...findTooManySources(names),
  ];
  return {
    issues: issues.map((issue) => redactIssue(issue, redact)).sort(inOrderOf(files)),
    texts,
    fileCount: files.length,
  };
}

async function fromStdin(): ReturnType<typeof listSourceFiles> {
  return { kind: "file", files: [STDIN], issues: [] };
}

async function checkFile(file: string, read: TextFile): Promise<CheckedFile> {
  const { json, issues: syntax } = parseJsonFile(file, read);
  if (json === undefined) return { issues: syntax, names: [], secrets: [] };
  const folder = dirname(file);
  const advice = findCommittedTokens(json);
  if (detectKind(json.value, file) === "settings") {
    const found = await checkSettingsFile(json, folder);
    return { issues: [...syntax, ...found, ...advice], names: [], secrets: [] };
  }
  const loaded = await loadSourceFile(json, { env: undefined, folder, others: "allowed" });
  return { ...loaded, issues: [...syntax, ...loaded.issues, ...advice] };
}

function inOrderOf(files: readonly string[]): (a: Issue, b: Issue) => number {
  const ranks = new Map(files.map((file, index) => [file, index]));
  return (a, b) =>
    (ranks.get(a.file) ?? -1) - (ranks.get(b.file) ?? -1) || a.line - b.line || a.column - b.column;
}
