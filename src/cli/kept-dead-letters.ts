import type { StoredDeadLetter } from "../checkpoint/dead-letter-store.ts";
import type { Redactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import { ReceiverError } from "../lib/errors.ts";
import type { ApiDeadLetter } from "./api-client.ts";
import { hasState, readState, type StateFlags } from "./kept-state.ts";

/**
 * Reads the dead letters from the storage or, while a receiver holds its lock, from that receiver.
 *
 * @throws StorageError when the storage cannot be read, ReceiverError when it is in use and its user does not answer
 */
export async function readDeadLetters(
  settings: Settings,
  redact: Redactor,
  flags: StateFlags,
): Promise<readonly ApiDeadLetter[]> {
  if (!hasState(settings.storage)) return [];
  const { value } = await readState<readonly ApiDeadLetter[]>(settings, redact, flags, {
    fromStorage: ({ deadLetters }) => deadLetters.list().map(toApi),
    fromReceiver: (client) => client.readDeadLetters(),
  });
  return value;
}

/** Takes dead letters out, where they are kept. */
export async function removeDeadLetters(
  letters: readonly ApiDeadLetter[],
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
export function findDeadLetter(letters: readonly ApiDeadLetter[], wanted: string): ApiDeadLetter {
  const letter = letters.find(({ id }) => String(id) === wanted) ?? letters.find(({ gid }) => gid === wanted);
  if (letter !== undefined) return letter;
  throw new ReceiverError(`there is no dead letter ${wanted}`, { hint: "See deadletter list." });
}

function toApi(letter: StoredDeadLetter): ApiDeadLetter {
  const { id, sourceId, sourceName, workspaceID, gid, reason, at, event } = letter;
  return {
    id,
    source: { id: sourceId, name: sourceName },
    workspaceID,
    ...(gid === undefined ? {} : { gid }),
    reason,
    at: new Date(at).toISOString(),
    event,
  };
}
