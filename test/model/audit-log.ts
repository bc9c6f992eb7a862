import type { FetchResult } from "../../src/asana/client.ts";
import { toAsanaFailure } from "../../src/asana/errors.ts";
import { toEvent } from "../../src/event/scan-event.ts";
import type { Position } from "../../src/source/source-ports.ts";

/** An event of the log. Instants are milliseconds since the epoch. */
export interface LogEvent {
  readonly gid: string;
  readonly createdAt: number;
  /** When Asana shows it. */
  readonly visibleAt: number;
  /** Whether the narrow filter lets it pass. */
  readonly isNarrow: boolean;
}

/** An odd answer; the empty ones come once in each slice at most, since nothing proves an end that is empty twice. */
export type Glitch = "none" | "emptyWithOffset" | "emptyWithNull" | "errors" | "refuse" | "fail";

/** What a server makes of `start_at` and `end_at`. */
export type Bounds =
  | "exact"
  | "toSecond"
  | "upToSecond"
  | "toMinute"
  | "upToMinute"
  | "forgetsEnd"
  | "forgetsStart"
  | "excludesStart";

/** What an answer says of the time: nothing, or the time plus an error in milliseconds. */
export type DateHeader = "none" | number;

interface Mark {
  readonly stream: string;
  readonly limit: number;
  /** The time and number of the last event before it. */
  readonly after: readonly [number, number];
  /** With how many requests the question was asked that it descends from. */
  readonly sinceRequest: number;
}

const BEFORE_ALL: Mark["after"] = [Number.NEGATIVE_INFINITY, -1];

/** An audit log in the order of its times, whose server may be odd in every way that lost events once. */
export class AuditLog {
  readonly events: LogEvent[] = [];
  readonly glitches: Glitch[] = [];
  bounds: Bounds = "exact";
  date: DateHeader = 0;
  /** With how many requests after the first question of its stream an offset is refused. */
  offsetLife = Number.POSITIVE_INFINITY;
  requests = 0;
  /** What offsets are valid for beside the page size: the server and the filter. */
  stream = "wide";
  readonly #marks = new Map<string, Mark>();
  readonly #glitchedEnds = new Set<number>();

  append(event: Omit<LogEvent, "gid">): void {
    this.events.push({ ...event, gid: `gid-${this.events.length}` });
  }

  expireOffsets(): void {
    this.#marks.clear();
  }

  /** Whether the filter lets an event pass. */
  matches({ isNarrow }: LogEvent): boolean {
    return isNarrow || !this.stream.startsWith("narrow");
  }

  /** @param now by Asana's clock @param receivedAt by the receiver's */
  fetch(position: Position, now: number, receivedAt: number): FetchResult {
    this.requests += 1;
    const glitch = this.#nextGlitch(position);
    if (glitch === "fail") return failure("serverError");
    if (glitch === "errors") return failure("unreadable");
    const mark = position.offset === undefined ? undefined : this.#marks.get(position.offset);
    const { sinceRequest = this.requests } = mark ?? {};
    const isOld = this.requests - sinceRequest > this.offsetLife;
    const isStrange = position.offset !== undefined && (mark?.stream !== this.stream || isOld);
    if (glitch === "refuse" || isStrange) return failure("offsetRefused");
    const after = mark?.after ?? BEFORE_ALL;
    const isEmpty = glitch === "emptyWithOffset" || glitch === "emptyWithNull";
    const matching = isEmpty ? [] : this.#find(position, after, now);
    // As a server may whose offset counts pages.
    const isMisread = mark !== undefined && mark.limit !== position.limit;
    const found = isMisread ? matching.slice(1) : matching;
    const last = found.at(-1);
    const isNothing = glitch === "emptyWithNull" || (position.offset === undefined && last === undefined);
    return {
      kind: "page",
      events: found.map(({ event }) => toAsanaEvent(event)),
      offset: isNothing
        ? undefined
        : this.#mark({ after: last?.key ?? after, limit: position.limit, sinceRequest }),
      receivedAt,
      servedAt: this.date === "none" ? undefined : Math.floor((now + this.date) / 1000) * 1000,
    };
  }

  #nextGlitch({ offset, endAt }: Position): Glitch {
    const glitch = this.glitches.shift() ?? "none";
    if (glitch === "refuse" && offset === undefined) return "none";
    if (!glitch.startsWith("empty") || endAt === undefined) return glitch;
    if (this.#glitchedEnds.has(endAt)) return "none";
    this.#glitchedEnds.add(endAt);
    return glitch;
  }

  #find({ startAt, endAt, limit }: Position, after: Mark["after"], now: number) {
    const forgetsStart = startAt === undefined || this.bounds === "forgetsStart";
    const from = forgetsStart ? Number.NEGATIVE_INFINITY : this.#bound(startAt);
    const forgets = endAt === undefined || this.bounds === "forgetsEnd";
    const until = forgets ? Number.POSITIVE_INFINITY : this.#bound(endAt);
    return this.events
      .map((event, number) => ({ event, key: [event.createdAt, number] as const }))
      .filter(({ event, key }) => {
        const { createdAt, visibleAt } = event;
        const isFrom = this.bounds === "excludesStart" ? createdAt > from : createdAt >= from;
        const isInside = isFrom && createdAt < until && visibleAt <= now;
        return isInside && this.matches(event) && isAfter(key, after);
      })
      .sort((a, b) => (isAfter(a.key, b.key) ? 1 : -1))
      .slice(0, limit);
  }

  #bound(at: number): number {
    const unit = this.bounds.endsWith("Minute") ? 60_000 : 1000;
    if (this.bounds === "toSecond" || this.bounds === "toMinute") return Math.floor(at / unit) * unit;
    if (this.bounds === "upToSecond" || this.bounds === "upToMinute") return Math.ceil(at / unit) * unit;
    return at;
  }

  #mark(mark: Omit<Mark, "stream">): string {
    const offset = `offset-${this.#marks.size}-${mark.after.join("-")}`;
    this.#marks.set(offset, { stream: this.stream, ...mark });
    return offset;
  }
}

function isAfter([at, number]: Mark["after"], [otherAt, otherNumber]: Mark["after"]): boolean {
  return at > otherAt || (at === otherAt && number > otherNumber);
}

function failure(kind: "serverError" | "unreadable" | "offsetRefused"): FetchResult {
  return { kind: "failure", failure: toAsanaFailure(kind, `Asana answered: ${kind}`) };
}

function toAsanaEvent({ gid, createdAt }: LogEvent) {
  return toEvent(JSON.stringify({ gid, created_at: new Date(createdAt).toISOString() }));
}
