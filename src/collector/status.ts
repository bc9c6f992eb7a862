import type { SourceStatus } from "../source/source.ts";

/** Everything a person or a program can see of the receiver: one snapshot, read in one place. */
export interface Status {
  readonly version: string;
  /** When the collector was made. Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Where records go, without anything secret. */
  readonly endpoint: string;
  readonly sources: readonly SourceStatus[];
}
