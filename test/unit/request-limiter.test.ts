import { describe, expect, it } from "vitest";
import { LimiterWorld } from "../support/limiter-world.ts";

const ASANA = { requestsPerMinute: 1500, concurrency: 50 };
const MINUTE_MS = 60_000;

/** Asks for one request after the other, each over at once, for so long; returns how many. */
async function countWithin(world: LimiterWorld, ms: number): Promise<number> {
  const endsAt = world.clock.now() + ms;
  let count = 0;
  for (;;) {
    const request = await world.ask();
    while (request.state === "waiting") {
      const waitMs = world.clock.nextWakeInMs ?? 0;
      if (world.clock.now() + waitMs >= endsAt) {
        await world.abort(request);
        world.clock.advance(endsAt - world.clock.now());
        return count;
      }
      await world.advance(waitMs);
    }
    await world.leave(request);
    count += 1;
  }
}

describe("the requests of one token", () => {
  it("use nearly what is allowed in each minute, with some room for what arrives later than it was sent", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 300, concurrency: 50 });
    expect(await countWithin(world, MINUTE_MS)).toBe(0.98 * 300);
    expect(await countWithin(world, MINUTE_MS)).toBeGreaterThan(0.93 * 300);
  });

  it("are spread: two seconds' worth at once, then one after the other", async () => {
    const world = new LimiterWorld(ASANA);
    await world.askTimes(60);
    expect(world.those("underWay")).toHaveLength(50);
    const [first] = world.those("underWay");
    if (first !== undefined) await world.leave(first);
    expect(world.those("underWay")).toHaveLength(49);
    await world.advance(43);
    expect(world.those("underWay")).toHaveLength(50);
  });

  it("wait until one of as many as may be under way is over", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 2 });
    await world.askTimes(3);
    await world.advance(10 * MINUTE_MS);
    const [first, second, third] = world.requests;
    expect([first?.state, second?.state, third?.state]).toEqual(["underWay", "underWay", "waiting"]);
    if (first !== undefined) await world.leave(first);
    expect(third?.state).toBe("underWay");
  });

  it("tell how long they waited, and nothing when they did not", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    const first = await world.ask("a");
    await world.ask("b", "backfill");
    await world.advance(700);
    await world.leave(first);
    expect(world.waits).toEqual([{ source: "b", priority: "backfill", waitedMs: 700 }]);
  });

  it("are not kept by those of another token", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    await world.ask("a", "live", "one");
    const other = await world.ask("a", "live", "two");
    expect(other.state).toBe("underWay");
  });

  it("keep no timer running when nobody waits any more", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1, concurrency: 1 });
    const first = await world.ask();
    await world.leave(first);
    const second = await world.ask();
    expect(world.clock.nextWakeInMs).toBe(MINUTE_MS);
    await world.abort(second);
    expect(world.clock.nextWakeInMs).toBeUndefined();
  });
});

describe("turns", () => {
  it("go round the sources, whichever asks most", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    const first = await world.ask("busy");
    await world.askTimes(3, "busy");
    await world.askTimes(2, "quiet");
    await world.ask("other");
    await world.leave(first);
    await world.drain();
    expect(world.begun.map(({ source }) => source)).toEqual([
      ...["busy", "busy", "quiet", "other"],
      ...["busy", "quiet", "busy"],
    ]);
  });

  it("are live ones' first, and one in ten a backfill's", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    const first = await world.ask("z", "backfill");
    await world.askTimes(2, "b", "backfill");
    await world.askTimes(12, "a", "live");
    await world.leave(first);
    await world.drain();
    expect(world.begun.map(({ priority }) => priority.charAt(0)).join("")).toBe("blllllllllblllb");
  });

  it("pass on to the next one when a request is given up", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    const first = await world.ask("a");
    const second = await world.ask("b");
    const third = await world.ask("c");
    await world.abort(second);
    expect(second.state).toBe("givenUp");
    await world.leave(first);
    expect(third.state).toBe("underWay");
  });

  it("are nobody's that has been given up before", async () => {
    const world = new LimiterWorld(ASANA);
    const signal = new AbortController();
    signal.abort();
    const request = await world.ask("a", "live", "token", signal);
    expect(request.state).toBe("givenUp");
  });
});

describe("after a 429", () => {
  it("whoever has the token is turned away until its Retry-After is over, those that wait as well", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    const refused = await world.ask("a");
    const waiting = [await world.ask("b"), await world.ask("c", "backfill")];
    await world.leave(refused, { kind: "refused", retryAfterMs: 30_000 });
    expect(waiting).toMatchObject(Array(2).fill({ state: "turnedAway", pauseMs: 30_000 }));
    await world.advance(29_999);
    expect(await world.ask("b")).toMatchObject({ state: "turnedAway", pauseMs: 1 });
    await world.advance(1);
    expect(await world.ask("b")).toMatchObject({ state: "underWay" });
  });

  it("a source that is let through begins at once, its next request and no other", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    await world.leave(await world.ask("a"), { kind: "refused", retryAfterMs: 30_000 });
    world.letThrough("a");
    expect(await world.ask("b")).toMatchObject({ state: "turnedAway" });
    const first = await world.ask("a");
    expect([first, await world.ask("a")]).toMatchObject([{ state: "underWay" }, { state: "turnedAway" }]);
    await world.leave(first, { kind: "refused", retryAfterMs: 60_000 });
    expect(await world.ask("a")).toMatchObject({ state: "turnedAway", pauseMs: 60_000 });
  });

  it.each([
    ["allowed", "underWay"],
    ["unanswered", "turnedAway"],
  ] as const)("a source that is let through, and %s: the next one is %s", async (kind, state) => {
    const world = new LimiterWorld(ASANA);
    const before = await world.ask("a");
    await world.leave(await world.ask("a"), { kind: "refused", retryAfterMs: 30_000 });
    await world.leave(before, { kind: "allowed" });
    expect(await world.ask("b")).toMatchObject({ state: "turnedAway" });
    world.letThrough("a");
    await world.leave(await world.ask("a"), { kind });
    await world.advance(100);
    expect(await world.ask("b")).toMatchObject({ state });
  });

  it("a source that was let through and given up takes no turn", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 1500, concurrency: 1 });
    world.letThrough("a");
    const signal = new AbortController();
    signal.abort();
    expect(await world.ask("a", "live", "token", signal)).toMatchObject({ state: "givenUp" });
    expect(await world.ask("b")).toMatchObject({ state: "underWay" });
  });

  it.each([
    ["at the beginning", 0, 0],
    ["after a long time without one", 3 * MINUTE_MS, 0],
    ["and the clock is set back then", 0, -3_600_000],
  ])(
    "%s, half as much is allowed, and all of it again after a quiet minute",
    async (_when, beforeMs, jumpMs) => {
      const world = new LimiterWorld({ requestsPerMinute: 300, concurrency: 50 });
      if (beforeMs > 0) await countWithin(world, beforeMs);
      await world.leave(await world.ask(), { kind: "refused", retryAfterMs: 1000 });
      world.clock.jump(jumpMs);
      expect(await world.ask()).toMatchObject({ state: "turnedAway", pauseMs: 1000 });
      await world.advance(1000);
      const lowered = await countWithin(world, MINUTE_MS);
      expect(lowered).toBeGreaterThan(130);
      expect(lowered).toBeLessThan(160);
      expect(await countWithin(world, MINUTE_MS)).toBeGreaterThan(270);
    },
  );

  it("as many refusals as were under way lower it once", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 300, concurrency: 8 });
    await world.askTimes(8);
    for (const request of world.those("underWay"))
      await world.leave(request, { kind: "refused", retryAfterMs: 1000 });
    await world.advance(1000);
    expect(await countWithin(world, MINUTE_MS)).toBeGreaterThan(130);
  });

  it("fewer are under way at the same time", async () => {
    const world = new LimiterWorld(ASANA);
    await world.leave(await world.ask(), { kind: "refused", retryAfterMs: 1 });
    await world.advance(1);
    await world.askTimes(50);
    await world.advance(30_000);
    expect(world.those("underWay")).toHaveLength(25);
  });

  it("without a Retry-After it goes on at once, slower", async () => {
    const world = new LimiterWorld({ requestsPerMinute: 60, concurrency: 1 });
    await world.leave(await world.ask(), { kind: "refused", retryAfterMs: undefined });
    await world.ask();
    expect(world.clock.nextWakeInMs).toBeLessThan(3000);
    expect(world.clock.nextWakeInMs).toBeGreaterThan(1900);
  });

  it("a clock that is set back is not waited for", async () => {
    const world = new LimiterWorld(ASANA);
    await world.leave(await world.ask(), { kind: "refused", retryAfterMs: 30_000 });
    await world.ask();
    world.clock.jump(-3_600_000);
    expect(await world.ask()).toMatchObject({ state: "turnedAway", pauseMs: 30_000 });
    await world.advance(30_000);
    expect(await world.ask()).toMatchObject({ state: "underWay" });
  });
});
