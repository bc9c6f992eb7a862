import { createRedactor } from "../config/secret.ts";
import { UsageError } from "../lib/errors.ts";
import { LARGEST_FILE_BYTES } from "../lib/outside-files.ts";
import { formatGithub } from "../validate/format-github.ts";
import { formatJson } from "../validate/format-json.ts";
import { formatPretty } from "../validate/format-pretty.ts";
import { formatSarif } from "../validate/format-sarif.ts";
import { type Findings, validateFiles } from "../validate/validate-files.ts";
import { createOutput } from "./output.ts";

/** The options of `validate` as they were typed. */
export interface ValidateFlags {
  readonly format: keyof typeof FORMATS;
  readonly maxWarnings?: string;
}

const FORMATS = {
  pretty: formatPretty,
  json: formatJson,
  github: formatGithub,
  sarif: (findings: Findings) => formatSarif(findings, process.cwd()),
} as const;

/** With one of these, what the command line names could not be looked at. */
const USAGE_CODES = new Set(["no-such-file", "not-a-file", "unreadable-file", "late-file", "large-file"]);

/**
 * `otel-asana-receiver validate`: says what is wrong with files. Returns the exit code: 0 valid, 1 invalid or more
 * warnings than allowed, 2 a path that cannot be read.
 *
 * @throws UsageError when `--max-warnings` is no number
 */
export async function validate(paths: readonly string[], flags: ValidateFlags): Promise<number> {
  const maxWarnings = readMaxWarnings(flags.maxWarnings);
  const findings = await validateFiles(paths, readStdin);
  const text = FORMATS[flags.format](findings);
  if (text !== "") createOutput(createRedactor([])).out(text);
  return exitCodeOf(findings, maxWarnings);
}

function readMaxWarnings(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError("--max-warnings must be a whole number", { hint: "Write --max-warnings 0." });
}

/** Reads no more than what is too large already, and waits as long as somebody types. */
async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > LARGEST_FILE_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function exitCodeOf({ issues }: Findings, maxWarnings: number): number {
  if (issues.some(({ code }) => USAGE_CODES.has(code))) return 2;
  const warnings = issues.filter(({ severity }) => severity === "warning").length;
  return warnings < issues.length || warnings > maxWarnings ? 1 : 0;
}
