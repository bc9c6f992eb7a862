import type { Counts } from "../lib/counts.ts";

export type { Counts } from "../lib/counts.ts";

/** Which source a checkpoint belongs to. */
export interface SourceKey {
  /** The source's identity, which outlives its name. */
  readonly sourceId: number;
  readonly workspaceID: string;
}

/** What a source's configuration says of its records' origin; a dead letter keeps it as it was. */
export interface Origin {
  readonly name: string;
  readonly category?: string | undefined;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where reading goes on. */
export interface Cursor {
  /** With how many events a page the offset was asked for: it is valid for no other number. Without one: unknown. */
  readonly limit?: number | undefined;
  /** The stream's `start_at`, in milliseconds since the epoch; undefined: from the oldest event. */
  readonly startAt: number | undefined;
  /** Asana's opaque position inside that stream; undefined: at its beginning. */
  readonly offset: string | undefined;
}

/**
 * How far a stream was read. Instants are milliseconds since the epoch.
 *
 * The invariant: every event of the stream that was created before `readTo`, and that Asana showed when its page was
 * read, has its outcome. So reading by time may begin at `readTo` or earlier, and never later. Unlike the newest event of
 * a source, which a status shows, it begins again with each stream.
 */
export interface Frontier {
  /** Undefined: nothing was read. */
  readonly readTo: number | undefined;
  /** What the stream delivered is recognised when it was created at this instant or later. Undefined: all of it. */
  readonly knownSince: number | undefined;
}

/** The durable state of one source. Instants are milliseconds since the epoch. */
export interface Checkpoint {
  /** What the offset is valid for (see `fingerprintOf`). */
  readonly fingerprint: string;
  readonly cursor: Cursor;
  readonly frontier: Frontier;
  /** The latest `created_at` that was delivered; only a status shows it. */
  readonly newestEventAt: number | undefined;
  readonly totals: Counts;
  readonly updatedAt: number;
  /** The past that is read beside it, the oldest first; absent when there is none, or all of it was read. */
  readonly slices?: readonly Slice[];
  /** What was before this when the stream began is, or was, read in slices. */
  readonly slicedUntil?: number;
  /** Where the source began to read, slices included; absent: at the oldest event. */
  readonly beganFrom?: number;
  /** Polls that came to the end of the log since it was last looked through for late events. */
  readonly pollsSinceSweep: number;
}

/** Events from an instant on and before another one, in milliseconds since the epoch. */
export interface Span {
  /** Undefined: from the oldest event. */
  readonly startAt: number | undefined;
  readonly endAt: number;
  /** When an event was created that Asana has shown in it; undefined: none is known. */
  readonly shownEventAt?: number | undefined;
}

/** A part of the past that is a stream of its own, and how far it was read. */
export interface Slice extends Span {
  readonly id: number;
  readonly beganAt: number;
  readonly frontier: Frontier;
  readonly newestEventAt: number | undefined;
  /** Whether all of it was read. */
  readonly isOver: boolean;
}

/** One acknowledged page; an empty one moves the cursor, too. */
export interface PageCommit {
  readonly cursor: Cursor;
  readonly newestEventAt: number | undefined;
  /** How far the stream is read with it. */
  readonly readTo: number | undefined;
  /** The gids of the page, kept as long as a replay could meet them. */
  readonly gids: readonly string[];
  /** The newest time in the page, until which its gids are kept; undefined where no event has a readable time. */
  readonly gidsAt: number | undefined;
  readonly counts: Counts;
  /** What is kept because the endpoint does not take it. */
  readonly deadLetters: readonly DeadLetter[];
  /** Of a slice: whether nothing of it is left to read. */
  readonly isOver?: boolean;
  /** Of a source's own stream; absent: as before. */
  readonly pollsSinceSweep?: number | undefined;
  /** The present. */
  readonly at: number;
}

/** An event that the endpoint refuses by itself, although it takes others. */
export interface DeadLetter {
  readonly gid: string | undefined;
  /** As Asana wrote it, but for what was redacted. */
  readonly event: string;
  /** The endpoint's refusal. */
  readonly reason: string;
}

/** The checkpoint of one stream. Every method throws StorageError when the store fails. */
export interface StreamCheckpoint {
  load(): Checkpoint | undefined;
  /**
   * Begins a stream at `cursor`, with the past before it in `slices`, all at once. What is known of an earlier stream's
   * events stays known; its slices are given up.
   */
  begin(fingerprint: string, cursor: Cursor, at: number, slices?: readonly Span[]): void;
  /**
   * Moves the checkpoint past one page, and keeps its dead letters, in one durable transaction.
   *
   * @returns since when the stream's events are known (see `Frontier`)
   * @throws StorageError also when there are as many dead letters as there may be
   */
  commit(page: PageCommit): number | undefined;
  /**
   * The gids delivered since `replayWindowMs` before `readTo`; as long as there are slices, all since the stream
   * began. A slice knows those of the source as well.
   */
  replayGids(): Set<string>;
}

/** The checkpoint of one source: of its stream, which goes on for ever, and of the slices of its past. */
export interface SourceCheckpoint extends StreamCheckpoint {
  /** Begins a stream at `cursor` as if there had been none: what was delivered is forgotten. */
  reset(fingerprint: string, cursor: Cursor, at: number): void;
  /** That of a slice, whose counts are its own. With the last one that is over, all are forgotten; their counts and gids stay the source's. */
  slice(id: number): StreamCheckpoint;
}

/** A checkpoint and whose it is. */
export interface StoredCheckpoint extends Checkpoint, SourceKey {
  /** The source's name. */
  readonly name: string;
}

/** The durable home of all checkpoints. Every method throws StorageError when the store fails. */
export interface CheckpointStore {
  /** `origin` is kept with dead letters; without it, little is known of them once the source is another one. */
  source(key: SourceKey, origin?: Origin): SourceCheckpoint;
  /** All there are, those of sources that are gone among them. */
  list(): readonly StoredCheckpoint[];
  /** Forgets a checkpoint and the gids with it. Returns false when there was none. */
  clear(key: SourceKey): boolean;
}

/** What bounds a store. */
export interface CheckpointLimits {
  /** How long before its stream's `readTo` a gid stays known, in milliseconds. */
  readonly replayWindowMs: number;
  /** Dead letters of all sources together. */
  readonly mostDeadLetters: number;
}
