import { expect, it } from "vitest";
import { Random } from "../../src/simulator/random.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { exportedHealth } from "../support/exported-health.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";
import {
  healthEventsOf,
  reopenSink,
  requestCount,
  restart,
  restMsOf,
  statusOf,
  until,
  untilAllResting,
  untilResting,
  untilRestingIn,
  wake,
} from "../support/scenario.ts";

const OTHER_WORKSPACE = "1200000000000042";
const HOUR_MS = 3_600_000;
const LONGEST_WAIT_MS = 5 * 60_000;

/** Shorter than the exporter's own first wait, so that each of its attempts is one of ours. */
const QUICK_ENDPOINT = { timeout: "750ms" };

it("for an hour: the waits grow, jittered and capped, and Asana is asked nothing", async () => {
  const clock = new FakeClock(Date.now());
  const line = await startLine({ clock }, QUICK_ENDPOINT);
  const dice = new Random(7);
  const rolls: number[] = [];
  const random = (): number => {
    const roll = dice.next();
    rolls.push(roll);
    return roll;
  };
  const receiver = await startReceiver(line, { clock, random });
  await untilResting(receiver);
  // The rest between two polls took one, too.
  rolls.length = 0;
  line.asana.append(20);
  await line.sink.close();
  const before = requestCount(line);
  await untilRestingIn("Error", receiver);
  const awayAt = clock.now();
  const waits: number[] = [];
  while (clock.now() - awayAt < HOUR_MS) {
    const { failure, state } = statusOf(receiver);
    waits.push(restMsOf(receiver));
    expect({ state, failure }).toMatchObject({
      state: "Error",
      failure: {
        errorType: "FirstPartyGeneric",
        attempts: waits.length,
        retryAt: new Date(clock.now() + restMsOf(receiver)).toISOString(),
      },
    });
    await wake(receiver);
  }
  expect(requestCount(line)).toBe(before + 1);
  const caps = waits.map((_, index) => Math.min(1000 * 2 ** index, LONGEST_WAIT_MS));
  expect(waits).toEqual(caps.map((cap, index) => Math.round(cap * (rolls[index] ?? Number.NaN))));
  expect(caps.at(-1)).toBe(LONGEST_WAIT_MS);
  const reopened = await reopenSink(line.sink);
  await untilRestingIn("Collecting", receiver);
  const failures = waits.length + 1;
  expect(healthEventsOf(receiver, "FirstPartyGenericError")).toMatchObject([
    { eventTime: new Date(awayAt).toISOString(), status: "UnHealthy" },
    { status: "Healthy", details: { description: expect.stringContaining(`${failures} times`) } },
  ]);
  expect(receiver.collector.healthEvents()).toHaveLength(2);
  const records = [...line.sink.records, ...reopened.records];
  await expectAllAccountedFor({ ...line, sink: { records } }, receiver);
});

it("with health events to tell: they wait, make no trouble of their own, and arrive once", async () => {
  const line = await startLine({}, QUICK_ENDPOINT);
  const receiver = await startReceiver(line, { exportsHealth: true });
  await untilResting(receiver);
  line.asana.append(20);
  await line.sink.close();
  await untilRestingIn("Error", receiver);
  for (let minute = 0; minute < 20; minute++) {
    await wake(receiver);
    await receiver.collector.checkHealth();
  }
  expect(receiver.collector.status()).toMatchObject({
    incidents: [],
    sources: [{ incidents: [{ count: 21 }] }],
  });
  const reopened = await reopenSink(line.sink);
  await untilRestingIn("Collecting", receiver);
  await receiver.collector.checkHealth();
  const exported = exportedHealth(reopened);
  const metadata = { sourceCategory: "Collection", sourceHost: "no_sourceHost" };
  expect(exported).toMatchObject([
    { ...metadata, sourceName: "TrackerUnHealthy" },
    { ...metadata, sourceName: "TrackerHealthy" },
  ]);
  expect(exported.map(({ event }) => event)).toEqual(receiver.collector.healthEvents().toReversed());
  receiver.clock.advance(HOUR_MS);
  await receiver.collector.checkHealth();
  await receiver.collector.checkHealth();
  expect(exportedHealth(reopened)).toHaveLength(2);
  expect(exportedHealth(line.sink)).toEqual([]);
  const records = [...line.sink.records, ...reopened.records];
  await expectAllAccountedFor({ ...line, sink: { records } }, receiver);
});

it("while another source gets into trouble and out of it: every health event of both arrives once", async () => {
  const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] }, QUICK_ENDPOINT);
  line.addSource("globex.json", { name: "Globex", workspaceID: "1299999999999999" });
  const receiver = await startReceiver(line, { exportsHealth: true });
  await untilAllResting(receiver);
  await until(() => exportedHealth(line.sink).length === 1);
  line.sink.setAnswer(() => ({ kind: "reset" }));
  line.asana.append(5);
  await untilRestingIn("Error", receiver);
  const configs = receiver.collector.sources.map(({ config }) => config);
  receiver.apply(
    configs.map((config) =>
      config.name === "Globex" ? { ...config, workspaceID: OTHER_WORKSPACE } : config,
    ),
  );
  await untilAllResting(receiver);
  await receiver.collector.checkHealth();
  expect(exportedHealth(line.sink)).toHaveLength(1);
  line.sink.setAnswer(undefined);
  await untilRestingIn("Collecting", receiver);
  await untilRestingIn("Collecting", receiver, "Globex");
  await receiver.collector.checkHealth();
  const expected = [
    ["Acme", "FirstPartyGenericError", "TrackerHealthy"],
    ["Acme", "FirstPartyGenericError", "TrackerUnHealthy"],
    ["Globex", "FirstPartyGenericError", "TrackerHealthy"],
    ["Globex", "FirstPartyGenericError", "TrackerUnHealthy"],
    ["Globex", "ThirdPartyConfigError", "TrackerHealthy"],
    ["Globex", "ThirdPartyConfigError", "TrackerUnHealthy"],
  ];
  const told = exportedHealth(line.sink).map(({ sourceName, event }) => [
    event.resourceIdentity.name,
    event.details.trackerId,
    sourceName,
  ]);
  expect(told.map((each) => each.join(" ")).sort()).toEqual(expected.map((each) => each.join(" ")));
  await expectAllAccountedFor(line, receiver, { workspaces: [WORKSPACE, OTHER_WORKSPACE] });
});

it("never, while Asana is: its health event arrives at once", async () => {
  const line = await startLine({ faults: [{ kind: "status", status: 403 }] });
  const receiver = await startReceiver(line, { exportsHealth: true });
  await until(() => exportedHealth(line.sink).length === 1);
  expect(exportedHealth(line.sink)).toMatchObject([
    {
      sourceName: "TrackerUnHealthy",
      event: {
        details: { trackerId: "ThirdPartyConfigError", description: expect.stringContaining("403") },
        resourceIdentity: { name: "Acme", type: "SourceResource", collectorName: expect.any(String) },
      },
    },
  ]);
  line.asana.setFault(undefined);
  restart(receiver);
  await until(() => exportedHealth(line.sink).length === 2);
  await untilResting(receiver);
  await expectAllAccountedFor(line, receiver);
});

it("with health.export off: the events are kept, and not sent", async () => {
  const line = await startLine({ faults: [{ kind: "status", status: 403 }] });
  const receiver = await startReceiver(line, { exportsHealth: false });
  await untilResting(receiver);
  line.asana.setFault(undefined);
  restart(receiver);
  await untilResting(receiver);
  await receiver.collector.checkHealth();
  expect(receiver.collector.healthEvents()).toHaveLength(2);
  expect(exportedHealth(line.sink)).toEqual([]);
  await expectAllAccountedFor(line, receiver);
});
