import type { LaneEnd } from "./lane.ts";
import type { Progress } from "./ledger.ts";
import type { Slice } from "./ports.ts";
import type { SliceFollower } from "./slice-follower.ts";
import type { ReadSlice } from "./slices.ts";

/** Follows a slice to an end, or until it is interrupted (undefined). */
type FollowSlice = (
  slice: Slice,
  follower: SliceFollower,
  onRest: () => void,
) => Promise<LaneEnd | undefined>;

/** The slices of a source's past: a stream each, as many at once as there are slots; the oldest first, which is deleted first. */
export class Backfill {
  readonly #createFollower: (slice: Slice) => SliceFollower;
  readonly #streams: number;
  /** Of those that were begun in this process; what a restart interrupts goes on where it is. */
  readonly #followers = new Map<number, SliceFollower>();
  /** Of those that were read to their end in this process. */
  readonly #over = new Map<number, Progress>();

  /** @param streams so many at the most; what was begun is read to its end also when the setting is 0 by now */
  constructor(createFollower: (slice: Slice) => SliceFollower, streams: number) {
    this.#createFollower = createFollower;
    this.#streams = Math.max(1, streams);
  }

  /** Of each slice that was begun in this process. */
  get progress(): readonly Progress[] {
    return [...this.#over.values(), ...[...this.#followers.values()].map(({ progress }) => progress)];
  }

  /** What has become of slices that were read from the store. */
  update(stored: readonly Slice[]): readonly ReadSlice[] {
    return stored.map((slice) => {
      const { progress, isAtEnd = false } = this.#followers.get(slice.id) ?? {};
      const isOver = slice.isOver || this.#over.has(slice.id);
      return { ...slice, isOver, isAtEnd, newestEventAt: progress?.newestEventAt ?? slice.newestEventAt };
    });
  }

  /**
   * Reads what is left of these slices, as `update` has them. Returns false when one of them has failed for good. What
   * rests after a failure makes room for another one, and goes on beside it: for the youngest, since what keeps the oldest
   * from being read may be its age.
   *
   * @param follow follows one to its end, and says when it rests; undefined: it was interrupted
   */
  async run(slices: readonly Slice[], follow: FollowSlice): Promise<boolean> {
    const waiting = slices.filter(({ isOver }) => !isOver);
    const ends: (LaneEnd | undefined)[] = [];
    const readOn = async (afterRest: boolean): Promise<void> => {
      const slice = afterRest ? waiting.pop() : waiting.shift();
      if (slice === undefined || ends.includes(undefined)) return;
      const rests = Promise.withResolvers<boolean>();
      const read = this.#read(slice, follow, () => rests.resolve(true)).then((end) => {
        ends.push(end);
        return false;
      });
      const hasRested = await Promise.race([read, rests.promise]);
      await Promise.all([read, readOn(hasRested)]);
    };
    const streams = Math.min(this.#streams, waiting.length);
    await Promise.all(Array.from({ length: streams }, () => readOn(false)));
    return !ends.includes("failed");
  }

  async #read(slice: Slice, follow: FollowSlice, onRest: () => void): Promise<LaneEnd | undefined> {
    const follower = this.#followers.get(slice.id) ?? this.#createFollower(slice);
    this.#followers.set(slice.id, follower);
    const end = await follow(slice, follower, onRest);
    follower.pause();
    if (end === "over") {
      this.#over.set(slice.id, follower.progress);
      this.#followers.delete(slice.id);
    }
    return end;
  }

  /** Gives all slots back; call it when nothing of this will run any more. */
  end(): void {
    for (const follower of this.#followers.values()) follower.end();
  }
}
