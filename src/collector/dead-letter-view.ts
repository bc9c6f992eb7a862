import type { StoredDeadLetter } from "../checkpoint/dead-letter-store.ts";

/** A dead letter as it is shown. */
export interface DeadLetterView {
  readonly id: number;
  /** As it is called now; empty when its name was given to another one. */
  readonly source: { readonly id: number; readonly name: string };
  /** As its source was called when it was refused. */
  readonly sourceName: string;
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
  const { id, sourceId, currentName, sourceName, workspaceID, gid, reason, at, event } = letter;
  return {
    id,
    source: { id: sourceId, name: currentName },
    sourceName,
    workspaceID,
    ...(gid === undefined ? {} : { gid }),
    reason,
    at: new Date(at).toISOString(),
    event,
  };
}
