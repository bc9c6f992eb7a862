import { loadSettingsOnly } from "./configuration.ts";
import { readDeadLetters, removeDeadLetters } from "./kept-dead-letters.ts";
import type { StateFlags } from "./kept-state.ts";
import { createOutput } from "./output.ts";
import { printed } from "./printed.ts";

/**
 * `otel-asana-receiver deadletter export`: prints the events as Asana wrote them, a line each. With `remove` they are
 * taken out once they are printed. Returns the exit code.
 *
 * @throws ReceiverError when the dead letters cannot be had
 */
export async function deadLetterExport({
  remove,
  ...flags
}: StateFlags & { readonly remove: boolean }): Promise<number> {
  const { settings, redact } = await loadSettingsOnly(flags);
  const letters = await readDeadLetters(settings, redact, flags);
  // Not through an output: these are somebody's records, and not a character of them may change.
  for (const { event } of letters) process.stdout.write(`${event.replaceAll(/[\r\n]+\s*/g, " ")}\n`);
  await printed(process.stdout);
  if (remove) await removeDeadLetters(letters, settings, redact, flags);
  createOutput(redact).err(`${letters.length} events${remove ? ", taken out" : ""}`);
  return 0;
}
