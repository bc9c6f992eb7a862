import { expect } from "vitest";
import { formatIssue, type Issue } from "../../src/config/issue.ts";
import { findSecrets } from "./find-secrets.ts";

/** With one of these there is no text that a place could be in. */
const WITHOUT_PLACE = new Set([
  "no-such-file",
  "not-a-file",
  "unreadable-file",
  "late-file",
  "large-file",
  "not-utf-8",
  "no-sources",
]);

/** Looks whether every finding about a file has its place in it, and none tells a secret. */
export function expectIssues(
  issues: readonly Issue[],
  file: { readonly path: string; readonly bytes: Uint8Array },
  secrets: readonly string[],
): void {
  const lines = Buffer.from(file.bytes)
    .toString()
    .split(/\r\n|\r|\n/);
  for (const issue of issues) {
    const { severity, code, message, line, column } = issue;
    expect(["error", "warning"]).toContain(severity);
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(message).not.toBe("");
    expect(issue.file).not.toBe("");
    if (issue.file !== file.path || WITHOUT_PLACE.has(code)) continue;
    expect(line, formatIssue(issue)).toBeGreaterThanOrEqual(1);
    expect(line, formatIssue(issue)).toBeLessThanOrEqual(lines.length);
    expect(column, formatIssue(issue)).toBeGreaterThanOrEqual(1);
    expect(column, formatIssue(issue)).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
  }
  const told = { issues: JSON.stringify(issues), lines: issues.map(formatIssue).join("\n") };
  expect(findSecrets(secrets, told)).toEqual([]);
}
