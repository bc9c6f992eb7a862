import type { Failure } from "./failure.ts";
import { Follower, type FollowerOptions, type Progress, type Step } from "./follower.ts";
import { retryDelayMs } from "./retry.ts";
import type { SourceChange } from "./source-change.ts";
import type { SourcePorts } from "./source-ports.ts";
import { nextState, type State, type StateEvent } from "./state.ts";

/** How one source is run. */
export interface SourceOptions extends FollowerOptions {
  readonly name: string;
  readonly workspaceID: string;
  readonly category: string | undefined;
  /** The rest between two polls, in milliseconds. */
  readonly intervalMs: number;
  /** Ends with the first empty page, or when `MOST_ATTEMPTS_ONCE` attempts in a row failed. */
  readonly once: boolean;
}

/** A source's part of the Status snapshot. Instants are milliseconds since the epoch. */
export interface SourceStatus extends Progress {
  readonly name: string;
  readonly workspaceID: string;
  readonly category: string | undefined;
  readonly state: State;
  /** When the source became what it is now. */
  readonly stateAt: number;
  /** Present while something keeps the source from going on. */
  readonly failure:
    | (Failure & { readonly attempts: number; readonly retryAt: number | undefined })
    | undefined;
  /** When the next poll begins; undefined while one is running or none will come. */
  readonly nextPollAt: number | undefined;
}

/** How a source's run ended. */
export type RunEnd = "stopped" | "caughtUp" | "failed";

/** Attempts in a row that may fail before a run with `once` gives up. */
const MOST_ATTEMPTS_ONCE = 5;

/** One configured workspace: the loop that follows its log for as long as it is not stopped. */
export class Source {
  readonly #ports: SourcePorts;
  readonly #options: SourceOptions;
  readonly #follower: Follower;
  #state: State = "Pending";
  #stateAt: number;
  #failure: SourceStatus["failure"];
  #nextPollAt: number | undefined;

  constructor(ports: SourcePorts, options: SourceOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#follower = new Follower({ ...ports, observe: (change) => this.#observe(change) }, options);
    this.#stateAt = ports.clock.now();
  }

  /** The source as it is now. */
  status(): SourceStatus {
    const { name, workspaceID, category } = this.#options;
    return {
      name,
      workspaceID,
      category,
      state: this.#state,
      stateAt: this.#stateAt,
      ...this.#follower.progress,
      failure: this.#failure,
      nextPollAt: this.#nextPollAt,
    };
  }

  /** Runs until `stop` aborts (or, with `once`, until the log's end). A delivery in flight is finished first. */
  async run(stop: AbortSignal): Promise<RunEnd> {
    stop.addEventListener("abort", () => this.#enter("stop"), { once: true });
    this.#enter("start");
    this.#enter("initialized");
    let end: RunEnd | undefined;
    while (end === undefined) {
      const step = await this.#follower.step(stop);
      end = stop.aborted ? "stopped" : await this.#after(step, stop);
    }
    this.#enter("stop");
    this.#enter("stopped");
    return end;
  }

  async #after(step: Step, stop: AbortSignal): Promise<RunEnd | undefined> {
    if (step.kind === "failed") return this.#waitAfter(step.failure, stop);
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
    return this.#rest(nextPollAt, stop);
  }

  async #waitAfter(failure: Failure, stop: AbortSignal): Promise<RunEnd | undefined> {
    const attempts = (this.#failure?.attempts ?? 0) + 1;
    const isFinal = failure.errorType === "ThirdPartyConfig";
    const givesUp = this.#options.once && (isFinal || attempts >= MOST_ATTEMPTS_ONCE);
    const delayMs = retryDelayMs(attempts, failure.retryAfterMs, this.#ports.random());
    const retryAt = isFinal || givesUp ? undefined : this.#ports.clock.now() + delayMs;
    this.#failure = { ...failure, attempts, retryAt };
    this.#enter("failed");
    this.#ports.observe({ kind: "failure", failure, retryAt });
    if (givesUp) return "failed";
    // A wrong configuration gets better only by a change: no request until then.
    return this.#rest(retryAt ?? Number.POSITIVE_INFINITY, stop);
  }

  async #rest(until: number, stop: AbortSignal): Promise<RunEnd | undefined> {
    this.#nextPollAt = Number.isFinite(until) ? until : undefined;
    await this.#ports.clock.sleep(until - this.#ports.clock.now(), stop);
    this.#nextPollAt = undefined;
    return stop.aborted ? "stopped" : undefined;
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
    this.#ports.observe({ kind: "state", state });
  }
}
