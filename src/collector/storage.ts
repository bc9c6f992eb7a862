import { createCheckpointStore } from "../checkpoint/checkpoint-store.ts";
import type { CheckpointStore } from "../checkpoint/store.ts";
import { createIncidentStore, type IncidentStore } from "../health/incident-store.ts";
import { openDatabase } from "../storage/database.ts";
import { createSourceRegistry, type SourceRegistry } from "./source-registry.ts";

/** All that a receiver keeps between two runs. */
export interface Storage {
  readonly checkpoints: CheckpointStore;
  readonly incidents: IncidentStore;
  readonly registry: SourceRegistry;
  close(): void;
}

/**
 * Opens what is kept in `folder`, for this process alone.
 *
 * @throws StorageError when the folder or its database cannot be used
 */
export function openStorage(folder: string): Storage {
  const database = openDatabase(folder);
  return {
    checkpoints: createCheckpointStore(database),
    incidents: createIncidentStore(database),
    registry: createSourceRegistry(database),
    close: () => database.close(),
  };
}
