import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { AsanaSimulatorOptions } from "../../src/simulator/asana-defaults.ts";
import type { State } from "../../src/source/state.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  expectNoRequest,
  holdAnswers,
  restart,
  statesOf,
  statusOf,
  until,
  untilResting,
  untilRestingIn,
  wake,
} from "../support/scenario.ts";

/** Short enough for `untilResting` to pass over. */
const LATENCY_MS = 400;

/** A source that stays in a state for a reason. */
interface Reached {
  readonly line: Line;
  readonly receiver: Receiver;
  /** Ends the reason. */
  readonly free: () => void;
  /** Whether a delivery is in flight, which a stop waits for. */
  readonly delivers: boolean;
}

async function start(simulator: Partial<AsanaSimulatorOptions> = {}) {
  const clock = new FakeClock(Date.now());
  const line = await startLine({ clock, ...simulator });
  return { line, clock };
}

/** Gives the running source another category, which needs a new run of it. */
function edit(receiver: Receiver): void {
  receiver.apply(receiver.collector.sources.map(({ config }) => ({ ...config, category: "edited" })));
}

function remove(receiver: Receiver): void {
  receiver.apply([]);
}

/** How each state that lasts is reached, by its real cause. */
const WAYS = {
  async Pending() {
    const { line, clock } = await start();
    const { held, release } = holdAnswers(line.sink);
    const receiver = await startReceiver(line, { clock });
    await held;
    edit(receiver);
    return { line, receiver, free: release, delivers: true };
  },
  async Initialized() {
    const { line, clock } = await start({ latencyMs: LATENCY_MS });
    const receiver = await startReceiver(line, { clock });
    await until(() => line.asana.requests.length > 0);
    return { line, receiver, free: () => clock.advance(LATENCY_MS), delivers: false };
  },
  async Authenticated() {
    const { line, clock } = await start();
    const { held, release } = holdAnswers(line.sink);
    const receiver = await startReceiver(line, { clock });
    await held;
    return { line, receiver, free: release, delivers: true };
  },
  async Collecting() {
    const { line, clock } = await start();
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    return { line, receiver, free: () => undefined, delivers: false };
  },
  async Error() {
    const { line, clock } = await start({ faults: [{ kind: "status", status: 403 }] });
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    return { line, receiver, free: () => line.asana.setFault(undefined), delivers: false };
  },
  async Stopping() {
    const { line, clock } = await start();
    const { held, release } = holdAnswers(line.sink);
    const receiver = await startReceiver(line, { clock });
    await held;
    remove(receiver);
    return { line, receiver, free: release, delivers: true };
  },
} satisfies Partial<Record<State, () => Promise<Reached>>>;

const LASTING = ["Pending", "Initialized", "Authenticated", "Collecting", "Error", "Stopping"] as const;

/** Delivers what a source that was stopped early has left, as the next process would. */
async function finish(line: Line, clock: FakeClock): Promise<Receiver> {
  line.asana.setFault(undefined);
  const receiver = await startReceiver(line, { clock });
  await untilRestingIn("Collecting", receiver);
  return receiver;
}

describe("a source", () => {
  it.each(LASTING)("stays %s as long as there is a reason", async (state) => {
    const { line, receiver, free } = await WAYS[state]();
    await expectNoRequest(line, nextTurn);
    expect(statusOf(receiver).state).toBe(state);
    free();
    await receiver.stop();
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });

  it("is Pending while the last delivery of the run before it is held, then begins", async () => {
    const { line, receiver, free } = await WAYS.Pending();
    expect(statusOf(receiver)).toMatchObject({ state: "Pending", category: "edited", accepted: 0 });
    free();
    await untilResting(receiver);
    expect(statesOf(receiver)).toEqual([
      ...["Started", "Initialized", "Authenticated", "Stopping", "Stopped"],
      ...["Started", "Initialized", "Authenticated", "Collecting"],
    ]);
    await expectAllAccountedFor(line, receiver);
  });

  it("is Started and Initialized before Asana has answered, Authenticated after, Collecting once it is delivered", async () => {
    const { line, receiver, free } = await WAYS.Initialized();
    expect(statesOf(receiver)).toEqual(["Started", "Initialized"]);
    const { held, release } = holdAnswers(line.sink);
    free();
    await held;
    expect(statusOf(receiver)).toMatchObject({ state: "Authenticated", accepted: 0 });
    expect(statesOf(receiver)).toEqual(["Started", "Initialized", "Authenticated"]);
    release();
    await untilResting(receiver);
    expect(statesOf(receiver)).toEqual(["Started", "Initialized", "Authenticated", "Collecting"]);
    await expectAllAccountedFor(line, receiver);
  });

  it("tells the states it came through, and when", async () => {
    const { receiver, free } = await WAYS.Initialized();
    const at = receiver.clock.now();
    expect(statusOf(receiver).states).toEqual(
      ["Pending", "Started", "Initialized"].map((state) => ({ state, at: new Date(at).toISOString() })),
    );
    free();
    await untilResting(receiver);
    const { states, stateAt } = statusOf(receiver);
    expect(states.slice(3)).toEqual(
      ["Authenticated", "Collecting"].map((state) => ({
        state,
        at: new Date(at + LATENCY_MS).toISOString(),
      })),
    );
    expect(states.at(-1)?.at).toBe(stateAt);
  });

  it("tells no more than its latest eight states", async () => {
    const { receiver } = await WAYS.Collecting();
    restart(receiver);
    await untilResting(receiver);
    const told = statusOf(receiver).states.map(({ state }) => state);
    expect(told).toEqual(statesOf(receiver).slice(-8));
    expect(told).toHaveLength(8);
  });

  it("is Collecting also when there is nothing to collect", async () => {
    const line = await startLine({ events: 0 });
    const receiver = await startReceiver(line);
    expect(await untilResting(receiver)).toMatchObject({ state: "Collecting", accepted: 0 });
    line.asana.append(2);
    await wake(receiver);
    await expectAllAccountedFor(line, receiver);
  });

  it("leaves Error for Authenticated when Asana is well again, and for Collecting when the endpoint is", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 429, retryAfter: 5, times: 1 }] });
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    expect(await untilResting(receiver)).toMatchObject({ failure: { errorType: "ThirdPartyGeneric" } });
    expect(await wake(receiver)).toMatchObject({ failure: { errorType: "FirstPartyGeneric" } });
    line.sink.setAnswer(undefined);
    await wake(receiver);
    line.asana.setFault({ kind: "status", status: 429, retryAfter: 5, times: 1 });
    await untilRestingIn("Error", receiver);
    await untilRestingIn("Collecting", receiver);
    expect(statesOf(receiver)).toEqual([
      ...["Started", "Initialized", "Error", "Authenticated", "Error", "Collecting"],
      ...["Error", "Authenticated", "Collecting"],
    ]);
    await expectAllAccountedFor(line, receiver);
  });

  it("that is removed is Stopping while its delivery is held, Stopped after it, and then gone", async () => {
    const { line, receiver, free } = await WAYS.Stopping();
    const { id } = statusOf(receiver);
    expect(statusOf(receiver).state).toBe("Stopping");
    expect(receiver.collector.find(id)).toBeDefined();
    free();
    await until(() => receiver.source("Acme") === undefined);
    expect(statesOf(receiver).slice(-2)).toEqual(["Stopping", "Stopped"]);
    expect(receiver.collector.find(id)).toBeUndefined();
    await receiver.stop();
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });

  it("that was edited and is removed at once is one source on its way out, not two", async () => {
    const { line, receiver, free } = await WAYS.Pending();
    remove(receiver);
    const seen = receiver.collector.status().sources;
    expect(seen.map(({ name, state }) => ({ name, state }))).toEqual([{ name: "Acme", state: "Stopping" }]);
    free();
    await until(() => receiver.source("Acme") === undefined);
    await receiver.stop();
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });
});

describe("a restart", () => {
  it.each(["Pending", "Initialized", "Authenticated", "Collecting", "Error"] as const)(
    "out of %s leads through Pending to Collecting, and nothing is sent twice",
    async (state) => {
      const { line, receiver, free } = await WAYS[state]();
      expect(restart(receiver)).toBe(true);
      expect(statusOf(receiver).state).toBe("Pending");
      free();
      expect(await untilResting(receiver)).toMatchObject({ state: "Collecting" });
      await expectAllAccountedFor(line, receiver);
    },
  );

  it("out of Error during its wait does not wait", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 429, retryAfter: 3000, times: 1 }] });
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    const before = receiver.clock.now();
    restart(receiver);
    expect(await untilResting(receiver)).toMatchObject({ state: "Collecting" });
    expect(receiver.clock.now() - before).toBeLessThan(1000);
    await expectAllAccountedFor(line, receiver);
  });

  it("of a source that is Stopping is refused and does not keep it", async () => {
    const { line, receiver, free } = await WAYS.Stopping();
    expect(restart(receiver)).toBe(false);
    expect(statusOf(receiver).state).toBe("Stopping");
    free();
    await until(() => receiver.source("Acme") === undefined);
    expect(restart(receiver)).toBe(false);
    await receiver.stop();
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });

  it("many times over, while a page is delivered, is one more run", async () => {
    const { line, receiver, free } = await WAYS.Authenticated();
    for (let times = 0; times < 5; times++) restart(receiver);
    free();
    await untilResting(receiver);
    expect(statesOf(receiver)).toEqual([
      ...["Started", "Initialized", "Authenticated", "Pending"],
      ...["Started", "Initialized", "Authenticated", "Collecting"],
    ]);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("a stop", () => {
  it.each(LASTING)("ends a source that is %s", async (state) => {
    const { line, receiver, free, delivers } = await WAYS[state]();
    const ended = receiver.stop();
    await nextTurn();
    if (delivers) free();
    expect([...(await ended).values()]).toEqual(["stopped"]);
    expect(statesOf(receiver).slice(-2)).toEqual(["Stopping", "Stopped"]);
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });

  it.each([
    ["between two attempts of one request", { kind: "status", status: 503 } as const],
    ["before Retry-After is over", { kind: "status", status: 429, retryAfter: 600 } as const],
    ["while Asana does not answer", { kind: "hang" } as const],
  ])("ends a source %s", async (_, fault) => {
    const line = await startLine({ faults: [fault] });
    const receiver = await startReceiver(line);
    await until(() => line.asana.requests.length > 0);
    if (fault.kind !== "hang") await receiver.clock.whenSleeping();
    expect(await receiver.stop()).toEqual(new Map([["Acme", "stopped"]]));
    expect(line.asana.requests).toHaveLength(1);
    await expectAllAccountedFor(line, await finish(line, receiver.clock));
  });
});
