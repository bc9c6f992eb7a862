import fc from "fast-check";
import { expect, it } from "vitest";
import { LimiterWorld, mostWithin, type Request } from "../support/limiter-world.ts";

type Act =
  | { readonly kind: "ask"; readonly source: string; readonly priority: Request["priority"] }
  | { readonly kind: "leave"; readonly index: number; readonly retryAfterMs?: number }
  | { readonly kind: "abort"; readonly index: number }
  | { readonly kind: "advance"; readonly ms: number }
  | { readonly kind: "setBack"; readonly ms: number };

const index = fc.nat({ max: 30 });
const ask = fc.record({
  kind: fc.constant("ask" as const),
  source: fc.constantFrom("a", "b", "c", "d"),
  priority: fc.constantFrom("live" as const, "live" as const, "backfill" as const),
});
const leave = fc.record({ kind: fc.constant("leave" as const), index });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 8, arbitrary: ask },
  { weight: 5, arbitrary: leave },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("abort" as const), index }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("advance" as const), ms: fc.nat({ max: 20_000 }) }) },
);
const refuse: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("leave" as const),
  index,
  retryAfterMs: fc.nat({ max: 120_000 }),
});
const setBack: fc.Arbitrary<Act> = fc.record({
  kind: fc.constant("setBack" as const),
  ms: fc.integer({ min: 1, max: 3_600_000 }),
});
const limits = fc.record({
  requestsPerMinute: fc.integer({ min: 1, max: 90 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
});
const MANY = { minLength: 1, maxLength: 120 };
const RUNS = { numRuns: 200 };

/** Carries one out; returns until when nobody may begin. */
async function carryOut(world: LimiterWorld, what: Act): Promise<number> {
  switch (what.kind) {
    case "ask":
      await world.ask(what.source, what.priority);
      return 0;
    case "leave": {
      const request = pick(world.those("underWay"), what.index);
      if (request === undefined) return 0;
      const { retryAfterMs } = what;
      await world.leave(request, retryAfterMs === undefined ? undefined : { kind: "refused", retryAfterMs });
      return retryAfterMs === undefined ? 0 : world.clock.now() + retryAfterMs;
    }
    case "abort": {
      const request = pick(world.those("waiting"), what.index);
      if (request !== undefined) await world.abort(request);
      return 0;
    }
    case "advance":
      await world.advance(what.ms);
      return 0;
    case "setBack":
      world.clock.jump(-what.ms);
      return 0;
  }
}

function pick(requests: readonly Request[], nth: number): Request | undefined {
  return requests[nth % Math.max(1, requests.length)];
}

function beginningsOf(world: LimiterWorld): number[] {
  return world.begun.flatMap(({ beganAt }) => beganAt ?? []);
}

it("no minute holds more requests than it may, and no moment", async () => {
  await fc.assert(
    fc.asyncProperty(limits, fc.array(fc.oneof(act, act, act, refuse), MANY), async (given, acts) => {
      const world = new LimiterWorld(given);
      let most = 0;
      for (const what of acts) {
        await carryOut(world, what);
        most = Math.max(most, world.those("underWay").length);
      }
      expect(most).toBeLessThanOrEqual(given.concurrency);
      expect(mostWithin(60_000, beginningsOf(world))).toBeLessThanOrEqual(given.requestsPerMinute);
    }),
    RUNS,
  );
});

it("nobody begins before a Retry-After is over", async () => {
  await fc.assert(
    fc.asyncProperty(limits, fc.array(fc.oneof(act, refuse), MANY), async (given, acts) => {
      const world = new LimiterWorld(given);
      let pausedUntil = 0;
      for (const what of acts) {
        const before = world.begun.length;
        pausedUntil = Math.max(pausedUntil, await carryOut(world, what));
        for (const { beganAt } of world.begun.slice(before))
          expect(beganAt).toBeGreaterThanOrEqual(pausedUntil);
      }
    }),
    RUNS,
  );
});

it("whoever waits begins in the end, unless it is given up or turned away", async () => {
  await fc.assert(
    fc.asyncProperty(limits, fc.array(fc.oneof(act, act, refuse, setBack), MANY), async (given, acts) => {
      const world = new LimiterWorld(given);
      for (const what of acts) await carryOut(world, what);
      expect(await world.drain()).toBe(true);
      for (const { signal, began, state } of world.requests)
        expect(began === undefined).toBe(signal.signal.aborted || state === "turnedAway");
    }),
    RUNS,
  );
});

it("no source begins twice while another one waits for its first turn", async () => {
  await fc.assert(
    fc.asyncProperty(limits, fc.array(act, MANY), async (given, acts) => {
      const world = new LimiterWorld(given);
      for (const what of acts) {
        const waiting = world.those("waiting");
        const before = world.begun.length;
        await carryOut(world, what);
        const begun = world.begun.slice(before).filter(({ priority }) => priority === "live");
        for (const { source, priority, state } of waiting) {
          if (priority !== "live" || state !== "waiting") continue;
          const others = begun.filter((one) => one.source !== source).map((one) => one.source);
          if (begun.some((one) => one.source === source)) continue;
          expect(new Set(others).size).toBe(others.length);
        }
      }
    }),
    RUNS,
  );
});
