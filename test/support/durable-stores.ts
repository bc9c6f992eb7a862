import { onTestFinished } from "vitest";
import { createCheckpointStore } from "../../src/checkpoint/checkpoint-store.ts";
import { createDeadLetterStore } from "../../src/checkpoint/dead-letter-store.ts";
import type { CheckpointLimits } from "../../src/checkpoint/store.ts";
import { createSourceRegistry } from "../../src/collector/source-registry.ts";
import { type Database, openDatabase } from "../../src/storage/database.ts";
import { type CheckpointStores, createMemoryCheckpoints } from "./memory-checkpoints.ts";
import { tempFolder } from "./temp-folder.ts";

/** Stores that a crash leaves as they are. */
export interface DurableStores {
  open(limits: CheckpointLimits): CheckpointStores;
  /** The process that had opened them is gone. */
  close(): void;
}

/** The reference. The source 1 is called Acme. */
export function inMemory(): DurableStores {
  let stores: CheckpointStores | undefined;
  return {
    open(limits) {
      stores ??= createMemoryCheckpoints(limits, (sourceId) => (sourceId === 1 ? "Acme" : undefined));
      return stores;
    },
    close: () => undefined,
  };
}

/** The database, which every process opens anew. */
export function inSqlite(): DurableStores {
  const folder = tempFolder();
  let database: Database | undefined;
  const close = (): void => {
    database?.close();
    database = undefined;
  };
  onTestFinished(close);
  return {
    open(limits) {
      database = openDatabase(folder, { setsAside: false });
      createSourceRegistry(database).identify(["Acme"]);
      return {
        checkpoints: createCheckpointStore(database, limits),
        deadLetters: createDeadLetterStore(database),
      };
    },
    close,
  };
}
