import type { CheckpointStore } from "../checkpoint/store.ts";
import type { Settings } from "../config/settings.ts";
import type { SourceConfig } from "../config/sources.ts";
import type { Clock } from "../lib/clock.ts";
import type { SourceChange } from "../source/source-change.ts";

/** What a collector is made of. */
export interface CollectorOptions {
  readonly settings: Settings;
  readonly sources: readonly SourceConfig[];
  readonly store: CheckpointStore;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Ends every source at its first empty page. */
  readonly once: boolean;
  readonly observe: (sourceName: string, change: SourceChange) => void;
}
