import type { Cursor, PageCommit, StreamCheckpoint } from "../../src/checkpoint/store.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { Crash } from "./endpoint-model.ts";

/** What happens to one commit. */
export type CommitFault = "fail" | "crashBefore" | "crashAfter";

/** What goes wrong with a store, from now on. */
export interface StoreFaults {
  readonly commits: CommitFault[];
  /** So many of the other calls fail. */
  others: number;
}

/** Who hears what has become durable. */
export interface StoreObserver {
  onBegin(cursor: Cursor): void;
  onCommit(page: PageCommit): void;
}

/** A checkpoint whose store fails as `faults` says. */
export function createFailingCheckpoint(
  inner: StreamCheckpoint,
  faults: StoreFaults,
  observer: StoreObserver,
): StreamCheckpoint {
  const guard = <T>(work: () => T): T => {
    if (faults.others === 0) return work();
    faults.others -= 1;
    throw new StorageError("cannot read a checkpoint: disk I/O error");
  };
  return {
    load: () => guard(() => inner.load()),
    replayGids: () => guard(() => inner.replayGids()),
    begin: (fingerprint, cursor, at, slices) =>
      guard(() => {
        inner.begin(fingerprint, cursor, at, slices);
        observer.onBegin(cursor);
      }),
    commit(page) {
      const fault = faults.commits.shift();
      if (fault === "fail") throw new StorageError("cannot write a checkpoint: disk full");
      if (fault === "crashBefore") throw new Crash();
      const knownSince = inner.commit(page);
      observer.onCommit(page);
      if (fault === "crashAfter") throw new Crash();
      return knownSince;
    },
  };
}
