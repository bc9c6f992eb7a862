import type { LaneEnd } from "./lane.ts";
import type { Progress } from "./ledger.ts";
import type { Slice } from "./ports.ts";
import type { SliceFollower } from "./slice-follower.ts";

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
  update(stored: readonly Slice[]): readonly Slice[] {
    return stored.map((slice) => {
      const progress = this.#followers.get(slice.id)?.progress;
      const isOver = slice.isOver || this.#over.has(slice.id);
      return { ...slice, isOver, newestEventAt: progress?.newestEventAt ?? slice.newestEventAt };
    });
  }

  /**
   * Reads what is left of these slices, as `update` has them. Returns false when one of them has failed for good.
   *
   * @param follow follows one to its end; undefined: it was interrupted
   */
  async run(
    slices: readonly Slice[],
    follow: (slice: Slice, follower: SliceFollower) => Promise<LaneEnd | undefined>,
  ): Promise<boolean> {
    const waiting = slices.filter(({ isOver }) => !isOver);
    const streams = Math.min(this.#streams, waiting.length);
    let isWell = true;
    const readOn = async (): Promise<void> => {
      for (let slice = waiting.shift(); slice !== undefined; slice = waiting.shift()) {
        const follower = this.#followers.get(slice.id) ?? this.#createFollower(slice);
        this.#followers.set(slice.id, follower);
        const end = await follow(slice, follower);
        follower.pause();
        if (end === undefined) return;
        if (end === "failed") isWell = false;
        if (end === "over") {
          this.#over.set(slice.id, follower.progress);
          this.#followers.delete(slice.id);
        }
      }
    };
    await Promise.all(Array.from({ length: streams }, readOn));
    return isWell;
  }

  /** Gives all slots back; call it when nothing of this will run any more. */
  end(): void {
    for (const follower of this.#followers.values()) follower.end();
  }
}
