/** The longest name a source may have. */
const LONGEST_QUOTE = 128;

/** Where something is written. */
export interface Place {
  /** A file as it was named; or the flag or variable whose value it is, with line and column 0. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units, as editors count. */
  readonly column: number;
  /** Where it ends, counted alike; of an object or a list, its opening bracket is meant. */
  readonly endLine?: number;
  /** The first column after it. */
  readonly endColumn?: number;
  /** The JSON Pointer of what stands there. */
  readonly pointer?: string;
}

/** A finding in a source file, the settings, a flag or a variable. No secret's value is ever in it. */
export interface Issue extends Place {
  /** With an error nothing is started. */
  readonly severity: "error" | "warning";
  /** In kebab-case, the same for every finding of a kind. */
  readonly code: string;
  /** What is wrong, on what. */
  readonly message: string;
  /** What to write instead. */
  readonly hint?: string;
}

/** What a finding says, without its place. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Makes an issue that keeps the configuration from being used. */
export function errorAt(place: Place, finding: Finding): Issue {
  return issueAt(place, "error", finding);
}

/** Makes an issue that is only told. */
export function warningAt(place: Place, finding: Finding): Issue {
  return issueAt(place, "warning", finding);
}

/** Whether an issue keeps what it is about from being used. */
export function isError({ severity }: Issue): boolean {
  return severity === "error";
}

/** The issue as one line: `file:line:column: error: message. hint`. */
export function formatIssue(issue: Issue): string {
  const { severity, message, hint } = issue;
  return `${formatPlace(issue)}: ${severity}: ${message}${hint === undefined ? "" : `. ${hint}`}`;
}

/** The place as `file:line:column`, or the flag, variable or option itself. */
export function formatPlace({ file, line, column }: Place): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

/**
 * A key or name as it may stand in a message: quoted, without control characters. A long one is not cut, because
 * half a secret would not be recognised as one any more.
 */
export function quote(text: string): string {
  return text.length > LONGEST_QUOTE ? `"…" (${text.length} characters)` : JSON.stringify(text);
}

function issueAt(place: Place, severity: Issue["severity"], finding: Finding): Issue {
  const { code, message, hint } = finding;
  return { severity, code, message, ...(hint === undefined ? {} : { hint }), ...place };
}
