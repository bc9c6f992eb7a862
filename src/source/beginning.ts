import { earlierOf, firstCursor } from "./cursor.ts";
import { asanaFailure, type Failure } from "./failure.ts";
import type { FollowerOptions } from "./follower-options.ts";
import type { Ledger } from "./ledger.ts";
import type { Page, PageInFlight } from "./page-in-flight.ts";
import type { PageReader } from "./page-reader.ts";
import type { Checkpoint, Cursor } from "./ports.ts";
import { cursorsOfUnread, planBackfill } from "./slices.ts";
import type { StreamPorts } from "./source-ports.ts";
import { findStart, isStartInFuture } from "./start.ts";
import type { StreamPosition } from "./stream-position.ts";

/** What a beginning works on. */
export interface BeginningParts {
  readonly ports: StreamPorts;
  readonly options: FollowerOptions;
  readonly ledger: Ledger;
  readonly position: StreamPosition;
  readonly pages: PageReader;
}

/** Where a stream begins, or is taken up again. */
export class Beginning {
  readonly #parts: BeginningParts;
  /** Whether the stream is at its beginning, so that what is before the present may yet be read in slices. */
  #mayBeSliced = false;

  constructor(parts: BeginningParts) {
    this.#parts = parts;
  }

  /**
   * Takes the stream up where its checkpoint is, or begins one.
   *
   * @param stored what the ledger has just read
   */
  async open(stored: Checkpoint | undefined, signal: AbortSignal): Promise<Failure | undefined> {
    const { ports, options, position, pages } = this.#parts;
    if (stored?.fingerprint === options.fingerprint) {
      const { cursor, frontier, newestEventAt, slicedUntil } = stored;
      this.#mayBeSliced = (cursor.offset ?? frontier.readTo ?? newestEventAt ?? slicedUntil) === undefined;
      position.set(cursor);
      return undefined;
    }
    const start = await findStart(options, ports, (cursor) =>
      pages.peek({ ...cursor, endAt: undefined, limit: position.limit }, signal),
    );
    if (start.kind === "failure") return asanaFailure(start.failure);
    if (stored !== undefined)
      this.#warn(
        "asana.url or the filters changed since the last run: reading goes on by time, from polling.startAt if that is earlier",
      );
    const resumed = stored === undefined ? [] : [position.byTime(), ...this.#unread(stored)];
    this.#begin(resumed.reduce(earlierOf, start.cursor));
    return undefined;
  }

  /**
   * Goes over to another beginning when the first page tells that it is needed: to the present, and slices of the past,
   * where that is worth while, or to an earlier one, where ours is in Asana's future. Returns whether it did.
   */
  move({ servedAt, events }: Page, flight: PageInFlight): boolean {
    const { options, ledger, position } = this.#parts;
    const { backfill, span, startAt } = options;
    const { checkpoint } = ledger;
    if (checkpoint === undefined || servedAt === undefined || span !== undefined) return false;
    if (isStartInFuture(checkpoint, startAt, servedAt)) {
      this.#warn("this machine's clock was ahead when the log was begun: reading begins again before");
      const [first = firstCursor(startAt, servedAt), ...others] = this.#unread(checkpoint);
      this.#begin(others.reduce(earlierOf, first));
      return true;
    }
    if (!this.#mayBeSliced || backfill === undefined) return false;
    const plan = planBackfill(checkpoint.cursor, servedAt, backfill, { ...flight, events: events.length });
    if (plan.slices.length > 0) position.set(ledger.begin(plan.cursor, plan.slices));
    this.#mayBeSliced = false;
    return plan.slices.length > 0;
  }

  #unread({ slices = [] }: Checkpoint): readonly Cursor[] {
    return cursorsOfUnread(slices, this.#parts.options.overlapMs);
  }

  #begin(first: Cursor): void {
    this.#mayBeSliced = true;
    this.#parts.position.set(this.#parts.ledger.begin(first, []));
  }

  #warn(message: string): void {
    this.#parts.ports.observe({ kind: "warning", about: "byTime", message });
  }
}
