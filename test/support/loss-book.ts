import type { AsanaModel, ModelEvent } from "./asana-model.ts";
import { BrokenLaw, type FateBook } from "./fate-book.ts";

/** Writes down which events were deleted before they could be read, and whether that was told. */
export class LossBook {
  readonly #asana: AsanaModel;
  readonly #fates: Pick<FateBook, "hasFate" | "isWanted">;
  #untold: readonly ModelEvent[] = [];
  /** Whether, since a pause, the log was not read to a new checkpoint nor to its end. */
  #hasPaused = false;
  #told = 0;

  constructor(asana: AsanaModel, fates: Pick<FateBook, "hasFate" | "isWanted">) {
    this.#asana = asana;
    this.#fates = fates;
  }

  /** How often a loss was told. */
  get told(): number {
    return this.#told;
  }

  /** Time passes, longer than Asana keeps its events. `mustTell`: there is a checkpoint that the log has a gap to. */
  pause(oldestKept: number, mustTell: boolean): void {
    const before = this.#asana.events.filter((event) => !this.#asana.isGone(event));
    this.#asana.forget(oldestKept);
    this.#hasPaused = true;
    if (mustTell) this.#untold = [...this.#untold, ...before.filter((event) => this.#isLost(event))];
  }

  onRead(): void {
    this.#hasPaused = false;
  }

  onTold(): void {
    if (!this.#hasPaused) throw new BrokenLaw("a loss is told although the log was read all the time");
    this.#untold = [];
    this.#told += 1;
  }

  checkTold(): void {
    const untold = this.#untold.find((event) => this.#isLost(event));
    if (untold !== undefined) throw new BrokenLaw(`${untold.gid} was lost in a pause, and nobody told`);
  }

  #isLost(event: ModelEvent): boolean {
    const isExempt = this.#asana.isLate(event) || !this.#fates.isWanted(event);
    return this.#asana.isGone(event) && !isExempt && !this.#fates.hasFate(event);
  }
}
