import { expect, it } from "vitest";
import { startMetricsPush } from "../../src/receiver/metrics-push.ts";
import { createMetrics } from "../../src/telemetry/metrics.ts";
import { NO_CERTIFICATES } from "../support/certificates.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { loadClean } from "../support/load-settings.ts";
import { json, type LocalServer, startLocalServer } from "../support/local-server.ts";
import { status } from "../support/status-samples.ts";

/** A push to a server, on a clock that stands still. */
async function startPush({ url }: LocalServer) {
  const settings = await loadClean({ file: { metrics: { endpoint: `${url}/v1/metrics` } } });
  const metrics = createMetrics({ resource: {}, status: () => status([]) });
  const clock = new FakeClock();
  const health = { noteMetrics: () => undefined };
  const push = await startMetricsPush(
    { settings, certificates: NO_CERTIFICATES },
    metrics,
    health,
    undefined,
    clock,
  );
  await clock.whenSleeping();
  return { clock, push };
}

it("the last push leaves no timer behind, which would keep a program alive", async () => {
  const server = await startLocalServer(json(200, {}));
  const { clock, push } = await startPush(server);
  await push.end();
  expect(server.requests).toHaveLength(1);
  expect(clock.nextWakeInMs).toBeUndefined();
});

it("the last push is not waited for longer than five seconds", async () => {
  const { clock, push } = await startPush(await startLocalServer(() => undefined));
  const ended = push.end();
  await clock.whenSleeping();
  expect(clock.nextWakeInMs).toBe(5000);
  clock.advance(5000);
  await ended;
});
