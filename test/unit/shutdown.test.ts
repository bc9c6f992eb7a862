import { EventEmitter } from "node:events";
import { describe, expect, it } from "vitest";
import { listenForSignals, withinShutdown } from "../../src/lib/shutdown.ts";
import { FakeClock } from "../support/fake-clock.ts";

function listening() {
  const signals = new EventEmitter();
  const clock = new FakeClock();
  return { signals, clock, shutdown: listenForSignals(signals, clock) };
}

describe("signals", () => {
  it("ask for a stop first and for leaving at once the second time", () => {
    const { signals, clock, shutdown } = listening();
    signals.emit("SIGTERM");
    expect([shutdown.stop.aborted, shutdown.abort.aborted]).toEqual([true, false]);
    clock.advance(1000);
    signals.emit("SIGINT");
    expect(shutdown.abort.aborted).toBe(true);
  });

  it("that come twice for one key press count once", () => {
    const { signals, clock, shutdown } = listening();
    signals.emit("SIGINT");
    clock.advance(3);
    signals.emit("SIGINT");
    expect(shutdown.abort.aborted).toBe(false);
  });
});

describe("the time to end", () => {
  const never = new Promise<string>(() => undefined);

  it("is as long as the work needs while nobody asks to stop", async () => {
    const { clock, shutdown } = listening();
    expect(await withinShutdown(Promise.resolve("done"), shutdown, 10, clock)).toEqual({ value: "done" });
  });

  it("keeps no timer running once the work is done", async () => {
    const { signals, clock, shutdown } = listening();
    const { promise, resolve } = Promise.withResolvers<string>();
    const end = withinShutdown(promise, shutdown, 30_000, clock);
    signals.emit("SIGTERM");
    await clock.whenSleeping();
    resolve("done");
    expect(await end).toEqual({ value: "done" });
    expect(clock.nextWakeInMs).toBeUndefined();
  });

  it("is bounded once a stop was asked for", async () => {
    const { signals, clock, shutdown } = listening();
    const end = withinShutdown(never, shutdown, 30_000, clock);
    signals.emit("SIGTERM");
    await clock.whenSleeping();
    clock.advance(30_000);
    expect(await end).toEqual({ late: "deadline" });
  });

  it("is over with the second signal", async () => {
    const { signals, clock, shutdown } = listening();
    const end = withinShutdown(never, shutdown, 30_000, clock);
    signals.emit("SIGTERM");
    clock.advance(1000);
    signals.emit("SIGTERM");
    expect(await end).toEqual({ late: "aborted" });
  });
});
