/** The right to hold a page of the past in memory. */
export interface Slot {
  /** Gives it back; more than once does nothing. */
  release(): void;
}

/** So many rights at once for all sources together, given in the order of asking. */
export class Slots {
  #free: number;
  readonly #waiting = new Set<(slot: Slot) => void>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a slot; undefined when `signal` aborts first. */
  take(signal: AbortSignal): Promise<Slot | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(this.#createSlot());
    }
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.#waiting.delete(onTurn);
        resolve(undefined);
      };
      const onTurn = (slot: Slot): void => {
        signal.removeEventListener("abort", onAbort);
        resolve(slot);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      this.#waiting.add(onTurn);
    });
  }

  #createSlot(): Slot {
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#passOn();
      },
    };
  }

  /** Never free while somebody waits: who asks just then would come before who asked first. */
  #passOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#waiting.delete(next);
    next(this.#createSlot());
  }
}
