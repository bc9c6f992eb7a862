import { statSync } from "node:fs";
import { join } from "node:path";
import type { CheckpointStore, StoredCheckpoint } from "../checkpoint/store.ts";
import { toCheckpointStatus } from "../collector/status.ts";
import { openStorage } from "../collector/storage.ts";
import type { Redactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import type { Checkpoint } from "../generated/status.ts";
import { messageOf, ReceiverError, StorageError } from "../lib/errors.ts";
import { DATABASE_FILE } from "../storage/database.ts";
import type { ApiClient } from "./api-client.ts";
import { type ApiFlags, connectTo } from "./api-connection.ts";
import { findSource } from "./find-source.ts";

/** The options that all checkpoint commands share, as they were typed. */
export interface CheckpointFlags extends ApiFlags {
  readonly storage?: string;
}

/** A checkpoint, whose it is and, where it was read from the storage itself, what it is valid for. */
export interface KeptCheckpoint {
  readonly id: number;
  readonly name: string;
  readonly checkpoint: Checkpoint;
  readonly fingerprint?: string;
}

/** The checkpoints, and the receiver that told them where one is running. */
export interface ReadCheckpoints {
  readonly checkpoints: readonly KeptCheckpoint[];
  readonly toldBy: string | undefined;
}

const OTHER_FOLDER = "Name the folder with --storage, or the settings that name it with --settings.";

/** SQLite's result codes SQLITE_BUSY and SQLITE_LOCKED; the bits above these tell more. */
const LOCKED_CODES = new Set([5, 6]);
const PRIMARY_CODE = 0xff;

/**
 * Reads the checkpoints from the storage or, while a receiver holds its lock, from that receiver's status.
 *
 * @throws StorageError when the storage cannot be read, ReceiverError when it is in use and its user does not answer
 */
export async function readCheckpoints(
  settings: Settings,
  redact: Redactor,
  { url }: CheckpointFlags,
): Promise<ReadCheckpoints> {
  const { storage } = settings;
  if (!isThere(storage)) return { checkpoints: [], toldBy: undefined };
  try {
    return { checkpoints: withCheckpoints(storage, (store) => store.list().map(toKept)), toldBy: undefined };
  } catch (error) {
    if (!isLocked(error)) throw error;
  }
  const client = connectTo(settings, redact, url);
  return { checkpoints: await askFor(client, storage), toldBy: client.url };
}

/**
 * Lets `work` use the checkpoints in `folder`, and holds their lock no longer than that.
 *
 * @throws StorageError when the storage cannot be used, ReceiverError when there is none: none is made
 */
export function withCheckpoints<T>(folder: string, work: (store: CheckpointStore) => T): T {
  if (!isThere(folder)) throw new ReceiverError(noCheckpoints(`in ${folder}`), { hint: OTHER_FOLDER });
  const storage = openStorage(folder);
  try {
    return work(storage.checkpoints);
  } finally {
    storage.close();
  }
}

/** What to say where there are none; `place` is such as "in FOLDER". */
export function noCheckpoints(place: string): string {
  return `there are no checkpoints ${place}`;
}

/**
 * Finds the one checkpoint that is meant.
 *
 * @param wanted the source's name, or its id
 * @param place where they were found, such as "in FOLDER"
 * @throws ReceiverError when there is none, or several and no workspace to choose by
 */
export function chooseCheckpoint<Kept extends KeptCheckpoint>(
  all: readonly Kept[],
  wanted: string,
  workspace: string | undefined,
  place: string,
): Kept {
  if (all.length === 0) throw new ReceiverError(noCheckpoints(place), { hint: OTHER_FOLDER });
  const known = findSource(all, wanted, `with a checkpoint ${place}`);
  const [first, ...more] = known.filter(
    ({ checkpoint }) => checkpoint.workspaceID === (workspace ?? checkpoint.workspaceID),
  );
  if (first !== undefined && more.length === 0) return first;
  const workspaces = known.map(({ checkpoint }) => checkpoint.workspaceID).join(", ");
  const what = first === undefined ? `none for the workspace ${workspace}` : "one for each of its workspaces";
  throw new ReceiverError(`of the checkpoints of ${wanted} there is ${what}`, {
    hint: `Choose with --workspace one of ${workspaces}.`,
  });
}

/** A stored checkpoint as it is shown. */
export function toKept({
  sourceId,
  name,
  workspaceID,
  fingerprint,
  ...checkpoint
}: StoredCheckpoint): Required<KeptCheckpoint> {
  return {
    id: sourceId,
    name,
    checkpoint: toCheckpointStatus(workspaceID, { fingerprint, ...checkpoint }),
    fingerprint,
  };
}

/** A folder that may not be looked into is not an empty one. */
function isThere(folder: string): boolean {
  try {
    return statSync(join(folder, DATABASE_FILE), { throwIfNoEntry: false }) !== undefined;
  } catch (cause) {
    const hint = "Run this as the user that the receiver runs as.";
    throw new StorageError(`cannot look into ${folder}`, { cause, hint });
  }
}

function isLocked(error: unknown): boolean {
  if (!(error instanceof StorageError) || !(error.cause instanceof Error)) return false;
  const { cause } = error;
  return (
    "errcode" in cause && typeof cause.errcode === "number" && LOCKED_CODES.has(cause.errcode & PRIMARY_CODE)
  );
}

async function askFor(client: ApiClient, folder: string): Promise<readonly KeptCheckpoint[]> {
  try {
    const { sources } = await client.readStatus();
    return sources.flatMap(({ id, name, checkpoint }) =>
      checkpoint === undefined ? [] : [{ id, name, checkpoint }],
    );
  } catch (error) {
    if (!(error instanceof ReceiverError)) throw error;
    const hint = error.hint ?? "Stop the receiver first.";
    throw new ReceiverError(`${folder} is in use, and ${messageOf(error)}`, { hint });
  }
}
