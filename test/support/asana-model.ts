import type { FetchResult } from "../../src/asana/client.ts";
import { toAsanaFailure } from "../../src/asana/errors.ts";
import type { Cursor } from "../../src/checkpoint/store.ts";
import type { AsanaEvent } from "../../src/event/asana-event.ts";
import { toEvent } from "../../src/event/scan-event.ts";

/** An event of the modelled log. Its place in the log is its number, its time may be a little out of order. */
export interface ModelEvent {
  readonly gid: string;
  readonly number: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** The type of the events that the filters leave out. */
export const UNWANTED_TYPE = "user_logged_out";

/** What goes wrong with one answer: `sameOffset` gives the events, and the offset that was asked with again. */
export type AsanaFault = "failure" | "sameOffset";

type Position = Cursor & { readonly endAt: number | undefined };

/** A page as it was given. */
export interface ServedPage {
  readonly events: readonly ModelEvent[];
  /** Whether it was asked for with an end, as a sweep does. */
  readonly isSweep: boolean;
}

/** What an offset means. */
interface Mark {
  readonly startAt: number | undefined;
  readonly endAt: number | undefined;
  /** The number of the last event before it. */
  readonly after: number;
  readonly stream: string;
}

/** One audit log, as small as it can be and still be Asana's. */
export class AsanaModel {
  readonly #events: ModelEvent[] = [];
  readonly #withheld = new Set<ModelEvent>();
  readonly #gone = new Set<ModelEvent>();
  readonly #late = new Set<ModelEvent>();
  readonly #unwanted = new Set<string>();
  readonly #marks = new Map<string, Mark>();
  #expired: ReadonlySet<string> = new Set();
  /** Events per page. */
  limit = 3;
  /** What the coming answers are. */
  readonly faults: AsanaFault[] = [];
  /** Whether events at `end_at` itself are given, too, although Asana's documents say that they are not. */
  endIsInclusive = false;
  /** Which stream offsets are given for; those of another one are refused. */
  stream = "stream-0";

  /** What a client can read, or could before it was deleted. */
  get events(): readonly ModelEvent[] {
    return this.#events.filter((event) => !this.#withheld.has(event));
  }

  append({
    createdAt,
    isWithheld,
    isUnwanted,
  }: {
    readonly createdAt: number;
    readonly isWithheld: boolean;
    readonly isUnwanted: boolean;
  }): ModelEvent {
    const number = this.#events.length;
    const event = { gid: `gid-${number}`, number, createdAt };
    this.#events.push(event);
    if (isWithheld) this.#withheld.add(event);
    if (isUnwanted) this.#unwanted.add(event.gid);
    return event;
  }

  /** Lets what was withheld appear; what has a later event before it is late. */
  release(): void {
    const newest = this.events.at(-1)?.number ?? -1;
    for (const event of this.#withheld) if (event.number < newest) this.#late.add(event);
    this.#withheld.clear();
  }

  /** Deletes what is older. */
  forget(before: number): void {
    for (const event of this.#events) if (event.createdAt < before) this.#gone.add(event);
  }

  /** Whether the filters leave it out. */
  isUnwanted(gid: string): boolean {
    return this.#unwanted.has(gid);
  }

  isGone(event: ModelEvent): boolean {
    return this.#gone.has(event);
  }

  /** Whether an offset may have passed it before it could be read. */
  isLate(event: ModelEvent): boolean {
    return this.#late.has(event);
  }

  expireOffsets(): void {
    this.#expired = new Set(this.#marks.keys());
  }

  /** Whether reading on at `cursor` does not come across the event any more. */
  isBefore(event: ModelEvent, { startAt, offset }: Cursor): boolean {
    if (startAt !== undefined && event.createdAt < startAt) return true;
    return offset !== undefined && event.number <= (this.#marks.get(offset)?.after ?? -1);
  }

  /** Gives the next page; `onPage` hears of it first. */
  fetch(position: Position, now: number, onPage: (page: ServedPage) => void): FetchResult {
    const fault = this.faults.shift();
    if (fault === "failure") return failure("serverError");
    const mark = this.#markOf(position);
    if (mark === undefined) return failure("offsetRefused");
    const events = this.#match(mark).slice(0, this.limit);
    const offset = this.#markAfter(mark, events, position.offset);
    onPage({ events, isSweep: position.endAt !== undefined });
    return {
      kind: "page",
      events: events.map((event) => toAsanaEvent(event, this.isUnwanted(event.gid))),
      offset: fault === "sameOffset" ? (position.offset ?? offset) : offset,
      receivedAt: now,
      servedAt: now,
    };
  }

  #markOf({ startAt, endAt, offset }: Position): Mark | undefined {
    if (offset === undefined) return { startAt, endAt, after: -1, stream: this.stream };
    const mark = this.#marks.get(offset);
    return this.#expired.has(offset) || mark?.stream !== this.stream ? undefined : mark;
  }

  #match({ startAt = -Infinity, endAt = Infinity, after }: Mark): ModelEvent[] {
    return this.events.filter(
      (event) =>
        !this.#gone.has(event) &&
        event.number > after &&
        event.createdAt >= startAt &&
        (event.createdAt < endAt || (this.endIsInclusive && event.createdAt === endAt)),
    );
  }

  /** There is none while nothing has ever matched. */
  #markAfter(mark: Mark, events: readonly ModelEvent[], asked: string | undefined): string | undefined {
    if (asked === undefined && events.length === 0) return undefined;
    const offset = `offset-${this.#marks.size}`;
    this.#marks.set(offset, { ...mark, after: events.at(-1)?.number ?? mark.after });
    return offset;
  }
}

function failure(kind: "serverError" | "offsetRefused"): FetchResult {
  return { kind: "failure", failure: toAsanaFailure(kind, `Asana answered: ${kind}`) };
}

function toAsanaEvent({ gid, createdAt }: ModelEvent, isUnwanted: boolean): AsanaEvent {
  const event_type = isUnwanted ? UNWANTED_TYPE : "task_deleted";
  return toEvent(JSON.stringify({ gid, created_at: new Date(createdAt).toISOString(), event_type }));
}
