import { escapeControls } from "../lib/format.ts";

/** Where a command prints: results to `out`, everything else to `err`. Both take whole lines. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
}

/** Prints to the process's own streams, without secrets and without what could command a terminal. */
export function createOutput(redact: (text: string) => string): Output {
  return {
    out: (line) => process.stdout.write(`${escapeControls(redact(line))}\n`),
    err: (line) => process.stderr.write(`${escapeControls(redact(line))}\n`),
  };
}
