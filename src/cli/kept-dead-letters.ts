import { type DeadLetterView, toDeadLetterView } from "../collector/dead-letter-view.ts";
import type { Redactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import { ReceiverError } from "../lib/errors.ts";
import { hasDatabase } from "../storage/state-file.ts";
import { readState, type StateFlags } from "./kept-state.ts";

/**
 * Reads the dead letters from the storage or, while a receiver holds its lock, from that receiver.
 *
 * @throws StorageError when the storage cannot be read, ReceiverError when it is in use and its user does not answer
 */
export async function readDeadLetters(
  settings: Settings,
  redact: Redactor,
  flags: StateFlags,
): Promise<readonly DeadLetterView[]> {
  if (!hasDatabase(settings.storage)) return [];
  const { value } = await readState<readonly DeadLetterView[]>(settings, redact, flags, {
    fromStorage: ({ deadLetters }) => deadLetters.list().map(toDeadLetterView),
    fromReceiver: (client) => client.readDeadLetters(),
  });
  return value;
}

/** Takes dead letters out, where they are kept. */
export async function removeDeadLetters(
  letters: readonly DeadLetterView[],
  settings: Settings,
  redact: Redactor,
  flags: StateFlags,
): Promise<void> {
  await readState<unknown>(settings, redact, flags, {
    fromStorage: ({ deadLetters }) => letters.map(({ id }) => deadLetters.remove(id)),
    async fromReceiver(client) {
      for (const { id } of letters) await client.removeDeadLetter(id);
    },
  });
}

/**
 * Finds the dead letter that is meant.
 *
 * @param wanted its number, or the gid of its event
 * @throws ReceiverError when there is none
 */
export function findDeadLetter(letters: readonly DeadLetterView[], wanted: string): DeadLetterView {
  const letter = letters.find(({ id }) => String(id) === wanted) ?? letters.find(({ gid }) => gid === wanted);
  if (letter !== undefined) return letter;
  throw new ReceiverError(`there is no dead letter ${wanted}`, { hint: "See deadletter list." });
}
