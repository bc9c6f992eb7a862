import type { AuditEvent } from "./audit-event.ts";
import type { EventSource, SimulatedEvent } from "./events.ts";

/** What an event stream is made of. */
export interface EventStreamOptions {
  readonly source: EventSource;
  /** Events of the history. */
  readonly historyCount: number;
  /** New events per second; the first one a full interval after `startedAt`. */
  readonly rate: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly retentionMs: number;
  now(): number;
}

/** Asana keeps no event from before this day, as its audit log documentation says. */
const BEGINNING_OF_THE_LOG = Date.parse("2021-10-08T00:00:00Z");

/** One workspace's audit log: the history, and what has happened since. Positions are event numbers. */
export class EventStream {
  readonly #options: EventStreamOptions;
  /** When the events after the history happened: the only thing about them that no seed decides. */
  readonly #laterAt: number[] = [];
  #dueCount = 0;
  readonly #withheld = new Set<number>();

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  /** One beyond the newest event. */
  get end(): number {
    this.#catchUp();
    return this.#options.historyCount + this.#laterAt.length;
  }

  /** The oldest event that retention has left. */
  get begin(): number {
    return this.positionOf(Math.max(this.#options.now() - this.#options.retentionMs, BEGINNING_OF_THE_LOG));
  }

  /** Lets `count` events happen now. */
  append(count: number): void {
    this.#catchUp();
    const now = this.#options.now();
    for (let added = 0; added < count; added++) this.#add(now);
  }

  /** Lets the newest `count` events appear only once they are released: behind the offsets given meanwhile. */
  withhold(count: number): void {
    const { end } = this;
    for (let position = Math.max(this.begin, end - count); position < end; position++)
      this.#withheld.add(position);
  }

  release(): void {
    this.#withheld.clear();
  }

  isWithheld(position: number): boolean {
    return this.#withheld.has(position);
  }

  /** The first event at or after an instant (milliseconds since the epoch); `end` when there is none. */
  positionOf(instant: number): number {
    let low = 0;
    let high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.#createdAt(middle) < instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  gidAt(position: number): string {
    return this.#options.source.gidAt(position);
  }

  describe(position: number): AuditEvent {
    return this.#options.source.describe(position, this.#createdAt(position));
  }

  eventAt(position: number): SimulatedEvent {
    return this.#options.source.eventAt(position, this.#createdAt(position));
  }

  #createdAt(position: number): number {
    return this.#laterAt[position - this.#options.historyCount] ?? this.#options.source.createdAt(position);
  }

  /** Adds what has happened by itself since the last look; no timer is needed for it. */
  #catchUp(): void {
    const { rate, startedAt, now } = this.#options;
    const dueCount = Math.floor(((now() - startedAt) * rate) / 1000);
    for (; this.#dueCount < dueCount; this.#dueCount++) {
      this.#add(Math.floor(startedAt + ((this.#dueCount + 1) * 1000) / rate));
    }
  }

  #add(createdAt: number): void {
    this.#laterAt.push(Math.max(createdAt, this.#laterAt.at(-1) ?? this.#options.startedAt));
  }
}
