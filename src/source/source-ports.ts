import type { LogRecord } from "@opentelemetry/api-logs";
import type { Clock } from "../lib/clock.ts";
import type {
  AsanaEvent,
  AuditRecord,
  Cursor,
  Delivery,
  FetchResult,
  ReadableLogRecord,
  SourceCheckpoint,
} from "./ports.ts";
import type { SourceChange } from "./source-change.ts";

/** Everything one source needs of the world, bound to its workspace, token and endpoint. */
export interface SourcePorts {
  fetchPage(cursor: Cursor, signal: AbortSignal): Promise<FetchResult>;
  toRecord(event: AsanaEvent, observedAt: number): AuditRecord;
  /** Gives the records the source's resource; every record comes out. */
  toReadable(records: readonly LogRecord[]): readonly ReadableLogRecord[];
  deliver(records: readonly ReadableLogRecord[]): Promise<Delivery>;
  readonly checkpoint: SourceCheckpoint;
  readonly clock: Clock;
  /** In [0, 1). */
  random(): number;
  observe(change: SourceChange): void;
}
