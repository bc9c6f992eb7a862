import type { StartAt } from "./ports.ts";
import type { BackfillOptions } from "./slices.ts";
import type { StreamPositionOptions } from "./stream-position.ts";
import type { SweepOptions } from "./sweep.ts";

/** What decides where a follower begins. */
export interface FollowerOptions extends StreamPositionOptions {
  /** What the stored offset must be valid for (see `fingerprintOf`). */
  readonly fingerprint: string;
  readonly startAt: StartAt;
  /** Undefined: events that Asana inserts behind the offset are not looked for. */
  readonly sweep: SweepOptions | undefined;
  /** How the past is read beside it, by others; without it, the past is a part of the stream. */
  readonly backfill?: BackfillOptions | undefined;
}
