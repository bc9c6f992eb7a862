import { formatIssue, type Issue } from "../config/issue.ts";
import { codeFrame } from "./code-frame.ts";
import { maskText } from "./mask-text.ts";
import type { Findings } from "./validate-files.ts";

/** Findings for a person: `file:line:column: level: message. hint [rule]`, the place in the file, and a sum. */
export function formatPretty({ issues, texts, fileCount }: Findings): string {
  const masked = new Map<string, readonly string[]>();
  const frameOf = (issue: Issue): string[] => {
    const text = texts.get(issue.file);
    if (text === undefined || text.trim() === "" || issue.line === 0) return [];
    const lines = masked.get(issue.file) ?? maskText(text).split(/\r\n|\r|\n/);
    masked.set(issue.file, lines);
    return [codeFrame(lines, issue)];
  };
  const blocks = issues.map((issue) => [`${formatIssue(issue)} [${issue.code}]`, ...frameOf(issue), ""]);
  return [...blocks.flat(), sumOf(issues, fileCount)].join("\n");
}

function sumOf(issues: readonly Issue[], fileCount: number): string {
  const errors = issues.filter(({ severity }) => severity === "error").length;
  const warnings = issues.length - errors;
  const files = count(fileCount, "file");
  if (issues.length === 0) return `Nothing to say about ${files}.`;
  return `${count(errors, "error")} and ${count(warnings, "warning")} in ${files}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
