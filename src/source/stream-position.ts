import { cursorByTime } from "./frontier.ts";
import type { PageInFlight } from "./page-in-flight.ts";
import { PageSize } from "./page-size.ts";
import type { AsanaFailure, Checkpoint, Cursor, Frontier, Span } from "./ports.ts";
import { nextQuestion, type Question } from "./question.ts";
import { isTooOld } from "./retention.ts";
import { EDGE_MS } from "./slices.ts";
import type { SweepPosition } from "./sweep.ts";

/** What decides where a stream goes on. */
export interface StreamPositionOptions {
  /** Events per page. */
  readonly pageLimit: number;
  /** How far before the frontier reading goes on when an offset is refused, in milliseconds. */
  readonly overlapMs: number;
  /** Of a slice of the past: what it is of it. */
  readonly span?: Span;
}

/** What a failure comes to: the same question, another one at once or after a wait, or the end of a sweep. */
export type AfterFailure =
  | { readonly kind: "same" | "moved" | "sweepOver" }
  | { readonly kind: "byTime"; readonly message: string };

/** A second look ends with this many empty pages in a row: the offset of each must lead to nothing, too. */
const MIN_EMPTY_LOOKS = 2;

/** How many offsets may be refused in a row, without a new event between them, before the overlap is shortened. */
const MAX_REFUSALS = 2;

const NOTHING_READ: Frontier = { readTo: undefined, knownSince: undefined };

/** Where a stream is, and what it asks next: the stream itself, or beside it a second look or a sweep. Does no I/O. */
export class StreamPosition {
  readonly #options: StreamPositionOptions;
  readonly #stored: () => Checkpoint | undefined;
  readonly #size: PageSize;
  #cursor: Cursor | undefined;
  /** Where the second look is that proves the end of a slice. */
  #look: Cursor | undefined;
  /** Empty pages in a row that the second look has met. */
  #emptyLooks = 0;
  #sweep: SweepPosition | undefined;
  /** Offsets that were refused since the last new event. */
  #refusals = 0;
  /** Less than that of the options where an offset does not live as long as it takes to be read. */
  #overlapMs: number;

  /** @param stored gives the checkpoint as it was last read or written */
  constructor(options: StreamPositionOptions, stored: () => Checkpoint | undefined) {
    this.#options = options;
    this.#stored = stored;
    this.#size = new PageSize(options.pageLimit);
    this.#overlapMs = options.overlapMs;
  }

  /** Undefined before the stream was begun or taken up. */
  get cursor(): Cursor | undefined {
    return this.#cursor;
  }

  /** Events of the next page. */
  get limit(): number {
    return this.#size.limit;
  }

  get frontier(): Frontier {
    return this.#stored()?.frontier ?? NOTHING_READ;
  }

  /** Goes on at a cursor. */
  set(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#look = undefined;
  }

  nextQuestion(): Question {
    return nextQuestion({
      cursor: this.#cursor ?? { ...this.#origin, offset: undefined },
      hasRead: this.frontier.readTo !== undefined,
      byTime: this.byTime(),
      limit: this.#size.limit,
      span: this.#options.span,
      slicedUntil: this.#stored()?.slicedUntil,
      look: this.#look,
      sweep: this.#sweep,
    });
  }

  /** Where reading goes on when no offset is of use: never after the frontier. */
  byTime(frontier = this.frontier): Cursor {
    return cursorByTime(this.#origin, frontier, this.#overlapMs);
  }

  /** Asks for the rest of a slice once more: one empty answer may be a mistake. */
  beginLook(): void {
    this.#look = this.byTime();
    this.#emptyLooks = 0;
  }

  /** Whether one more empty page of the second look is enough: its offset was followed to another empty page. */
  get isAlmostProved(): boolean {
    return this.#emptyLooks + 1 >= MIN_EMPTY_LOOKS;
  }

  endLook(): void {
    this.#look = undefined;
  }

  /** Looks for late events; undefined: not any more. */
  setSweep(sweep: SweepPosition | undefined): void {
    this.#sweep = sweep;
  }

  /** What is asked next when a page could not be had. `now`: by Asana's clock, in milliseconds since the epoch. */
  afterFailure(
    { kind, message }: AsanaFailure,
    { kind: asked, position }: Question,
    now: number,
  ): AfterFailure {
    const isRefused = kind === "offsetRefused";
    if (asked === "sweep") {
      // It says nothing of the stream, which must not wait for it; the next poll begins another one.
      this.#sweep = undefined;
      return { kind: isRefused ? "sweepOver" : "moved" };
    }
    if (isRefused)
      return this.#refuse()
        ? { kind: "moved" }
        : { kind: "byTime", message: `${message}. Reading goes on by time; known events are not sent again` };
    if (kind === "badRequest" && position.offset === undefined && isTooOld(position.startAt, now)) {
      this.set({ startAt: undefined, offset: undefined });
      return {
        kind: "byTime",
        message: `${message}. Reading goes on at the oldest event that Asana still has`,
      };
    }
    // With another page size, reading goes on by time.
    return { kind: this.#resize(() => this.#size.onFailure(kind)) ? "moved" : "same" };
  }

  /** Goes on by time. Returns whether there is no way left to go on at once. */
  #refuse(): boolean {
    const isInVain = this.#refusals >= MAX_REFUSALS;
    const isHopeless = isInVain && this.#overlapMs <= EDGE_MS;
    // Never to nothing: a server may round where reading is to begin.
    if (isInVain) this.#overlapMs = Math.min(this.#overlapMs, Math.max(EDGE_MS, this.#overlapMs / 2));
    this.#refusals += 1;
    if (this.#look === undefined) this.#cursor = this.byTime();
    else this.#look = this.byTime();
    return isHopeless;
  }

  /** Where the stream goes on after a page. What a second look finds is the stream's; a sweep leaves it where it is. */
  cursorAfter(
    { kind }: Question,
    flight: PageInFlight,
  ): { readonly cursor: Cursor; readonly isAside: boolean } {
    const isAside = kind === "sweep" || (kind === "look" && !flight.hasNew);
    if (isAside) return { cursor: this.#cursor ?? flight.next, isAside };
    // Behind an event of Asana's future, reading goes on by time: what happens until then may be a little older.
    const byTime = { ...this.frontier, readTo: flight.lastEventAt };
    return { cursor: flight.isAhead ? this.byTime(byTime) : flight.next, isAside };
  }

  /** A page was committed at `cursor`. Returns whether the next one is read by time, since its size is another one. */
  move({ kind }: Question, { next, isEnd, hasNew }: PageInFlight, cursor: Cursor): boolean {
    this.#cursor = cursor;
    if (isEnd || hasNew) this.#refusals = 0;
    if (isEnd) this.#overlapMs = this.#options.overlapMs;
    if (kind === "sweep")
      this.#sweep = isEnd || this.#sweep === undefined ? undefined : { ...this.#sweep, cursor: next };
    if (kind === "look") {
      this.#look = hasNew || (isEnd && this.isAlmostProved) ? undefined : next;
      this.#emptyLooks = isEnd ? this.#emptyLooks + 1 : 0;
    }
    return this.#resize(() => this.#size.onPage(hasNew));
  }

  #resize(change: () => void): boolean {
    const { limit } = this.#size;
    change();
    return this.#size.limit !== limit;
  }

  /** Where the stream began. */
  get #origin(): Pick<Cursor, "startAt"> {
    const { span } = this.#options;
    if (span !== undefined) return { startAt: span.startAt };
    return { startAt: this.#stored()?.slicedUntil ?? this.#stored()?.beganFrom };
  }
}
