import type { ErrorType, Failure } from "./failure.ts";
import { Follower, type FollowerOptions, type Step } from "./follower.ts";
import type { Progress } from "./ledger.ts";
import type { Checkpoint } from "./ports.ts";
import { retryDelayMs } from "./retry.ts";
import type { SourceChange } from "./source-change.ts";
import type { SourcePorts } from "./source-ports.ts";
import { nextState, type State, type StateEvent } from "./state.ts";

/** Whether a kind of failure is tried again, in Sumo Logic's words. */
export type RetryPolicy = "indefinitely" | "never";

/** How one source is run. */
export interface SourceOptions extends FollowerOptions {
  /** Which failures are tried again by themselves; of the others only a restart leads out. */
  readonly retry: Readonly<Record<ErrorType, RetryPolicy>>;
  /** The rest between two polls, in milliseconds. */
  readonly intervalMs: number;
  /** Ends with the first empty page, or when `MOST_ATTEMPTS_ONCE` attempts in a row failed. */
  readonly once: boolean;
}

/** A source as it is now. Instants are milliseconds since the epoch. */
export interface SourceSnapshot extends Progress {
  readonly state: State;
  /** When the source became what it is now. */
  readonly stateAt: number;
  /** The latest it came through, the oldest first, the present one last. */
  readonly states: readonly EnteredState[];
  /** Present while something keeps the source from going on. */
  readonly failure:
    | (Failure & { readonly attempts: number; readonly retryAt: number | undefined })
    | undefined;
  /** When the next poll begins; undefined while one is running or none will come. */
  readonly nextPollAt: number | undefined;
  readonly checkpoint: Checkpoint | undefined;
}

/** A state and when it was entered, in milliseconds since the epoch. */
export interface EnteredState {
  readonly state: State;
  readonly at: number;
}

/** How a source's run ended. */
export type RunEnd = "stopped" | "caughtUp" | "failed";

/** Attempts in a row that may fail before a run with `once` gives up. */
const MOST_ATTEMPTS_ONCE = 5;

/** So many states are told: all of a restart, and what was before it. */
const MOST_STATES = 8;

/** One configured workspace: the loop that follows its log for as long as it is not stopped. */
export class Source {
  readonly #ports: SourcePorts;
  readonly #options: SourceOptions;
  readonly #follower: Follower;
  #state: State = "Pending";
  #stateAt: number;
  #states: readonly EnteredState[];
  #failure: SourceSnapshot["failure"];
  #nextPollAt: number | undefined;
  /** Ends a request or a rest, for a stop or a restart. */
  #interrupt = new AbortController();

  constructor(ports: SourcePorts, options: SourceOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#follower = new Follower({ ...ports, observe: (change) => this.#observe(change) }, options);
    this.#stateAt = ports.clock.now();
    this.#states = [{ state: this.#state, at: this.#stateAt }];
  }

  /** The source as it is now. */
  snapshot(): SourceSnapshot {
    return {
      state: this.#state,
      stateAt: this.#stateAt,
      states: this.#states,
      ...this.#follower.progress,
      failure: this.#failure,
      nextPollAt: this.#nextPollAt,
      checkpoint: this.#follower.checkpoint,
    };
  }

  /** Runs until `stop` aborts (or, with `once`, until the log's end). A delivery in flight is finished first. */
  async run(stop: AbortSignal): Promise<RunEnd> {
    const onStop = (): void => {
      this.#enter("stop");
      this.#interrupt.abort();
    };
    stop.addEventListener("abort", onStop, { once: true });
    let end: RunEnd | undefined;
    while (end === undefined) end = stop.aborted ? "stopped" : await this.#live();
    stop.removeEventListener("abort", onStop);
    this.#enter("stop");
    this.#enter("stopped");
    return stop.aborted ? "stopped" : end;
  }

  /** Begins anew, whatever the state. A page in flight is taken up where it stopped, so nothing is sent twice. */
  restart(): void {
    this.#enter("restart");
    this.#interrupt.abort();
  }

  /** From the start to the end, or to an interruption (undefined). */
  async #live(): Promise<RunEnd | undefined> {
    this.#interrupt = new AbortController();
    const { signal } = this.#interrupt;
    this.#failure = undefined;
    this.#enter("start");
    this.#enter("initialized");
    while (!signal.aborted) {
      const step = await this.#follower.step(signal);
      if (signal.aborted) return undefined;
      const end = await this.#after(step, signal);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  async #after(step: Step, signal: AbortSignal): Promise<RunEnd | undefined> {
    if (step.kind === "failed") return this.#waitAfter(step.failure, signal);
    // Pages of known events alone do not end trouble: what failed may fail again right behind them.
    if (step.kind === "caughtUp" || step.isProgress) {
      this.#failure = undefined;
      this.#enter("collected");
    }
    if (step.kind === "more") return undefined;
    if (this.#options.once) {
      this.#ports.observe({ kind: "caughtUp", nextPollAt: undefined });
      return "caughtUp";
    }
    const nextPollAt = this.#ports.clock.now() + this.#options.intervalMs;
    this.#ports.observe({ kind: "caughtUp", nextPollAt });
    await this.#rest(nextPollAt, signal);
    return undefined;
  }

  async #waitAfter(failure: Failure, signal: AbortSignal): Promise<RunEnd | undefined> {
    const attempts = (this.#failure?.attempts ?? 0) + 1;
    const isFinal = this.#options.retry[failure.errorType] === "never";
    const givesUp = this.#options.once && (isFinal || attempts >= MOST_ATTEMPTS_ONCE);
    const delayMs = retryDelayMs(attempts, failure.retryAfterMs, this.#ports.random());
    const retryAt = isFinal || givesUp ? undefined : this.#ports.clock.now() + delayMs;
    this.#failure = { ...failure, attempts, retryAt };
    this.#enter("failed");
    this.#ports.observe({ kind: "failure", failure, retryAt });
    if (givesUp) return "failed";
    await this.#rest(retryAt ?? Number.POSITIVE_INFINITY, signal);
    return undefined;
  }

  async #rest(until: number, signal: AbortSignal): Promise<void> {
    this.#nextPollAt = Number.isFinite(until) ? until : undefined;
    await this.#ports.clock.sleep(until - this.#ports.clock.now(), signal);
    this.#nextPollAt = undefined;
  }

  #observe(change: SourceChange): void {
    if (change.kind === "authenticated") this.#enter("authenticated");
    this.#ports.observe(change);
  }

  #enter(event: StateEvent): void {
    const state = nextState(this.#state, event);
    if (state === this.#state) return;
    this.#state = state;
    this.#stateAt = this.#ports.clock.now();
    this.#states = [...this.#states, { state, at: this.#stateAt }].slice(-MOST_STATES);
    this.#ports.observe({ kind: "state", state });
  }
}
