// The only door through which the source sees its neighbours: their types, no code.

export type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
export type { AsanaClock } from "../asana/asana-clock.ts";
export type { FetchResult } from "../asana/client.ts";
export type { AsanaFailure, AsanaFailureKind } from "../asana/errors.ts";
export type {
  Checkpoint,
  Counts,
  Cursor,
  DeadLetter,
  Frontier,
  Slice,
  SourceCheckpoint,
  Span,
  StreamCheckpoint,
} from "../checkpoint/store.ts";
export type { StartAt } from "../config/start-at.ts";
export type { AsanaEvent } from "../event/asana-event.ts";
export type { Delivery } from "../otlp/deliver.ts";
export type { Refusal, Trial } from "../otlp/trial.ts";
export type { RedactedEvent } from "../record/redact-event.ts";
export type { AuditRecord } from "../record/to-record.ts";
