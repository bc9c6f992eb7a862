import { createCheckpointStore } from "../checkpoint/checkpoint-store.ts";
import { createDeadLetterStore, type DeadLetterStore } from "../checkpoint/dead-letter-store.ts";
import type { CheckpointLimits, CheckpointStore } from "../checkpoint/store.ts";
import { createIncidentStore, type IncidentStore } from "../health/incident-store.ts";
import { openDatabase } from "../storage/database.ts";
import type { ExposedFile } from "../storage/state-file.ts";
import { createSourceRegistry, type SourceRegistry } from "./source-registry.ts";

/** All that a receiver keeps between two runs. */
export interface Storage {
  readonly checkpoints: CheckpointStore;
  readonly deadLetters: DeadLetterStore;
  readonly incidents: IncidentStore;
  readonly registry: SourceRegistry;
  /** The damaged file whose checkpoints are missing now. */
  readonly setAside: string | undefined;
  /** The file of all this, where others than its owner may use it. */
  readonly exposed: ExposedFile | undefined;
  close(): void;
}

/**
 * Opens what is kept in `folder`, for this process alone.
 *
 * @param setsAside whether a damaged database is moved away and a new one begun
 * @throws StorageError when the folder or its database cannot be used
 */
export function openStorage(
  folder: string,
  limits: CheckpointLimits,
  { setsAside = false }: { readonly setsAside?: boolean } = {},
): Storage {
  const database = openDatabase(folder, { setsAside });
  return {
    checkpoints: createCheckpointStore(database, limits),
    deadLetters: createDeadLetterStore(database),
    incidents: createIncidentStore(database),
    registry: createSourceRegistry(database),
    setAside: database.setAside,
    exposed: database.exposed,
    close: () => database.close(),
  };
}
