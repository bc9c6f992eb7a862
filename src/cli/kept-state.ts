import { openStorage, type Storage } from "../collector/storage.ts";
import type { Redactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import { messageOf, ReceiverError, StorageError } from "../lib/errors.ts";
import { isLockRefused } from "../storage/locks.ts";
import { hasDatabase } from "../storage/state-file.ts";
import type { ApiClient } from "./api-client.ts";
import { type ApiFlags, connectTo } from "./api-connection.ts";

/** The options of commands that look at what is kept, as they were typed. */
export interface StateFlags extends ApiFlags {
  readonly storage?: string;
}

/** What was read, and the receiver that told it where one is running. */
export interface KeptState<T> {
  readonly value: T;
  readonly toldBy: string | undefined;
}

/** The two ways to the same facts. */
export interface StateReaders<T> {
  readonly fromStorage: (storage: Storage) => T;
  readonly fromReceiver: (client: ApiClient) => Promise<T>;
}

/** What to do when nothing is there. */
export const OTHER_FOLDER = "Name the folder with --storage, or the settings that name it with --settings.";

/**
 * What to say of a folder in which nothing was ever kept: its name may be mistyped; undefined of all others.
 *
 * @throws StorageError when it cannot be looked into
 */
export function whyNothingKept(folder: string): string | undefined {
  return hasDatabase(folder) ? undefined : `nothing was ever kept in ${folder}. ${OTHER_FOLDER}`;
}

/**
 * Reads from the storage or, while a receiver holds its lock, asks that receiver.
 *
 * @throws StorageError when the storage cannot be read, ReceiverError when it is in use and its user does not answer
 */
export async function readState<T>(
  settings: Settings,
  redact: Redactor,
  { url }: StateFlags,
  { fromStorage, fromReceiver }: StateReaders<T>,
): Promise<KeptState<T>> {
  try {
    return { value: withStorage(settings, fromStorage), toldBy: undefined };
  } catch (error) {
    if (!isLocked(error)) throw error;
  }
  const client = connectTo(settings, redact, url);
  try {
    return { value: await fromReceiver(client), toldBy: client.url };
  } catch (error) {
    if (!(error instanceof ReceiverError)) throw error;
    const hint = error.hint ?? "Stop the receiver first.";
    throw new ReceiverError(`${settings.storage} is in use, and ${messageOf(error)}`, { hint });
  }
}

/**
 * Lets `work` use what is kept, and holds its lock no longer than that.
 *
 * @throws StorageError when the storage cannot be used
 */
export function withStorage<T>({ storage: folder, checkpoints }: Settings, work: (storage: Storage) => T): T {
  const storage = openStorage(folder, checkpoints);
  try {
    return work(storage);
  } finally {
    storage.close();
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof StorageError && isLockRefused(error.cause);
}
