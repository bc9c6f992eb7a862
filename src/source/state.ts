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
  | "initialized"
  /** Asana accepted the token for the workspace, proved by a page. */
  | "authenticated"
  /** A page was acknowledged and its checkpoint moved. */
  | "collected"
  | "failed"
  | "stop"
  | "stopped";

/**
 * All that can happen in each state; what is not named leaves the state as it is.
 *
 *     Pending ─start─► Started ─initialized─► Initialized ─authenticated─► Authenticated ─collected─► Collecting
 *        └────────────────┴──────────failed──────────┴────────────────────────────┴──────────────────────┘
 *                                                    ▼
 *                       Error ─authenticated─► Authenticated, ─collected─► Collecting
 *     any ─stop─► Stopping ─stopped─► Stopped
 */
const TRANSITIONS = {
  Pending: { start: "Started", failed: "Error", stop: "Stopping" },
  Started: { initialized: "Initialized", failed: "Error", stop: "Stopping" },
  Initialized: { authenticated: "Authenticated", failed: "Error", stop: "Stopping" },
  Authenticated: { collected: "Collecting", failed: "Error", stop: "Stopping" },
  Collecting: { failed: "Error", stop: "Stopping" },
  Error: {
    authenticated: "Authenticated",
    collected: "Collecting",
    stop: "Stopping",
  },
  Stopping: { stopped: "Stopped" },
  Stopped: {},
} as const satisfies Record<State, Partial<Record<StateEvent, State>>>;

/** The state after `event`. */
export function nextState(state: State, event: StateEvent): State {
  const transitions: Partial<Record<StateEvent, State>> = TRANSITIONS[state];
  return transitions[event] ?? state;
}
