import type { StoredDeadLetter } from "../checkpoint/dead-letter-store.ts";

/** A dead letter as it is shown. */
export interface DeadLetterView {
  readonly id: number;
  readonly source: { readonly id: number; readonly name: string };
  readonly workspaceID: string;
  readonly gid?: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly at: string;
  /** As Asana wrote it. */
  readonly event: string;
}

/** Shows a dead letter. */
export function toDeadLetterView(letter: StoredDeadLetter): DeadLetterView {
  const { id, sourceId, sourceName, workspaceID, gid, reason, at, event } = letter;
  return {
    id,
    source: { id: sourceId, name: sourceName },
    workspaceID,
    ...(gid === undefined ? {} : { gid }),
    reason,
    at: new Date(at).toISOString(),
    event,
  };
}
