/** Who waits, and for whose sake: sources take turns, whoever asks most. */
export class TurnQueue<T> {
  /** By source, each in the order of asking; the source whose turn is next stands first. */
  readonly #waiting = new Map<string, Set<T>>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Puts one at the end of its source's line. */
  add(source: string, item: T): void {
    const line = this.#waiting.get(source) ?? new Set();
    line.add(item);
    this.#waiting.set(source, line);
    this.#size += 1;
  }

  /** Takes one out that does not wait any more. */
  remove(source: string, item: T): void {
    const line = this.#waiting.get(source);
    if (line === undefined || !line.delete(item)) return;
    this.#size -= 1;
    if (line.size === 0) this.#waiting.delete(source);
  }

  /** Takes out the one whose turn it is; its source goes to the end. */
  next(): T | undefined {
    for (const [source, line] of this.#waiting) {
      for (const item of line) {
        this.remove(source, item);
        if (line.size > 0) {
          this.#waiting.delete(source);
          this.#waiting.set(source, line);
        }
        return item;
      }
    }
    return undefined;
  }
}
