import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type Asker,
  createRequestLimiter,
  type RequestEnd,
  type RequestLimits,
  type RequestWait,
  type Turn,
} from "../../src/asana/request-limiter.ts";
import { FakeClock } from "./fake-clock.ts";

/** A request as the limiter knows it. */
export interface Request extends Asker {
  readonly token: string;
  readonly signal: AbortController;
  state: "waiting" | "underWay" | "over" | "givenUp" | "turnedAway";
  /** Where it stands among all that began. */
  began: number | undefined;
  beganAt: number | undefined;
  turn: Turn | undefined;
  /** How long it was told to stay away, in milliseconds. */
  pauseMs: number | undefined;
}

const STATES = { turn: "underWay", paused: "turnedAway", givenUp: "givenUp" } as const;

/** Requests that a test makes, on a clock that it moves. */
export class LimiterWorld {
  readonly clock = new FakeClock(1_000_000);
  readonly waits: RequestWait[] = [];
  readonly requests: Request[] = [];
  readonly #limiter: ReturnType<typeof createRequestLimiter>;
  #began = 0;

  constructor(limits: RequestLimits) {
    this.#limiter = createRequestLimiter({
      limits,
      clock: this.clock,
      onWait: (wait) => this.waits.push(wait),
    });
  }

  /** Those in a state, in the order of asking. */
  those(state: Request["state"]): Request[] {
    return this.requests.filter((request) => request.state === state);
  }

  /** Those that began, in that order. */
  get begun(): Request[] {
    const all = this.requests.filter(({ began }) => began !== undefined);
    return all.toSorted((a, b) => (a.began ?? 0) - (b.began ?? 0));
  }

  async ask(
    source = "a",
    priority: Asker["priority"] = "live",
    token = "token",
    signal = new AbortController(),
  ): Promise<Request> {
    const request: Request = {
      ...{ source, priority, token, signal, state: "waiting" },
      ...{ began: undefined, beganAt: undefined, turn: undefined, pauseMs: undefined },
    };
    this.requests.push(request);
    void this.#limiter.enter(token, { source, priority }, request.signal.signal).then((admission) => {
      request.state = STATES[admission.kind];
      if (admission.kind === "paused") request.pauseMs = admission.pauseMs;
      if (admission.kind !== "turn") return;
      request.turn = admission;
      request.began = this.#began++;
      request.beganAt = this.clock.now();
    });
    await nextTurn();
    return request;
  }

  async askTimes(count: number, source?: string, priority?: Asker["priority"]): Promise<void> {
    for (let asked = 0; asked < count; asked++) await this.ask(source, priority);
  }

  letThrough(source: string): void {
    this.#limiter.letThrough(source);
  }

  async leave(request: Request, end: RequestEnd = { kind: "allowed" }): Promise<void> {
    request.state = "over";
    request.turn?.leave(end);
    await nextTurn();
  }

  async abort(request: Request): Promise<void> {
    request.signal.abort();
    await nextTurn();
  }

  async advance(ms: number): Promise<void> {
    this.clock.advance(ms);
    await nextTurn();
  }

  /** Ends what is under way and moves time on, until nobody waits. Returns false when that takes too long. */
  async drain(): Promise<boolean> {
    for (let left = 10 * this.requests.length + 100; left > 0; left--) {
      const [request] = this.those("underWay");
      if (request !== undefined) await this.leave(request);
      else if (this.those("waiting").length === 0) return true;
      else await this.advance(this.clock.nextWakeInMs ?? 0);
    }
    return false;
  }
}

/** How many requests began in the fullest span of `spanMs`, its end not included. */
export function mostWithin(spanMs: number, startedAt: readonly number[]): number {
  return Math.max(
    0,
    ...startedAt.map((from) => startedAt.filter((at) => at >= from && at < from + spanMs).length),
  );
}
