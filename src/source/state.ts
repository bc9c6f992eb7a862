/** The states of a source, in Sumo Logic's words; `Stopped` is its "deleted from the Collector". */
export type State =
  | "Pending"
  | "Started"
  | "Initialized"
  | "Authenticated"
  | "Collecting"
  | "Error"
  | "Stopping"
  | "Stopped";

/** What happens to a source. */
export type StateEvent =
  | "start"
  /** All it is made of is there. */
  | "initialized"
  /** Asana accepted the token for the workspace, proved by a page. */
  | "authenticated"
  /** A page was acknowledged and its checkpoint moved, or there was nothing to read. */
  | "collected"
  | "failed"
  | "restart"
  | "stop"
  | "stopped";

/**
 * Every state after every event.
 *
 *     Pending ─start─► Started ─initialized─► Initialized ─authenticated─► Authenticated ─collected─► Collecting
 *        │                │                        │                            │                        │
 *        └────────────────┴─────────failed─────────┴────────────────────────────┴────────────────────────┘
 *                                      ▼
 *                                    Error ─authenticated─► Authenticated, ─collected─► Collecting
 *
 *     any but Stopping and Stopped ─restart─► Pending
 *     any but Stopped ─stop─► Stopping ─stopped─► Stopped
 *
 * What a state does not wait for leaves it as it is: a page in flight before a restart is delivered in Initialized,
 * and Authenticated still needs a request.
 */
const TRANSITIONS = {
  Pending: {
    start: "Started",
    initialized: "Pending",
    authenticated: "Pending",
    collected: "Pending",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Pending",
  },
  Started: {
    start: "Started",
    initialized: "Initialized",
    authenticated: "Started",
    collected: "Started",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Started",
  },
  Initialized: {
    start: "Initialized",
    initialized: "Initialized",
    authenticated: "Authenticated",
    collected: "Initialized",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Initialized",
  },
  Authenticated: {
    start: "Authenticated",
    initialized: "Authenticated",
    authenticated: "Authenticated",
    collected: "Collecting",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Authenticated",
  },
  Collecting: {
    start: "Collecting",
    initialized: "Collecting",
    authenticated: "Collecting",
    collected: "Collecting",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Collecting",
  },
  Error: {
    start: "Error",
    initialized: "Error",
    authenticated: "Authenticated",
    collected: "Collecting",
    failed: "Error",
    restart: "Pending",
    stop: "Stopping",
    stopped: "Error",
  },
  Stopping: {
    start: "Stopping",
    initialized: "Stopping",
    authenticated: "Stopping",
    collected: "Stopping",
    failed: "Stopping",
    restart: "Stopping",
    stop: "Stopping",
    stopped: "Stopped",
  },
  Stopped: {
    start: "Stopped",
    initialized: "Stopped",
    authenticated: "Stopped",
    collected: "Stopped",
    failed: "Stopped",
    restart: "Stopped",
    stop: "Stopped",
    stopped: "Stopped",
  },
} as const satisfies Record<State, Record<StateEvent, State>>;

/** The state after `event`. */
export function nextState(state: State, event: StateEvent): State {
  return TRANSITIONS[state][event];
}
