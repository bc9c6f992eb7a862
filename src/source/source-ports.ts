import type { LogRecord } from "@opentelemetry/api-logs";
import type { Clock } from "../lib/clock.ts";
import type {
  AsanaClock,
  AsanaEvent,
  AuditRecord,
  Cursor,
  Delivery,
  FetchResult,
  ReadableLogRecord,
  RedactedEvent,
  SourceCheckpoint,
  StreamCheckpoint,
  Trial,
} from "./ports.ts";
import type { Slot } from "./slots.ts";
import type { SourceChange } from "./source-change.ts";

/** Which page is asked for. */
export interface Position extends Cursor {
  /** Events per page. */
  readonly limit: number;
  /** Only events before this instant, in milliseconds since the epoch. */
  readonly endAt: number | undefined;
  /** What is read of the past gives way to what is read of the present, which is the default. */
  readonly priority?: "live" | "backfill";
}

/** Everything one stream needs of the world, bound to its workspace, token and endpoint. */
export interface StreamPorts {
  fetchPage(position: Position, signal: AbortSignal): Promise<FetchResult>;
  /** Whether an event is to be passed on; without it, every one is. */
  readonly passes?: ((event: AsanaEvent) => boolean) | undefined;
  /** Takes out of an event what nobody may see, before anything is made of it; without it, there is nothing. */
  readonly redact?: ((event: AsanaEvent) => RedactedEvent) | undefined;
  toRecord(event: AsanaEvent, observedAt: number): AuditRecord;
  /** Gives the records the source's resource; every record comes out. */
  toReadable(records: readonly LogRecord[]): readonly ReadableLogRecord[];
  /**
   * Sends what of a page has no outcome yet. `trial`: what earlier attempts have shown of it; undefined at the first one. An
   * aborted `signal` ends no request, but what is tried beside the first one.
   */
  deliver(
    records: readonly ReadableLogRecord[],
    trial: Trial | undefined,
    signal: AbortSignal,
  ): Promise<Delivery>;
  readonly checkpoint: StreamCheckpoint;
  readonly clock: Clock;
  readonly asanaClock: AsanaClock;
  /** When the newest event of the present was created; undefined: none is known. Only slices ask. */
  readonly presentEventAt?: (() => number | undefined) | undefined;
  observe(change: SourceChange): void;
}

/** Everything one source needs of the world. */
export interface SourcePorts extends StreamPorts {
  readonly checkpoint: SourceCheckpoint;
  /** Waits until one more page of the past may be in memory; undefined: `signal` aborted first. */
  takeSlot(signal: AbortSignal): Promise<Slot | undefined>;
  /** In [0, 1). */
  random(): number;
}
