import type { Checkpoint, Span } from "./ports.ts";
import { DAY_MS, RETENTION_MS } from "./retention.ts";

/** Finds what Asana has deleted before it was read. Nobody can deliver that any more. */
export class Gap {
  readonly #span: Span | undefined;
  /** Where the gap ended that was told last. */
  #toldTo = Number.NEGATIVE_INFINITY;

  /** @param span of a slice */
  constructor(span: Span | undefined) {
    this.#span = span;
  }

  /**
   * Says what is missing of the stream: again for every day by which the gap grows while a page cannot be delivered.
   *
   * @param newestEventAt that of what is read; undefined when that is nothing
   */
  find(checkpoint: Checkpoint, newestEventAt: number | undefined, now: number): string | undefined {
    const { updatedAt, frontier, slicedUntil, beganFrom } = checkpoint;
    const oldest = now - RETENTION_MS;
    // A clock that was wrong when the checkpoint was written makes no gap.
    if ((frontier.readTo ?? slicedUntil ?? beganFrom ?? Number.NEGATIVE_INFINITY) >= oldest) return undefined;
    if (updatedAt >= oldest || oldest < this.#toldTo + DAY_MS) return undefined;
    this.#toldTo = oldest;
    const beganAt = this.#span === undefined ? updatedAt : (this.#span.startAt ?? updatedAt - RETENTION_MS);
    const from = new Date(newestEventAt ?? beganAt).toISOString();
    const to = new Date(Math.min(oldest, this.#span?.endAt ?? oldest)).toISOString();
    return `Events between ${from} and ${to} were deleted by Asana before they could be read`;
  }
}
