import { sumCounts } from "../lib/counts.ts";
import { Backfill } from "./backfill.ts";
import type { Failure } from "./failure.ts";
import { Follower } from "./follower.ts";
import type { FollowerOptions } from "./follower-options.ts";
import { type Halt, Lane, type LaneEnd, type LaneOptions } from "./lane.ts";
import type { Progress } from "./ledger.ts";
import type { Checkpoint, Slice } from "./ports.ts";
import { SliceFollower } from "./slice-follower.ts";
import { nameHeld, type PastProgress, progressOf, type ReadSlice } from "./slices.ts";
import type { SourceChange } from "./source-change.ts";
import type { SourcePorts, StreamPorts } from "./source-ports.ts";
import { nextState, type State, type StateEvent } from "./state.ts";

/** How one source is run. */
export interface SourceOptions extends FollowerOptions, LaneOptions {}

/** A source as it is now. Instants are milliseconds since the epoch. */
export interface SourceSnapshot extends Progress {
  readonly state: State;
  /** When the source became what it is now. */
  readonly stateAt: number;
  /** The latest it came through, the oldest first, the present one last. */
  readonly states: readonly EnteredState[];
  /** Present while something keeps the source, or a part of it, from going on. */
  readonly failure: Halt | undefined;
  /** When the next poll begins; undefined while one is running or none will come. */
  readonly nextPollAt: number | undefined;
  readonly checkpoint: Checkpoint | undefined;
  /** The past that is read beside the present. */
  readonly past: (PastProgress & { readonly takenUp: PastTakenUp | undefined }) | undefined;
}

/** How far the past was read when this process went on with it: what it has read since then tells its speed. */
export interface PastTakenUp {
  readonly at: number;
  readonly coveredMs: number;
}

/** A state and when it was entered, in milliseconds since the epoch. */
export interface EnteredState {
  readonly state: State;
  readonly at: number;
}

/** How a source's run ended. */
export type RunEnd = "stopped" | "caughtUp" | "failed";

/** So many states are told: all of a restart, and what was before it. */
const MOST_STATES = 8;

/** Failures in a row after which trouble with Asana may be about one slice: others get its place. */
const PATIENCE = 3;

/** Which of a source's streams: that of the present, or a slice of the past by its id. */
type StreamId = "live" | number;

/** One configured workspace: follows its log for as long as it is not stopped, and reads the log's past beside that. */
export class Source {
  readonly #ports: SourcePorts;
  readonly #options: SourceOptions;
  readonly #live: Follower;
  readonly #backfill: Backfill;
  #takenUp: PastTakenUp | undefined;
  /** Those that run, or have run since the last start. */
  #lanes = new Map<StreamId, Lane>();
  #entered: EnteredState;
  /** Those before it, the oldest first. */
  #earlier: readonly EnteredState[] = [];
  /** Ends requests and rests, for a stop or a restart. */
  #interrupt = new AbortController();

  constructor(ports: SourcePorts, options: SourceOptions) {
    this.#ports = ports;
    this.#options = options;
    this.#live = new Follower({ ...ports, observe: (change) => this.#observe("live", change) }, options);
    this.#backfill = new Backfill((slice) => this.#createFollower(slice), options.backfill?.streams ?? 0);
    this.#entered = { state: "Pending", at: ports.clock.now() };
  }

  /** The source as it is now. */
  snapshot(): SourceSnapshot {
    const { state, at: stateAt } = this.#entered;
    const { checkpoint } = this.#live;
    const past = this.#backfill.progress;
    const slices = this.#slices;
    const pastProgress = progressOf(slices);
    const lanes = [...this.#lanes.values()];
    const halt = lanes.find((lane) => lane.halt !== undefined)?.halt;
    const polls = lanes.flatMap(({ nextPollAt }) => (nextPollAt === undefined ? [] : [nextPollAt]));
    return {
      state,
      stateAt,
      states: [...this.#earlier, this.#entered],
      ...past.reduce(together, this.#live.progress),
      failure: halt === undefined ? undefined : this.#naming(halt),
      nextPollAt: polls.length < lanes.length || lanes.length === 0 ? undefined : Math.min(...polls),
      checkpoint:
        checkpoint === undefined
          ? undefined
          : { ...checkpoint, slices, totals: past.reduce(sumCounts, checkpoint.totals) },
      past: pastProgress === undefined ? undefined : { ...pastProgress, takenUp: this.#takenUp },
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
    try {
      while (end === undefined) end = stop.aborted ? "stopped" : await this.#run();
    } finally {
      this.#backfill.end();
    }
    stop.removeEventListener("abort", onStop);
    this.#enter("stop");
    this.#enter("stopped");
    return stop.aborted ? "stopped" : end;
  }

  /** Begins anew, whatever the state. What the endpoint has taken of a page in flight is not sent twice. */
  restart(): void {
    this.#enter("restart");
    this.#interrupt.abort();
  }

  /** From the start to the end, or to an interruption (undefined). */
  async #run(): Promise<RunEnd | undefined> {
    this.#interrupt = new AbortController();
    const { signal } = this.#interrupt;
    this.#lanes = new Map();
    this.#enter("start");
    this.#enter("initialized");
    // What happens now does not wait for what has happened: the past is read once the present is under way.
    const begun = Promise.withResolvers<boolean>();
    const present = this.#follow("live", this.#live, signal, { onGood: () => begun.resolve(true) });
    const past = begun.promise.then((isUnderWay) => !isUnderWay || this.#readPast(signal));
    const [live, isPastWell] = await Promise.all([present.finally(() => begun.resolve(false)), past]);
    if (signal.aborted) return undefined;
    return live === "caughtUp" && isPastWell ? "caughtUp" : "failed";
  }

  async #readPast(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return true;
    const past = progressOf(this.#slices);
    if (past !== undefined) this.#takenUp ??= { at: this.#ports.clock.now(), coveredMs: past.coveredMs };
    return this.#backfill.run(this.#slices, async (slice, follower, onRest) => {
      const end = await this.#follow(slice.id, follower, signal, { onRest });
      if (end !== undefined) this.#lanes.delete(slice.id);
      return end;
    });
  }

  #follow(
    id: StreamId,
    follower: Pick<Follower, "step">,
    signal: AbortSignal,
    { onGood, onRest }: { readonly onGood?: () => void; readonly onRest?: () => void },
  ): Promise<LaneEnd | undefined> {
    const lane = new Lane(follower, this.#ports, this.#options, {
      onFailure: (failure, retryAt) => {
        this.#enter("failed");
        this.#ports.observe({ kind: "failure", failure: this.#naming(failure), retryAt });
        const isOfSlice = failure.errorType === "FirstPartyGeneric" || (lane.halt?.attempts ?? 0) >= PATIENCE;
        if (isOfSlice) onRest?.();
      },
      onGood: (isProgress) => {
        if (isProgress && this.#isWell()) this.#enter("collected");
        onGood?.();
      },
      ...(id === "live"
        ? { onCaughtUp: (nextPollAt) => this.#ports.observe({ kind: "caughtUp", nextPollAt }) }
        : // Its end is not proved yet: another one need not wait for that.
          { onCaughtUp: () => onRest?.() }),
    });
    this.#lanes.set(id, lane);
    return lane.run(signal);
  }

  #createFollower(slice: Slice): SliceFollower {
    const { fetchPage, checkpoint } = this.#ports;
    const ports: StreamPorts = {
      ...this.#ports,
      checkpoint: checkpoint.slice(slice.id),
      presentEventAt: () => this.#live.progress.newestEventAt,
      fetchPage: (position, signal) => fetchPage({ ...position, priority: "backfill" }, signal),
      // How old the past is says nothing of how far behind the source is.
      observe: (change) =>
        this.#observe(slice.id, change.kind === "page" ? { ...change, lagMs: undefined } : change),
    };
    const options = { ...this.#options, sweep: undefined, backfill: undefined, span: slice };
    return new SliceFollower(new Follower(ports, options), this.#ports);
  }

  get #slices(): readonly ReadSlice[] {
    return this.#backfill.update(this.#live.checkpoint?.slices ?? []);
  }

  /** Whether nothing keeps any stream, but for this one, from going on. */
  #isWell(but?: StreamId): boolean {
    return [...this.#lanes].every(([id, { halt }]) => id === but || halt === undefined);
  }

  /** A failure, with the slices that are held: others may go on beside them. */
  #naming<F extends Failure>(failure: F): F {
    const held = this.#slices.filter(({ id }) => this.#lanes.get(id)?.halt !== undefined);
    return held.length === 0 ? failure : { ...failure, message: `${failure.message}; ${nameHeld(held)}` };
  }

  #observe(id: StreamId, change: SourceChange): void {
    if (change.kind === "authenticated" && this.#isWell(id)) this.#enter("authenticated");
    this.#ports.observe(change);
  }

  #enter(event: StateEvent): void {
    const state = nextState(this.#entered.state, event);
    if (state === this.#entered.state) return;
    this.#earlier = [...this.#earlier, this.#entered].slice(1 - MOST_STATES);
    this.#entered = { state, at: this.#ports.clock.now() };
    this.#ports.observe({ kind: "state", state });
  }
}

/** A source's progress: how far it is behind is told by its present alone. */
function together(live: Progress, past: Progress): Progress {
  const newest = Math.max(live.newestEventAt ?? -Infinity, past.newestEventAt ?? -Infinity);
  return {
    ...live,
    ...sumCounts(live, past),
    repairs: live.repairs + past.repairs,
    redacted: live.redacted + past.redacted,
    newestEventAt: newest === -Infinity ? undefined : newest,
  };
}
