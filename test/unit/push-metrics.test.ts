import { resourceFromAttributes } from "@opentelemetry/resources";
import { expect, it } from "vitest";
import { type MetricPushDeps, pushMetrics } from "../../src/telemetry/push-metrics.ts";
import { FakeClock } from "../support/fake-clock.ts";

const METRICS = { resource: resourceFromAttributes({}), scopeMetrics: [] };

/** A push whose n-th answer is the n-th of these, and what was told of it. */
function start(...answers: Awaited<ReturnType<MetricPushDeps["send"]>>[]) {
  const clock = new FakeClock();
  const ended = new AbortController();
  const told: (string | undefined)[] = [];
  let pushes = 0;
  const pushing = pushMetrics(
    {
      collect: async () => METRICS,
      send: async () => answers[pushes++] ?? {},
      intervalMs: 60_000,
      clock,
      onPushed: (refusal) => told.push(refusal),
    },
    ended.signal,
  );
  /** Moves on to the next push and lets it end. */
  const next = async (): Promise<void> => {
    await clock.whenSleeping();
    clock.advance(60_000);
    await clock.whenSleeping();
  };
  return { clock, told, next, end: () => ended.abort(), pushing, pushes: () => pushes };
}

it("metrics are pushed when the interval is over, and not before", async () => {
  const { clock, next, pushes, end, pushing } = start();
  await clock.whenSleeping();
  clock.advance(59_999);
  expect(pushes()).toBe(0);
  await next();
  expect(pushes()).toBe(1);
  end();
  await pushing;
});

it("each push tells why it was refused, or that it was not", async () => {
  const { told, next, end, pushing } = start({ message: "403" }, {}, { warning: "not in OTLP" });
  await next();
  await next();
  await next();
  expect(told).toEqual(["403", undefined, "not in OTLP"]);
  end();
  await pushing;
});

it("the end is pushed at once, and is the last", async () => {
  const { clock, pushes, end, pushing } = start();
  await clock.whenSleeping();
  end();
  await pushing;
  expect(pushes()).toBe(1);
  expect(clock.nextWakeInMs).toBeUndefined();
});
