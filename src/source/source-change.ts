import type { Failure } from "./failure.ts";
import type { AuditRecord } from "./ports.ts";
import type { State } from "./state.ts";

/** What a source tells of itself while it runs. */
export type SourceChange =
  | { readonly kind: "state"; readonly state: State }
  /** Asana accepted the token for the workspace and gave a page. */
  | { readonly kind: "authenticated" }
  | ({ readonly kind: "page" } & CommittedPage)
  | { readonly kind: "caughtUp"; readonly nextPollAt: number | undefined }
  | ({ readonly kind: "warning" } & SourceWarning)
  | { readonly kind: "failure"; readonly failure: Failure; readonly retryAt: number | undefined };

/** A page that was acknowledged and committed. */
export interface CommittedPage {
  /** Those that were sent. */
  readonly records: readonly AuditRecord[];
  readonly duplicates: number;
  /** Events that the filters left out here. */
  readonly filtered: number;
  /** How many of the records the endpoint acknowledged. */
  readonly accepted: number;
  /** How old its newest event was then, in milliseconds; undefined when nothing in it was new. */
  readonly lagMs: number | undefined;
}

/** Something that a person should know of, although the source goes on. */
export interface SourceWarning {
  /**
   * `clock`: this machine's clock differs from Asana's, or Asana does not tell the time.
   * `byTime`: the stored offset is of no use any more. `lost`: Asana deleted events before they were read. `times`: those
   * of events are odd. `redaction`: more was redacted than asked for. `rejected`, `remark`, `dead`: what the endpoint said
   * of records.
   */
  readonly about: "clock" | "byTime" | "lost" | "times" | "redaction" | "rejected" | "remark" | "dead";
  readonly message: string;
}
