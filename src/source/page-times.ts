import type { Page } from "./page-in-flight.ts";
import type { Question } from "./question.ts";
import { EDGE_MS } from "./slices.ts";

/** When the events of a page were created, as far as they belong to the part that was asked for. Milliseconds since the epoch. */
export class PageTimes {
  readonly #fromAt: number;
  readonly #untilAt: number;
  readonly #endAt: number;
  readonly #latestAt: number;
  readonly #futureAt: number;
  /** Undefined when no event has a readable time, as are the two below. */
  oldestEventAt: number | undefined;
  newestEventAt: number | undefined;
  /** Of the last event of the page. */
  lastEventAt: number | undefined;
  /** Whether that one is dated later than the answer that brought it. */
  isClamped = false;
  /** Whether any is dated in Asana's future. */
  hasFuture = false;
  /** Events that another part brings, since they are not before the end of this one. */
  behind = 0;
  /** Of these, those beyond the end that was asked for. */
  beyond = 0;

  constructor(
    { receivedAt, servedAt }: Pick<Page, "receivedAt" | "servedAt">,
    { part: { fromAt = -Infinity, untilAt = Infinity }, position: { endAt = Infinity } }: Question,
  ) {
    this.#fromAt = fromAt;
    this.#untilAt = untilAt;
    this.#endAt = endAt;
    this.#latestAt = servedAt ?? receivedAt;
    // Our own clock may be wrong, and is not to be trusted with that.
    this.#futureAt = servedAt === undefined ? Infinity : servedAt + EDGE_MS;
  }

  /** Takes the time of the next event; undefined: it has no readable one. Returns whether it belongs to the part. */
  take(createdAt: number | undefined): boolean {
    if (createdAt === undefined) return true;
    if (createdAt >= this.#endAt) this.beyond += 1;
    if (createdAt >= this.#untilAt) this.behind += 1;
    if (createdAt >= this.#untilAt || createdAt < this.#fromAt) return false;
    if (createdAt > this.#futureAt) this.hasFuture = true;
    // An event cannot be newer than the answer that brought it; a wrong time must not move the frontier.
    const at = createdAt < this.#latestAt ? createdAt : this.#latestAt;
    if (this.oldestEventAt === undefined || at < this.oldestEventAt) this.oldestEventAt = at;
    if (this.newestEventAt === undefined || at > this.newestEventAt) this.newestEventAt = at;
    this.lastEventAt = at;
    this.isClamped = at < createdAt;
    return true;
  }
}
