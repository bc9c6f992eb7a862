import type { Follower } from "./follower.ts";
import type { Progress } from "./ledger.ts";
import type { Slot } from "./slots.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { Step } from "./step.ts";

/** Follows a slice of the past, and holds a page of it in memory only as long as it has one of the slots of all sources. */
export class SliceFollower {
  readonly #follower: Pick<Follower, "step" | "letGo" | "progress">;
  readonly #takeSlot: SourcePorts["takeSlot"];
  #slot: Slot | undefined;
  #isAtEnd = false;

  constructor(
    follower: Pick<Follower, "step" | "letGo" | "progress">,
    { takeSlot }: Pick<SourcePorts, "takeSlot">,
  ) {
    this.#follower = follower;
    this.#takeSlot = takeSlot;
  }

  get progress(): Progress {
    return this.#follower.progress;
  }

  /** Whether it had nothing more to read at its last step, also where its end is not proved yet. */
  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** One step of the follower, once there is a slot for it. */
  async step(signal: AbortSignal): Promise<Step> {
    this.#slot ??= await this.#takeSlot(signal);
    // Whoever aborted does not look at it.
    if (this.#slot === undefined) return { kind: "more", isProgress: false };
    const step = await this.#follower.step(signal);
    this.#isAtEnd = step.kind === "caughtUp";
    if (step.kind !== "more") this.pause();
    return step;
  }

  /** Lets others have the slot while this one waits or rests: with its page, unless that cannot be let go. */
  pause(): void {
    if (this.#follower.letGo()) this.end();
  }

  /** Gives the slot back, whatever is held. */
  end(): void {
    this.#slot?.release();
    this.#slot = undefined;
  }
}
