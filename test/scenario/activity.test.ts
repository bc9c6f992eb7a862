import { expect, it } from "vitest";
import { startLine } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { restart, statusOf, until, untilResting } from "../support/scenario.ts";

const HOUR_MS = 3_600_000;
const EMPTY_MINUTES = { acknowledged: Array(60).fill(0), lagMs: Array(60).fill(null) };
const EMPTY_HALF_HOURS = { acknowledged: Array(48).fill(0), lagMs: Array(48).fill(null) };

/** The largest lag that the source has told of a page. */
function largestLag({ changes }: Receiver): number {
  return Math.max(...changes.map((change) => (change.kind === "page" && change.lagMs) || 0));
}

it("what the endpoint acknowledged is counted by minute and by half hour, with the largest lag", async () => {
  const line = await startLine();
  const receiver = await startReceiver(line);
  expect(statusOf(receiver).activity).toEqual({ minutes: EMPTY_MINUTES, halfHours: EMPTY_HALF_HOURS });
  await untilResting(receiver);
  const lag = largestLag(receiver);
  const first = {
    minutes: {
      acknowledged: EMPTY_MINUTES.acknowledged.with(-1, 250),
      lagMs: EMPTY_MINUTES.lagMs.with(-1, lag),
    },
    halfHours: {
      acknowledged: EMPTY_HALF_HOURS.acknowledged.with(-1, 250),
      lagMs: EMPTY_HALF_HOURS.lagMs.with(-1, lag),
    },
  };
  expect(statusOf(receiver).activity).toEqual(first);
  expect(lag).toBeGreaterThan(HOUR_MS);
  receiver.clock.jump(HOUR_MS);
  expect(statusOf(receiver).activity).toEqual({
    minutes: EMPTY_MINUTES,
    halfHours: {
      acknowledged: EMPTY_HALF_HOURS.acknowledged.with(-3, 250),
      lagMs: EMPTY_HALF_HOURS.lagMs.with(-3, lag),
    },
  });
  receiver.clock.jump(-HOUR_MS);
  expect(statusOf(receiver).activity).toEqual(first);
});

it("it is kept over a restart and an edit of its source, and forgotten with the source", async () => {
  const line = await startLine();
  const receiver = await startReceiver(line);
  const before = await untilResting(receiver);
  const configs = receiver.collector.sources.map(({ config }) => config);
  restart(receiver);
  await untilResting(receiver);
  receiver.apply(configs.map((config) => ({ ...config, category: "edited" })));
  const after = await untilResting(receiver);
  expect(after).toMatchObject({ category: "edited", accepted: 0, activity: before.activity });
  receiver.apply([]);
  await until(() => receiver.source("Acme") === undefined);
  receiver.apply(configs);
  const anew = await untilResting(receiver);
  expect(anew.id).toBe(before.id);
  expect(anew.activity).toEqual({ minutes: EMPTY_MINUTES, halfHours: EMPTY_HALF_HOURS });
});
