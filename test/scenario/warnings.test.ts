import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AsanaSimulatorOptions } from "../../src/simulator/asana-defaults.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { sourceJson, startLine } from "../support/line.ts";
import { followFiles } from "../support/live-files.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  type ChosenAnswer,
  healthEventsOf,
  holdAnswers,
  pollAll,
  statusOf,
  untilResting,
  untilRestingIn,
  wake,
} from "../support/scenario.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** A line and a receiver on one clock, so that the age of events means something. */
async function startOnOneClock(
  simulator: Partial<AsanaSimulatorOptions> = {},
  settings: Record<string, unknown> = {},
) {
  const clock = new FakeClock(Date.now());
  const line = await startLine({ clock, ...simulator }, settings);
  const receiver = await startReceiver(line, { clock });
  return { line, receiver, clock };
}

/** Checks that one warning is open, at the source and above it, and that it does not keep the source from collecting. */
function expectWarning(receiver: Receiver, trackerId: string, reason: RegExp): void {
  const incident = { trackerId, severity: "Warning", reason: expect.stringMatching(reason) };
  expect(receiver.collector.status()).toMatchObject({
    health: "warning",
    sources: [{ state: "Collecting", health: "warning", incidents: [incident] }],
  });
  expect(healthEventsOf(receiver, trackerId)).toMatchObject([
    {
      status: "UnHealthy",
      severityLevel: "Warning",
      details: { description: expect.stringMatching(reason) },
    },
  ]);
}

function expectOver(receiver: Receiver, trackerId: string): void {
  expect(receiver.collector.status()).toMatchObject({
    health: "healthy",
    incidents: [],
    sources: [{ health: "healthy", incidents: [] }],
  });
  expect(healthEventsOf(receiver, trackerId)).toMatchObject([{ status: "UnHealthy" }, { status: "Healthy" }]);
}

describe("a configuration that needs attention", () => {
  it('is a source whose sourceType is "Security", until it says "Universal"', async () => {
    const line = await startLine();
    const file = join(line.folder, "sources", "acme.json");
    writeFileSync(file, sourceJson().replace('"Universal"', '"Security"'));
    const receiver = await startReceiver(line);
    const files = await followFiles(line, receiver);
    await untilResting(receiver);
    expectWarning(
      receiver,
      "ConfigWarning",
      /acme\.json:\d+:\d+: warning: sourceType "Security".*"Universal"/,
    );
    writeFileSync(file, sourceJson());
    await files.settle();
    expectOver(receiver, "ConfigWarning");
    await expectAllAccountedFor(line, receiver);
  });

  it("is one incident for all that is found in a source, and stays open while some of it is", async () => {
    const line = await startLine();
    const receiver = await startReceiver(line);
    const files = await followFiles(line, receiver);
    await untilResting(receiver);
    const file = join(line.folder, "sources", "acme.json");
    const longText = { description: "x".repeat(1025) };
    writeFileSync(file, sourceJson(longText).replace('"Universal"', '"Security"'));
    await files.settle();
    await untilResting(receiver);
    expectWarning(
      receiver,
      "ConfigWarning",
      /description has more than 1024.*sourceType|sourceType.*description/s,
    );
    writeFileSync(file, sourceJson(longText));
    await files.settle();
    expectWarning(receiver, "ConfigWarning", /description has more than 1024/);
    expect(statusOf(receiver).incidents[0]?.reason).not.toContain("sourceType");
    writeFileSync(file, sourceJson());
    await files.settle();
    await untilResting(receiver);
    expectOver(receiver, "ConfigWarning");
    await expectAllAccountedFor(line, receiver);
  });
});

describe("events that are delivered late", () => {
  it("are a warning while a source reads what is older than health.lagLimit, and no longer", async () => {
    const { line, receiver } = await startOnOneClock({}, { health: { lagLimit: "2h" } });
    await receiver.next("page");
    const { held, release } = holdAnswers(line.sink);
    await held;
    await receiver.collector.checkHealth();
    expectWarning(receiver, "EventLagWarning", /\d+\.\d h old, more than health\.lagLimit/);
    release();
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "EventLagWarning");
    await expectAllAccountedFor(line, receiver);
  });

  it("are none when they are younger than the limit", async () => {
    const { line, receiver } = await startOnOneClock({ historyMs: HOUR_MS }, { health: { lagLimit: "2h" } });
    await receiver.next("page");
    const { held, release } = holdAnswers(line.sink);
    await held;
    await receiver.collector.checkHealth();
    expect(receiver.collector.status().health).toBe("healthy");
    release();
    await untilResting(receiver);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("nothing collected", () => {
  const settings = { health: { silenceLimit: "3h" } };

  it("for longer than health.silenceLimit is a warning until an event comes", async () => {
    const { line, receiver, clock } = await startOnOneClock({}, settings);
    await untilResting(receiver);
    line.asana.append(1);
    await pollAll(receiver);
    clock.advance(3 * HOUR_MS - 6 * MINUTE_MS);
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expect(receiver.collector.status().health).toBe("healthy");
    for (let times = 0; times < 4; times++) {
      await pollAll(receiver);
      await receiver.collector.checkHealth();
    }
    const { newestEventAt } = statusOf(receiver);
    expectWarning(receiver, "NoEventsWarning", new RegExp(`No event since ${newestEventAt}`));
    const lastAt = new Date(clock.now()).toISOString();
    expect(statusOf(receiver).incidents).toMatchObject([{ count: 1, lastAt }]);
    line.asana.append(1);
    await pollAll(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "NoEventsWarning");
    await expectAllAccountedFor(line, receiver);
  });

  it("ever is one as well, counted from when the source began to collect", async () => {
    const { line, receiver } = await startOnOneClock({ events: 0 }, settings);
    await untilResting(receiver);
    for (let minutes = 0; minutes <= 3 * 60; minutes += 5) {
      await receiver.collector.checkHealth();
      expect(receiver.collector.status().health).toBe("healthy");
      await pollAll(receiver);
    }
    await receiver.collector.checkHealth();
    expectWarning(receiver, "NoEventsWarning", /No event since/);
    line.asana.append(1);
    await pollAll(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "NoEventsWarning");
    await expectAllAccountedFor(line, receiver);
  });

  it("because the source is in Error is told as that error, not as silence", async () => {
    const { line, receiver, clock } = await startOnOneClock({}, settings);
    await untilResting(receiver);
    line.asana.setFault({ kind: "status", status: 429, retryAfter: 3600 });
    await untilRestingIn("Error", receiver);
    clock.advance(3500_000);
    await receiver.collector.checkHealth();
    for (let times = 0; times < 5; times++) {
      await wake(receiver);
      await receiver.collector.checkHealth();
    }
    expect(statusOf(receiver).incidents.map(({ trackerId }) => trackerId)).toEqual([
      "ThirdPartyGenericError",
    ]);
    line.asana.setFault(undefined);
    await untilRestingIn("Collecting", receiver);
    line.asana.append(1);
    await pollAll(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "ThirdPartyGenericError");
    await expectAllAccountedFor(line, receiver);
  });
});

describe("an endpoint", () => {
  /** Lets the first answer be another one. */
  async function startWithFirstAnswer(answer: ChosenAnswer) {
    const line = await startLine();
    let answers = 0;
    line.sink.setAnswer(() => {
      answers += 1;
      return answers === 1 ? answer : undefined;
    });
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    return { line, receiver };
  }

  it("that rejects records for good is a warning, over when nothing was rejected for an hour", async () => {
    const { line, receiver } = await startWithFirstAnswer({
      kind: "partial",
      rejectedLogRecords: 3,
      errorMessage: "too old",
    });
    await receiver.collector.checkHealth();
    expectWarning(receiver, "RecordsRejectedWarning", /rejected 3 of the records: too old/);
    expect(statusOf(receiver)).toMatchObject({ accepted: 247, rejected: 3 });
    receiver.clock.advance(HOUR_MS - 1);
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expectWarning(receiver, "RecordsRejectedWarning", /rejected 3/);
    receiver.clock.advance(1);
    await receiver.collector.checkHealth();
    expectOver(receiver, "RecordsRejectedWarning");
    await expectAllAccountedFor(line, receiver, { rejected: 3 });
  });

  it("that answers 200 with Sumo Logic's own JSON has taken the records, and is a warning for an hour", async () => {
    const body = JSON.stringify({
      status: 200,
      id: "ABCDE-12345-FGHIJ",
      code: "quota.exceeded",
      message: "The daily quota is used up.",
    });
    const { line, receiver } = await startWithFirstAnswer({ kind: "status", status: 200, body });
    await receiver.collector.checkHealth();
    expectWarning(receiver, "EndpointRemarkWarning", /200 OK but not in OTLP: The daily quota is used up\./);
    expect(statusOf(receiver)).toMatchObject({ accepted: 250, rejected: 0 });
    receiver.clock.advance(HOUR_MS);
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "EndpointRemarkWarning");
    await expectAllAccountedFor(line, receiver);
  });

  it("that goes on with it keeps the warning open, as one incident", async () => {
    const line = await startLine();
    const partial = { kind: "partial", rejectedLogRecords: 1, errorMessage: "no" } as const;
    line.sink.setAnswer(() => partial);
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    for (let times = 0; times < 3; times++) {
      receiver.clock.advance(40 * MINUTE_MS);
      await untilResting(receiver);
      line.asana.append(1);
      await pollAll(receiver);
      await receiver.collector.checkHealth();
    }
    expectWarning(receiver, "RecordsRejectedWarning", /rejected 1/);
    expect(statusOf(receiver).incidents[0]?.count).toBe(6);
    await expectAllAccountedFor(line, receiver, { rejected: 6 });
  });
});

describe("an offset that is of no use", () => {
  it("is a warning for an hour, while reading goes on by time", async () => {
    const { line, receiver } = await startOnOneClock();
    await untilResting(receiver);
    line.asana.expireOffsets();
    line.asana.append(4);
    await wake(receiver);
    await receiver.collector.checkHealth();
    expectWarning(receiver, "ReadingByTimeWarning", /expired.*goes on by time/);
    receiver.clock.advance(HOUR_MS);
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expectOver(receiver, "ReadingByTimeWarning");
    await expectAllAccountedFor(line, receiver);
  });
});
