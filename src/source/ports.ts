import type { LogRecord } from "@opentelemetry/api-logs";
import type { ReadableLogRecord } from "@opentelemetry/sdk-logs";
import type { FetchResult } from "../asana/client.ts";
import type { AsanaEvent } from "../asana/page.ts";
import type { Counts, Cursor, SourceCheckpoint } from "../checkpoint/store.ts";
import type { Clock } from "../lib/clock.ts";
import type { Delivery } from "../otlp/deliver.ts";
import type { AuditRecord } from "../record/to-record.ts";
import type { Failure } from "./failure.ts";
import type { State } from "./state.ts";

export type { AsanaFailure, AsanaFailureKind } from "../asana/errors.ts";
export type { StartAt } from "../config/settings.ts";
export type { Receipt } from "../otlp/receipt.ts";
export type { AuditRecord, Counts, Cursor, Delivery, FetchResult, ReadableLogRecord };

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

/** What a source tells of itself while it runs. */
export type SourceChange =
  | { readonly kind: "state"; readonly state: State }
  /** Asana accepted the token for the workspace and gave a page. */
  | { readonly kind: "authenticated" }
  /** A page was acknowledged and committed. `records` are those that were sent. */
  | { readonly kind: "page"; readonly records: readonly AuditRecord[]; readonly duplicates: number }
  | { readonly kind: "caughtUp"; readonly nextPollAt: number | undefined }
  | { readonly kind: "warning"; readonly message: string }
  | { readonly kind: "failure"; readonly failure: Failure; readonly retryAt: number | undefined };
