import type { ErrorType, Failure } from "./failure.ts";
import type { Follower } from "./follower.ts";
import { pollRestMs } from "./poll-rest.ts";
import { retryDelayMs } from "./retry.ts";
import type { SourcePorts } from "./source-ports.ts";
import type { Step } from "./step.ts";

/** Whether a kind of failure is tried again, in Sumo Logic's words. */
export type RetryPolicy = "indefinitely" | "never";

/** How a stream is followed. */
export interface LaneOptions {
  /** Which failures are tried again by themselves; of the others only a restart leads out. */
  readonly retry: Readonly<Record<ErrorType, RetryPolicy>>;
  /** The rest between two polls, more or less, in milliseconds. */
  readonly intervalMs: number;
  /** Ends with the first empty page, or when `MOST_ATTEMPTS_ONCE` attempts in a row failed. */
  readonly once: boolean;
}

/** Why a stream does not go on just now. */
export type Halt = Failure & { readonly attempts: number; readonly retryAt: number | undefined };

/** Who hears how it goes; what the lane tells of itself has changed by then. */
export interface LaneObserver {
  readonly onFailure: (failure: Failure, retryAt: number | undefined) => void;
  /** `isProgress`: the step brought something new, or there was nothing to read. */
  readonly onGood: (isProgress: boolean) => void;
  readonly onCaughtUp?: (nextPollAt: number | undefined) => void;
}

/** How a stream came to its end; `over`: it was a slice, and is read. */
export type LaneEnd = "caughtUp" | "failed" | "over";

/** Attempts in a row that may fail, and bring nothing further, before a run with `once` gives up. */
const MOST_ATTEMPTS_ONCE = 5;

/** The loop that follows one stream, from a start or restart of its source on: steps, waits after failures, and rests. */
export class Lane {
  readonly #follower: Pick<Follower, "step">;
  readonly #ports: Pick<SourcePorts, "clock" | "random">;
  readonly #options: LaneOptions;
  readonly #observer: LaneObserver;
  #halt: Halt | undefined;
  #nextPollAt: number | undefined;

  constructor(
    follower: Pick<Follower, "step">,
    ports: Pick<SourcePorts, "clock" | "random">,
    options: LaneOptions,
    observer: LaneObserver,
  ) {
    this.#follower = follower;
    this.#ports = ports;
    this.#options = options;
    this.#observer = observer;
  }

  /** Present while something keeps the stream from going on. */
  get halt(): Halt | undefined {
    return this.#halt;
  }

  /** When the next poll begins; undefined while one is running or none will come. */
  get nextPollAt(): number | undefined {
    return this.#nextPollAt;
  }

  /** Follows the stream to an end, or until `signal` aborts (undefined). */
  async run(signal: AbortSignal): Promise<LaneEnd | undefined> {
    while (!signal.aborted) {
      const step = await this.#follower.step(signal);
      if (signal.aborted) return undefined;
      const end = await this.#after(step, signal);
      if (end !== undefined) return end;
    }
    return undefined;
  }

  async #after(step: Step, signal: AbortSignal): Promise<LaneEnd | undefined> {
    if (step.kind === "failed") return this.#waitAfter(step, signal);
    // Pages of known events alone do not end trouble: what failed may fail again right behind them.
    const isProgress = step.kind === "caughtUp" || step.isProgress;
    if (isProgress) this.#halt = undefined;
    this.#observer.onGood(isProgress);
    if (step.kind === "more") return undefined;
    if (step.isOver) return "over";
    const { once, intervalMs } = this.#options;
    const { clock, random } = this.#ports;
    const nextPollAt = once ? undefined : clock.now() + pollRestMs(intervalMs, random());
    this.#observer.onCaughtUp?.(nextPollAt);
    if (nextPollAt === undefined) return "caughtUp";
    await this.#rest(nextPollAt, signal);
    return undefined;
  }

  async #waitAfter(
    { failure, isProgress = false }: Extract<Step, { kind: "failed" }>,
    signal: AbortSignal,
  ): Promise<LaneEnd | undefined> {
    const attempts = (isProgress ? 0 : (this.#halt?.attempts ?? 0)) + 1;
    const isFinal = this.#options.retry[failure.errorType] === "never";
    const givesUp = this.#options.once && (isFinal || attempts >= MOST_ATTEMPTS_ONCE);
    const delayMs = retryDelayMs(attempts, failure.retryAfterMs, this.#ports.random());
    const retryAt = isFinal || givesUp ? undefined : this.#ports.clock.now() + delayMs;
    this.#halt = { ...failure, attempts, retryAt };
    this.#observer.onFailure(failure, retryAt);
    if (givesUp) return "failed";
    await this.#rest(retryAt ?? Number.POSITIVE_INFINITY, signal);
    return undefined;
  }

  async #rest(until: number, signal: AbortSignal): Promise<void> {
    this.#nextPollAt = Number.isFinite(until) ? until : undefined;
    await this.#ports.clock.sleep(until - this.#ports.clock.now(), signal);
    this.#nextPollAt = undefined;
  }
}
