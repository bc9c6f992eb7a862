import type { Issue } from "../config/issue.ts";
import { printableJson } from "../lib/printable-json.ts";
import type { Findings } from "./validate-files.ts";

/** Findings for programs; lines and columns count from 1, in UTF-16 units, and are null where there is no text. */
export function formatJson({ issues }: Findings): string {
  return printableJson({
    valid: issues.every(({ severity }) => severity !== "error"),
    diagnostics: issues.map(toDiagnostic),
  });
}

function toDiagnostic(issue: Issue): object {
  const { file, code, severity, message, hint, pointer } = issue;
  const { line, column, endLine = line, endColumn = column } = issue;
  const isPlaced = line > 0;
  return {
    file,
    ruleId: code,
    level: severity,
    message,
    hint: hint ?? null,
    pointer: pointer ?? null,
    line: isPlaced ? line : null,
    column: isPlaced ? column : null,
    endLine: isPlaced ? endLine : null,
    endColumn: isPlaced ? endColumn : null,
  };
}
