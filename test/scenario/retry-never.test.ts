import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/simulator/faults.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { type Line, startLine } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  expectNoRequest,
  healthEventsOf,
  requestCount,
  restart,
  statusOf,
  untilResting,
  untilRestingIn,
} from "../support/scenario.ts";

/** Less than Asana keeps its log: beyond that, events are lost, and that is told. */
const LONG_MS = 60 * 86_400_000;
/** Three pages of a history of 250, and the empty one. */
const REQUESTS_OF_HISTORY = 4;
const PART = 30;

/** Checks that a source rests for good: neither Asana nor the endpoint hears of it, however long it takes. */
async function expectParked(line: Line, receiver: Receiver, errorType: string): Promise<void> {
  const status = statusOf(receiver);
  expect(status).toMatchObject({ state: "Error", failure: { errorType, attempts: 1 } });
  expect(status).not.toHaveProperty("failure.retryAt");
  expect(status).not.toHaveProperty("nextPollAt");
  const sent = line.sink.counts.requests;
  await expectNoRequest(line, () => receiver.clock.advance(LONG_MS));
  expect(receiver.clock.nextWakeInMs).toBe(Number.POSITIVE_INFINITY);
  expect(line.sink.counts.requests).toBe(sent);
  expect(statusOf(receiver).state).toBe("Error");
}

/** Lets a parked source go on, and checks that all is well. */
async function expectRecovery(line: Line, receiver: Receiver, trackerId: string): Promise<void> {
  restart(receiver);
  expect(await untilResting(receiver)).toMatchObject({ state: "Collecting", health: "healthy" });
  expect(healthEventsOf(receiver, trackerId).map(({ status }) => status)).toEqual(["UnHealthy", "Healthy"]);
  await expectAllAccountedFor(line, receiver);
}

describe('with ThirdPartyGeneric: "never"', () => {
  const settings = { retry: { ThirdPartyGeneric: "never" } };
  const FAULTS: readonly Fault[] = [
    { kind: "status", status: 429, retryAfter: 30 },
    { kind: "status", status: 503 },
    { kind: "reset" },
    { kind: "garbage" },
  ];

  it.each(FAULTS)("Asana's trouble ($kind $status) is an Error until a restart", async (fault) => {
    const line = await startLine({ faults: [fault] }, settings);
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    line.asana.setFault(undefined);
    await expectParked(line, receiver, "ThirdPartyGeneric");
    await expectRecovery(line, receiver, "ThirdPartyGenericError");
  });

  it("a restart in vain is an Error again, of the same incident", async () => {
    const line = await startLine({ faults: [{ kind: "garbage" }] }, settings);
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    restart(receiver);
    await untilResting(receiver);
    await expectParked(line, receiver, "ThirdPartyGeneric");
    expect(statusOf(receiver).incidents).toMatchObject([{ trackerId: "ThirdPartyGenericError", count: 2 }]);
    line.asana.setFault(undefined);
    await expectRecovery(line, receiver, "ThirdPartyGenericError");
  });

  it("the endpoint's trouble is still tried again", async () => {
    const line = await startLine({}, settings);
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    expect(await untilResting(receiver)).toMatchObject({
      failure: { errorType: "FirstPartyGeneric", retryAt: expect.any(String) },
    });
    line.sink.setAnswer(undefined);
    await untilRestingIn("Collecting", receiver);
    await expectAllAccountedFor(line, receiver);
  });

  it("a run with once fails at once", async () => {
    const line = await startLine({ faults: [{ kind: "garbage", times: 1 }] }, settings);
    const first = await startReceiver(line, { once: true });
    expect(await first.ended).toEqual(new Map([["Acme", "failed"]]));
    expect(requestCount(line)).toBe(1);
    const second = await startReceiver(line, { once: true });
    expect(await second.ended).toEqual(new Map([["Acme", "caughtUp"]]));
    await expectAllAccountedFor(line, second);
  });
});

describe('with FirstPartyGeneric: "never"', () => {
  const settings = { retry: { FirstPartyGeneric: "never" } };

  it.each([429, 500, 401])(
    "an endpoint that answers %i is an Error until a restart, which delivers the page that was read",
    async (status) => {
      const line = await startLine({}, settings);
      line.sink.setAnswer(() => ({ kind: "status", status, headers: { "retry-after": "60" } }));
      const receiver = await startReceiver(line);
      await untilResting(receiver);
      line.sink.setAnswer(undefined);
      await expectParked(line, receiver, "FirstPartyGeneric");
      expect(requestCount(line)).toBe(1);
      await expectRecovery(line, receiver, "FirstPartyGenericError");
      expect(requestCount(line)).toBe(REQUESTS_OF_HISTORY);
    },
  );

  it("a page of which the endpoint has taken a part is taken up where it stopped", async () => {
    const line = await startLine({}, settings);
    let taken = 0;
    line.sink.setAnswer(({ records }) => {
      if (records.length > PART) return { kind: "status", status: 413 };
      taken += 1;
      return taken > 2 ? { kind: "status", status: 500 } : undefined;
    });
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    const arrived = line.sink.counts.records;
    expect(arrived).toBeGreaterThan(0);
    expect(arrived).toBeLessThan(100);
    line.sink.setAnswer(undefined);
    await expectParked(line, receiver, "FirstPartyGeneric");
    expect(line.sink.counts.records).toBe(arrived);
    await expectRecovery(line, receiver, "FirstPartyGenericError");
    expect(requestCount(line)).toBe(REQUESTS_OF_HISTORY);
  });

  it("a page that was delivered but could not be committed is committed, and not sent again", async () => {
    const line = await startLine({}, settings);
    const receiver = await startReceiver(line, { failCommits: 1 });
    await untilResting(receiver);
    expect(line.sink.counts.records).toBe(100);
    await expectParked(line, receiver, "FirstPartyGeneric");
    await expectRecovery(line, receiver, "FirstPartyGenericError");
    expect(requestCount(line)).toBe(REQUESTS_OF_HISTORY);
  });

  it("Asana's trouble is still tried again", async () => {
    const line = await startLine({ faults: [{ kind: "garbage", times: 2 }] }, settings);
    const receiver = await startReceiver(line);
    expect(await untilResting(receiver)).toMatchObject({
      failure: { errorType: "ThirdPartyGeneric", retryAt: expect.any(String) },
    });
    await untilRestingIn("Collecting", receiver);
    await expectAllAccountedFor(line, receiver);
  });
});
