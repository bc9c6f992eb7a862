/** The right to hold a page of the past in memory. */
export interface Slot {
  /** Gives it back; more than once does nothing. */
  release(): void;
}

type Turn = (slot: Slot) => void;

/** A number of rights at once, shared by all sources: sources take turns, and what one asks for is given in the order of asking. */
export class Slots {
  #free: number;
  /** Who waits, by the id of the source; whose turn is next comes first. */
  readonly #waiting = new Map<number, Set<Turn>>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Waits for a slot for a source; undefined when `signal` aborts first. */
  take(sourceId: number, signal: AbortSignal): Promise<Slot | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(this.#createSlot());
    }
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.#leave(sourceId, onTurn);
        resolve(undefined);
      };
      const onTurn = (slot: Slot): void => {
        signal.removeEventListener("abort", onAbort);
        resolve(slot);
      };
      signal.addEventListener("abort", onAbort, { once: true });
      const waiting = this.#waiting.get(sourceId) ?? new Set();
      this.#waiting.set(sourceId, waiting.add(onTurn));
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
    for (const [sourceId, waiting] of this.#waiting) {
      const [next] = waiting;
      if (next === undefined) continue;
      this.#leave(sourceId, next);
      // To the end of the line of sources.
      if (this.#waiting.delete(sourceId)) this.#waiting.set(sourceId, waiting);
      next(this.#createSlot());
      return;
    }
    this.#free += 1;
  }

  #leave(sourceId: number, turn: Turn): void {
    const waiting = this.#waiting.get(sourceId);
    waiting?.delete(turn);
    if (waiting?.size === 0) this.#waiting.delete(sourceId);
  }
}
