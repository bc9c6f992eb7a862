import { fstatSync, fsyncSync } from "node:fs";
import type { DeadLetterView } from "../collector/dead-letter-view.ts";
import { ReceiverError } from "../lib/errors.ts";
import { loadSettingsOnly } from "./configuration.ts";
import { readDeadLetters, removeDeadLetters } from "./kept-dead-letters.ts";
import type { StateFlags } from "./kept-state.ts";
import { createOutput } from "./output.ts";
import { hasNoReader, written } from "./printed.ts";

/**
 * `otel-asana-receiver deadletter export`: prints the events as Asana wrote them, a line each. With `remove` they are
 * taken out once all of them are written and, where standard output is a file, on its disk. Returns the exit code.
 *
 * @throws ReceiverError when the dead letters cannot be had, or not be written
 */
export async function deadLetterExport({
  remove,
  ...flags
}: StateFlags & { readonly remove: boolean }): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const letters = await readDeadLetters(settings, redact, flags);
  try {
    await writeEvents(letters);
  } catch (cause) {
    if (!remove && hasNoReader(cause)) return 0;
    throw new ReceiverError("the events cannot be written to standard output", {
      cause,
      hint: `The dead letters are all kept. ${hasNoReader(cause) ? "Let the reader read to the end" : "Write to a place with room for them"}, and export them again.`,
    });
  }
  if (remove) await removeDeadLetters(letters, settings, redact, flags);
  createOutput(redact).err(`${letters.length} events${remove ? ", taken out" : ""}`);
  return 0;
}

/** Not through an output: these are somebody's records, and not a character of them may change. */
async function writeEvents(letters: readonly DeadLetterView[]): Promise<void> {
  const { stdout } = process;
  for (const { event } of letters) await written(stdout, `${event.replaceAll(/[\r\n]+\s*/g, " ")}\n`);
  if (fstatSync(stdout.fd).isFile()) fsyncSync(stdout.fd);
}
