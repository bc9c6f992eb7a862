import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextState, type State, type StateEvent } from "../../src/source/state.ts";

const EVENTS: readonly StateEvent[] = [
  "start",
  "initialized",
  "authenticated",
  "collected",
  "failed",
  "restart",
  "stop",
  "stopped",
];

const STATES: readonly State[] = [
  "Pending",
  "Started",
  "Initialized",
  "Authenticated",
  "Collecting",
  "Error",
  "Stopping",
  "Stopped",
];

/** What Sumo Logic documents, and the ways back that follow from it: from Error, and by a restart. */
const DOCUMENTED = new Set([
  ...["Pending Started", "Started Initialized", "Initialized Authenticated", "Authenticated Collecting"],
  ...["Pending", "Started", "Initialized", "Authenticated", "Collecting"].map((state) => `${state} Error`),
  ...["Error Authenticated", "Error Collecting"],
  ...["Started", "Initialized", "Authenticated", "Collecting", "Error"].map((state) => `${state} Pending`),
  ...["Pending", "Started", "Initialized", "Authenticated", "Collecting", "Error"].map(
    (state) => `${state} Stopping`,
  ),
  "Stopping Stopped",
]);

function walk(events: readonly StateEvent[], from: State = "Pending"): State[] {
  let state = from;
  return events.map((event) => {
    state = nextState(state, event);
    return state;
  });
}

describe("the states of a source", () => {
  it("pass in the documented order when all goes well", () => {
    expect(walk(["start", "initialized", "authenticated", "collected", "stop", "stopped"])).toEqual([
      "Started",
      "Initialized",
      "Authenticated",
      "Collecting",
      "Stopping",
      "Stopped",
    ]);
  });

  it("become Error from each of them", () => {
    const before: StateEvent[][] = [
      [],
      ["start"],
      ["start", "initialized"],
      ["start", "initialized", "authenticated"],
      ["start", "initialized", "authenticated", "collected"],
    ];
    for (const events of before) expect(walk([...events, "failed"]).at(-1)).toBe("Error");
  });

  it("lead out of Error once Asana accepts the token again", () => {
    expect(walk(["authenticated", "collected"], "Error")).toEqual(["Authenticated", "Collecting"]);
  });

  it("do not reach Collecting before the token was accepted", () => {
    expect(walk(["start", "initialized", "collected"]).at(-1)).toBe("Initialized");
  });

  it("end with Stopping, then Stopped, whatever came before and after", () => {
    const events = fc.array(fc.constantFrom(...EVENTS));
    fc.assert(
      fc.property(events, events, (before, after) => {
        const stopping = walk([...before, "stop"]).at(-1) ?? "Pending";
        expect(["Stopping", "Stopped"]).toContain(stopping);
        for (const state of walk(after, stopping)) expect(["Stopping", "Stopped"]).toContain(state);
        expect(nextState(stopping, "stopped")).toBe("Stopped");
      }),
    );
  });

  it("change only as is documented, in whatever order things happen", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
        let before: State = "Pending";
        for (const state of walk(events)) {
          if (state !== before) expect(DOCUMENTED).toContain(`${before} ${state}`);
          before = state;
        }
      }),
    );
  });

  it("can change in every way that is documented, and in no other", () => {
    const possible = STATES.flatMap((state) =>
      EVENTS.map((event) => nextState(state, event))
        .filter((next) => next !== state)
        .map((next) => `${state} ${next}`),
    );
    expect(new Set(possible)).toEqual(DOCUMENTED);
  });

  it("are left by a restart for Pending, unless the source is on its way out", () => {
    for (const state of STATES) {
      const isLeaving = state === "Stopping" || state === "Stopped";
      expect(nextState(state, "restart")).toBe(isLeaving ? state : "Pending");
    }
  });
});
