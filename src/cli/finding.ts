import { printableJson } from "../lib/printable-json.ts";
import { formatTable } from "./table.ts";

/** What `check` found out about one thing. */
export interface Finding {
  /** A source's name, a place in a file, or what else was looked at. */
  readonly subject: string;
  readonly check: "config" | "source" | "filters" | "redact" | "endpoint" | "storage";
  readonly ok: boolean;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** Findings for people, one line each. */
export function formatFindings(findings: readonly Finding[]): string {
  return formatTable(findings.map(toRow)).join("\n");
}

/** Findings for programs. */
export function formatFindingsAsJson(findings: readonly Finding[]): string {
  return printableJson(findings);
}

/** The place of a mistake is too long for a column. */
function toRow({ subject, check, ok, message, hint }: Finding): readonly string[] {
  const [label, place] = check === "config" ? [check, `${subject}: `] : [subject, ""];
  return [ok ? "ok" : "fail", label, `${place}${message}${hint === undefined ? "" : `. ${hint}`}`];
}
