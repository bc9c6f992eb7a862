import type { Clock } from "../lib/clock.ts";
import { readHttpDate } from "../lib/http-date.ts";

/** Asana's clock, as its answers show it. Instants are milliseconds since the epoch. */
export interface AsanaClock {
  /**
   * The present; undefined before the first answer with a usable `Date`. Of the latest answer and the median of several,
   * the earlier one counts: a time that is too early costs requests, one that is too late could cost events.
   */
  now(): number | undefined;
  /** How far this machine's clock is ahead, in milliseconds; negative: behind. Undefined like `now`. */
  aheadMs(): number | undefined;
}

/** An Asana clock that is set by answers. */
export interface ObservedAsanaClock extends AsanaClock {
  /**
   * Reads the `Date` of an answer.
   *
   * @param sentAt when it was asked for, and `receivedAt`, when it had arrived, by this machine's clock
   * @returns when Asana gave the answer; undefined where the header is missing, unreadable or absurd
   */
  observe(date: string | undefined, sentAt: number, receivedAt: number): number | undefined;
}

/** How many of the latest answers are compared: a single odd `Date` decides nothing. */
const MAX_SAMPLES = 5;

/** A `Date` is exact to the second. */
const RESOLUTION_MS = 1000;

/** The audit log begins here; an earlier `Date` is not Asana's. */
const MIN_AT = Date.parse("2021-10-08T00:00:00Z");
const MAX_AT = Date.parse("2200-01-01T00:00:00Z");

/** What an answer tells. Milliseconds. */
interface Sample {
  /** How far Asana's clock is ahead of ours at least. */
  readonly offset: number;
  /** How far ours is ahead of Asana's: 0 as long as the time that the answer took explains it. */
  readonly ahead: number;
}

/** Follows Asana's clock. */
export function createAsanaClock(clock: Pick<Clock, "now">): ObservedAsanaClock {
  /** The latest one last. */
  let samples: readonly Sample[] = [];
  return {
    now() {
      const latest = samples.at(-1);
      if (latest === undefined) return undefined;
      return clock.now() + Math.min(latest.offset, medianOf(samples.map(({ offset }) => offset)));
    },
    aheadMs() {
      return samples.length === 0 ? undefined : medianOf(samples.map(({ ahead }) => ahead));
    },
    observe(date, sentAt, receivedAt) {
      const at = parseDate(date);
      if (at === undefined) return undefined;
      const ahead = Math.max(0, sentAt - at - RESOLUTION_MS) + Math.min(0, receivedAt - at);
      samples = [...samples, { offset: at - receivedAt, ahead }].slice(-MAX_SAMPLES);
      return at;
    },
  };
}

function parseDate(text = ""): number | undefined {
  const at = readHttpDate(text);
  return at !== undefined && at >= MIN_AT && at <= MAX_AT ? at : undefined;
}

/** The lower one of two in the middle. */
function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
