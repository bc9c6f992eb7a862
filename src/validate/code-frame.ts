import type { Place } from "../config/issue.ts";

/** Lines shown before and after the one that is meant. */
const LINES_AROUND = 1;

/** Longer lines are cut around the column. */
const WIDEST = 96;

const CUT = "…";

/**
 * Shows the lines around a place, with carets below what is meant.
 *
 * @param lines of a text where nothing stands that must not be seen
 */
export function codeFrame(lines: readonly string[], { line, column, endLine, endColumn }: Place): string {
  const first = Math.max(1, line - LINES_AROUND);
  const last = Math.min(lines.length, line + LINES_AROUND);
  const gutter = String(last).length;
  const isLong = (lines[line - 1] ?? "").length > WIDEST;
  const start = isLong ? Math.max(0, column - 1 - WIDEST / 2) : 0;
  const row = (number: string, mark: string, content: string): string =>
    `  ${mark} ${number.padStart(gutter)} | ${content}`.trimEnd();
  const rows: string[] = [];
  for (let number = first; number <= last; number++) {
    const content = lines[number - 1] ?? "";
    rows.push(row(String(number), number === line ? ">" : " ", cut(content, start)));
    if (number !== line) continue;
    const end = endLine === line ? (endColumn ?? column) : content.length + 1;
    const from = column - 1 - start + (start > 0 ? CUT.length : 0);
    const width = Math.min(Math.max(1, end - column), WIDEST - (column - 1 - start));
    rows.push(row("", " ", " ".repeat(from) + "^".repeat(Math.max(1, width))));
  }
  return rows.join("\n");
}

function cut(line: string, start: number): string {
  const part = line
    .slice(start, start + WIDEST)
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (unit) => " ".repeat(unit.length));
  return `${start > 0 ? CUT : ""}${part}${line.length > start + WIDEST ? CUT : ""}`;
}
