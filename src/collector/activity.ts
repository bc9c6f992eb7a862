import type { Activity as ShownActivity } from "../generated/status.ts";

const MINUTE_MS = 60_000;

/** What the endpoint acknowledged of one source's records of late. */
export class Activity {
  readonly #minutes = new Ring(60, MINUTE_MS);
  readonly #halfHours = new Ring(48, 30 * MINUTE_MS);

  /** Counts what was acknowledged at `at`; `lagMs` is undefined where none is known. */
  note(at: number, acknowledged: number, lagMs: number | undefined): void {
    this.#minutes.note(at, acknowledged, lagMs);
    this.#halfHours.note(at, acknowledged, lagMs);
  }

  /** The last hour and the last day, as seen at `now`. */
  read(now: number): ShownActivity {
    return { minutes: this.#minutes.read(now), halfHours: this.#halfHours.read(now) };
  }
}

const NO_LAG = -1;

/**
 * The latest buckets of time, each in its place for as long as no other needs it. A place knows whose it is, so what
 * nobody has touched for long reads as empty, and a clock may jump: nothing has to be moved on.
 */
class Ring {
  readonly #bucketMs: number;
  /** The bucket of each place, counted from the epoch. */
  readonly #buckets: Int32Array;
  readonly #acknowledged: Float64Array;
  readonly #lagMs: Float64Array;

  constructor(length: number, bucketMs: number) {
    this.#bucketMs = bucketMs;
    this.#buckets = new Int32Array(length).fill(-1);
    this.#acknowledged = new Float64Array(length);
    this.#lagMs = new Float64Array(length).fill(NO_LAG);
  }

  note(at: number, acknowledged: number, lagMs = NO_LAG): void {
    const bucket = Math.floor(at / this.#bucketMs);
    const place = bucket % this.#buckets.length;
    const isAnother = this.#buckets[place] !== bucket;
    this.#buckets[place] = bucket;
    this.#acknowledged[place] = acknowledged + (isAnother ? 0 : (this.#acknowledged[place] ?? 0));
    this.#lagMs[place] = Math.max(lagMs, isAnother ? NO_LAG : (this.#lagMs[place] ?? NO_LAG));
  }

  /** The bucket of `now` last. */
  read(now: number): ShownActivity["minutes"] {
    const { length } = this.#buckets;
    const first = Math.floor(now / this.#bucketMs) - length + 1;
    const acknowledged: number[] = Array(length).fill(0);
    const lagMs: (number | null)[] = Array(length).fill(null);
    for (let place = 0; place < length; place++) {
      const index = (this.#buckets[place] ?? -1) - first;
      if (index < 0 || index >= length) continue;
      const lag = this.#lagMs[place] ?? NO_LAG;
      acknowledged[index] = this.#acknowledged[place] ?? 0;
      if (lag !== NO_LAG) lagMs[index] = lag;
    }
    return { acknowledged, lagMs };
  }
}
