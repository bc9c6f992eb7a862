import type { CheckpointStore, StoredCheckpoint } from "../checkpoint/store.ts";
import { toCheckpointStatus } from "../collector/status.ts";
import type { Redactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import type { Checkpoint } from "../generated/status.ts";
import { ReceiverError } from "../lib/errors.ts";
import { hasDatabase } from "../storage/state-file.ts";
import type { ApiClient } from "./api-client.ts";
import { findSource } from "./find-source.ts";
import { OTHER_FOLDER, readState, type StateFlags, withStorage } from "./kept-state.ts";

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

/**
 * Reads the checkpoints from the storage or, while a receiver holds its lock, from that receiver's status.
 *
 * @throws StorageError when the storage cannot be read, ReceiverError when it is in use and its user does not answer
 */
export async function readCheckpoints(
  settings: Settings,
  redact: Redactor,
  flags: StateFlags,
): Promise<ReadCheckpoints> {
  if (!hasDatabase(settings.storage)) return { checkpoints: [], toldBy: undefined };
  const { value, toldBy } = await readState<readonly KeptCheckpoint[]>(settings, redact, flags, {
    fromStorage: (storage) => storage.checkpoints.list().map(toKept),
    fromReceiver: askFor,
  });
  return { checkpoints: value, toldBy };
}

/**
 * Lets `work` use the checkpoints, and holds their lock no longer than that.
 *
 * @throws StorageError when the storage cannot be used, ReceiverError when there is none: none is made
 */
export function withCheckpoints<T>(settings: Settings, work: (store: CheckpointStore) => T): T {
  if (!hasDatabase(settings.storage)) {
    throw new ReceiverError(noCheckpoints(`in ${settings.storage}`), { hint: OTHER_FOLDER });
  }
  return withStorage(settings, ({ checkpoints }) => work(checkpoints));
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

async function askFor(client: ApiClient): Promise<readonly KeptCheckpoint[]> {
  const { sources } = await client.readStatus();
  return sources.flatMap(({ id, name, checkpoint }) =>
    checkpoint === undefined ? [] : [{ id, name, checkpoint }],
  );
}
