import { expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { holdAnswers, INTERVAL_MS, restart, statusOf, until, untilResting } from "../support/scenario.ts";

const MINUTE_MS = 60_000;

/** A receiver that has delivered the first of three pages of a history of 30 days. */
async function startHistory() {
  const line = await startLine();
  const { held, release } = holdAnswers(line.sink, undefined, 1);
  const receiver = await startReceiver(line);
  await held;
  return { line, receiver, release };
}

/** When the endpoint acknowledged the first page, how old its newest event was. */
function firstLagMs({ changes }: Receiver): number {
  const page = changes.find((change) => change.kind === "page");
  return page?.lagMs ?? Number.NaN;
}

it("a history that is read is shown from its first page to its end, with the share that is delivered", async () => {
  const { line, receiver, release } = await startHistory();
  const { backfill, newestEventAt } = statusOf(receiver);
  const now = receiver.clock.now();
  const fromAt = Date.parse(backfill?.fromAt ?? "");
  const reachedAt = now - firstLagMs(receiver);
  expect(backfill).toEqual({
    fromAt: expect.any(String),
    toAt: new Date(now).toISOString(),
    reachedAt: newestEventAt,
    share: (reachedAt - fromAt) / (now - fromAt),
    beganAt: new Date(now).toISOString(),
  });
  expect(Date.parse(newestEventAt ?? "")).toBe(reachedAt);
  expect(Math.round((now - fromAt) / 86_400_000)).toBe(30);
  release();
  expect((await untilResting(receiver)).backfill).toBeUndefined();
  expect(line.sink.counts.records).toBe(250);
});

it("is expected to end when it goes on as fast as so far, but not while something keeps it from going on", async () => {
  const { line, receiver, release } = await startHistory();
  receiver.clock.jump(MINUTE_MS);
  const { backfill } = statusOf(receiver);
  // Two pages of three are left.
  const leftMs = Date.parse(backfill?.expectedEndAt ?? "") - receiver.clock.now();
  expect(leftMs).toBeGreaterThan(MINUTE_MS);
  expect(leftMs).toBeLessThan(2 * MINUTE_MS);
  line.asana.setFault({ kind: "status", status: 403 });
  release();
  expect(await untilResting(receiver)).toMatchObject({ state: "Error" });
  const failing = statusOf(receiver).backfill;
  expect(failing).toMatchObject({ beganAt: backfill?.beganAt });
  expect(failing?.expectedEndAt).toBeUndefined();
});

it("goes on over a restart of its source", async () => {
  const { receiver, release } = await startHistory();
  const { backfill } = statusOf(receiver);
  receiver.clock.jump(MINUTE_MS);
  restart(receiver);
  const { fromAt, beganAt } = statusOf(receiver).backfill ?? {};
  expect({ fromAt, beganAt }).toEqual({ fromAt: backfill?.fromAt, beganAt: backfill?.beganAt });
  release();
  expect((await untilResting(receiver)).backfill).toBeUndefined();
});

it("is none of a source that is being stopped", async () => {
  const { receiver, release } = await startHistory();
  expect(statusOf(receiver).backfill).toBeDefined();
  receiver.apply([]);
  const status = statusOf(receiver);
  release();
  expect(status.state).toBe("Stopping");
  expect(status.backfill).toBeUndefined();
});

it("is no second look for late events, however old what it meets is", async () => {
  const clock = new FakeClock();
  const polling = { sweepWindow: "24h", sweepEvery: 1 };
  const line = await startLine({ events: 20, clock }, { polling });
  const receiver = await startReceiver(line, { clock });
  await untilResting(receiver);
  line.asana.append(150);
  line.asana.append(2);
  line.asana.withholdEvents(2, WORKSPACE);
  line.asana.append(3);
  clock.advance(INTERVAL_MS);
  await until(() => line.sink.counts.records === 173);
  await untilResting(receiver);
  line.asana.releaseEvents();
  line.asana.append(1);
  clock.jump(60 * MINUTE_MS);
  const { held, release } = holdAnswers(line.sink, undefined, 1);
  clock.advance(INTERVAL_MS);
  await held;
  expect(line.asana.requests.at(-1)?.query).toHaveProperty("end_at");
  expect(statusOf(receiver).backfill).toBeUndefined();
  release();
  await until(() => line.sink.counts.records === 176);
});
