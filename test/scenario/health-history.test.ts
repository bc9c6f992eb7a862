import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStorage } from "../../src/collector/storage.ts";
import type { Incident } from "../../src/health/incident.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { exportedHealth } from "../support/exported-health.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { followFiles } from "../support/live-files.ts";
import { startReceiver } from "../support/receiver.ts";
import {
  healthEventsOf,
  holdAnswers,
  restart,
  statusOf,
  until,
  untilAllResting,
  untilResting,
  untilRestingIn,
  wake,
} from "../support/scenario.ts";
import { openFolder } from "../support/source-folder.ts";
import { tempFolder } from "../support/temp-folder.ts";

const OTHER_WORKSPACE = "1200000000000042";
const BOTH = { workspaces: [WORKSPACE, OTHER_WORKSPACE] };
const HOUR_MS = 3_600_000;
const KEPT = 1000;

describe("a problem that outlives the process", () => {
  it("is the same incident in the next one, is counted on, and closes on recovery", async () => {
    const clock = new FakeClock();
    const line = await startLine();
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const first = await startReceiver(line, { clock });
    await untilResting(first);
    await wake(first);
    const [opened] = statusOf(first).incidents;
    await first.stop();
    clock.advance(HOUR_MS);
    const second = await startReceiver(line, { clock });
    expect(statusOf(second).incidents).toEqual([opened]);
    await untilResting(second);
    expect(statusOf(second)).toMatchObject({
      health: "error",
      incidents: [{ id: opened?.id, openedAt: opened?.openedAt, count: 3 }],
    });
    line.sink.setAnswer(undefined);
    await untilRestingIn("Collecting", second);
    expect(statusOf(second).incidents).toEqual([]);
    await second.stop();
    const third = await startReceiver(line, { clock });
    await untilResting(third);
    expect(healthEventsOf(third, "FirstPartyGenericError")).toMatchObject([
      { eventId: opened?.id, status: "UnHealthy", eventTime: opened?.openedAt },
      { status: "Healthy", details: { description: expect.stringContaining("3 times") } },
    ]);
    expect(third.collector.healthEvents()).toHaveLength(2);
    await expectAllAccountedFor(line, third);
  });

  it("and was solved between the two is over as soon as the source collects", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403 }] });
    const first = await startReceiver(line);
    await untilResting(first);
    await first.stop();
    line.asana.setFault(undefined);
    const second = await startReceiver(line);
    expect(statusOf(second).health).toBe("error");
    await untilResting(second);
    expect(statusOf(second).health).toBe("healthy");
    await expectAllAccountedFor(line, second);
  });

  it("is over in the next one, when its source is not there any more", async () => {
    const line = await startLine(BOTH);
    const folder = openFolder(line);
    folder.write("globex.json", { name: "Globex", workspaceID: "1299999999999999" });
    const first = await startReceiver(line);
    await untilAllResting(first);
    expect(first.collector.status().health).toBe("error");
    await first.stop();
    folder.write("globex.json", { name: "Another", workspaceID: OTHER_WORKSPACE });
    const second = await startReceiver(line);
    expect(second.collector.status().health).toBe("healthy");
    expect(healthEventsOf(second, "ThirdPartyConfigError")).toMatchObject([
      { status: "UnHealthy", resourceIdentity: { name: "Globex" } },
      { status: "Healthy", resourceIdentity: { name: "Globex" } },
    ]);
    await untilAllResting(second);
    await expectAllAccountedFor(line, second, BOTH);
  });

  it("in a file is over in the next one, when the file was mended", async () => {
    const line = await startLine(BOTH);
    const folder = openFolder(line);
    const first = await startReceiver(line);
    const files = await followFiles(line, first);
    folder.break("globex.json");
    await files.settle();
    expect(first.collector.status()).toMatchObject({ health: "warning", incidents: [{ count: 1 }] });
    await untilAllResting(first);
    await first.stop();
    folder.write("globex.json", { name: "Globex", workspaceID: OTHER_WORKSPACE });
    const second = await startReceiver(line);
    await followFiles(line, second);
    expect(second.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
    await untilAllResting(second);
    await expectAllAccountedFor(line, second, BOTH);
  });
});

describe("the incidents of one source, or of the Collector itself", () => {
  it("are those that are open, and those that are over, the last one to end first", async () => {
    const line = await startLine(BOTH);
    openFolder(line).write("globex.json", { name: "Globex", workspaceID: "1299999999999999" });
    const receiver = await startReceiver(line);
    const { collector, clock } = receiver;
    await untilAllResting(receiver);
    const [acme, globex] = [statusOf(receiver), statusOf(receiver, "Globex")];
    expect(collector.incidentsOf(acme.id)).toEqual({ open: [], closed: [] });
    expect(collector.incidentsOf(globex.id)).toEqual({ open: globex.incidents, closed: [] });
    line.asana.setFault({ kind: "status", status: 403 });
    restart(receiver);
    await untilResting(receiver);
    line.asana.setFault(undefined);
    clock.advance(HOUR_MS);
    restart(receiver);
    await untilResting(receiver);
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    line.asana.append(1, WORKSPACE);
    await wake(receiver);
    line.sink.setAnswer(undefined);
    await untilRestingIn("Collecting", receiver);
    collector.noteStorage(new StorageError("cannot read the sources: disk full"));
    const { open, closed } = collector.incidentsOf(acme.id);
    expect(open).toEqual([]);
    expect(closed).toMatchObject([
      { trackerId: "FirstPartyGenericError", closedAt: new Date(clock.now()).toISOString() },
      { trackerId: "ThirdPartyConfigError", closedAt: expect.any(String) },
    ]);
    expect(collector.incidentsOf(undefined)).toMatchObject({
      open: [{ reason: expect.stringContaining("disk full") }],
      closed: [],
    });
    await expectAllAccountedFor(line, receiver);
  });
});

describe("trouble of our own store with the sources' identities", () => {
  it("is an error of the Collector, and over in the next process, which could read them", async () => {
    const line = await startLine();
    const first = await startReceiver(line);
    first.collector.noteStorage(new StorageError("cannot read the sources: disk full"));
    expect(first.collector.status()).toMatchObject({
      health: "error",
      incidents: [{ trackerId: "FirstPartyGenericError", reason: expect.stringContaining("disk full") }],
    });
    await untilResting(first);
    await first.stop();
    const second = await startReceiver(line);
    await untilResting(second);
    await second.collector.checkHealth();
    expect(second.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
    await expectAllAccountedFor(line, second);
  });
});

describe("a source that is removed", () => {
  it("ends its incidents, and what its last delivery meets opens none", async () => {
    const line = await startLine();
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    const configs = receiver.collector.sources.map(({ config }) => config);
    const { held, release } = holdAnswers(line.sink, {
      kind: "partial",
      rejectedLogRecords: 2,
      errorMessage: "too old",
    });
    receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    await held;
    receiver.apply([]);
    expect(healthEventsOf(receiver, "FirstPartyGenericError").map(({ status }) => status)).toEqual([
      "UnHealthy",
      "Healthy",
    ]);
    release();
    await until(() => receiver.source("Acme") === undefined);
    expect(receiver.changes.filter(({ kind }) => kind === "warning")).toHaveLength(1);
    expect(receiver.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
    expect(receiver.collector.healthEvents()).toHaveLength(2);
    receiver.apply(configs);
    await untilResting(receiver);
    await expectAllAccountedFor(line, receiver, { rejected: 2 });
  });
});

describe("health events that the endpoint has not got yet", () => {
  it("are sent by the next process, each once", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403 }] });
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const first = await startReceiver(line, { exportsHealth: true });
    await untilResting(first);
    await first.collector.checkHealth();
    await first.stop();
    expect(exportedHealth(line.sink)).toEqual([]);
    line.sink.setAnswer(undefined);
    line.asana.setFault(undefined);
    for (let process = 0; process < 2; process++) {
      const next = await startReceiver(line, { exportsHealth: true });
      await untilResting(next);
      await next.collector.checkHealth();
      await next.stop();
    }
    const last = await startReceiver(line);
    await untilResting(last);
    expect(exportedHealth(line.sink).map(({ event }) => event)).toEqual(
      last.collector.healthEvents().toReversed(),
    );
    await expectAllAccountedFor(line, last);
  });

  it("and are under way at a stop are not sent again by the next process", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403, times: 1 }] });
    const { held, release } = holdAnswers(line.sink);
    const first = await startReceiver(line, { exportsHealth: true });
    await held;
    const ended = first.stop();
    release();
    await ended;
    expect(exportedHealth(line.sink)).toHaveLength(1);
    const second = await startReceiver(line, { exportsHealth: true });
    await untilResting(second);
    await second.collector.checkHealth();
    expect(exportedHealth(line.sink).map(({ sourceName }) => sourceName)).toEqual([
      "TrackerUnHealthy",
      "TrackerHealthy",
    ]);
    await expectAllAccountedFor(line, second);
  });

  it("because the stop came in the same moment are sent by the next process, each once", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403, times: 1 }] });
    const first = await startReceiver(line, { exportsHealth: true });
    await first.next("failure");
    const sent = line.sink.counts.requests;
    await first.stop();
    const second = await startReceiver(line, { exportsHealth: true });
    expect(line.sink.counts.requests).toBe(sent);
    await untilResting(second);
    await second.collector.checkHealth();
    expect(exportedHealth(line.sink).map(({ sourceName }) => sourceName)).toEqual([
      "TrackerUnHealthy",
      "TrackerHealthy",
    ]);
    await expectAllAccountedFor(line, second);
  });

  it("are sent before a run with once ends, for nobody looks after them later", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403, times: 2 }] });
    const told: number[] = [];
    for (const end of ["failed", "failed", "caughtUp"]) {
      const receiver = await startReceiver(line, { once: true, exportsHealth: true });
      expect(await receiver.ended).toEqual(new Map([["Acme", end]]));
      told.push(exportedHealth(line.sink).length);
    }
    expect(told).toEqual([1, 1, 2]);
    await expectAllAccountedFor(line, await startReceiver(line, { once: true }));
  });

  it("and end while their beginning is under way are sent once each", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403, times: 1 }] });
    const { held, release } = holdAnswers(line.sink);
    const receiver = await startReceiver(line, { exportsHealth: true });
    await held;
    restart(receiver);
    await until(() => statusOf(receiver).state === "Authenticated");
    expect(healthEventsOf(receiver, "ThirdPartyConfigError")).toHaveLength(2);
    release();
    await untilResting(receiver);
    await receiver.collector.checkHealth();
    expect(exportedHealth(line.sink).map(({ sourceName }) => sourceName)).toEqual([
      "TrackerUnHealthy",
      "TrackerHealthy",
    ]);
    await expectAllAccountedFor(line, receiver);
  });
});

describe("the history of incidents", () => {
  function incidentAt(minute: number, isClosed: boolean): Incident {
    const at = Date.parse("2026-05-01T00:00:00Z") + minute * 60_000;
    return {
      openedEventId: randomUUID(),
      closedEventId: isClosed ? randomUUID() : undefined,
      resource: { type: "SourceResource", id: minute, name: `Team ${minute}` },
      trackerId: "ThirdPartyGenericError",
      part: "",
      reason: "Asana answered 503",
      hint: "Nothing to do.",
      openedAt: at,
      lastAt: at,
      count: 1,
      closedAt: isClosed ? at + 1000 : undefined,
      exported: "none",
    };
  }

  function open(folder: string) {
    const storage = openStorage(folder, { replayWindowMs: 0, mostDeadLetters: 0 });
    onTestFinished(() => storage.close());
    return storage.incidents;
  }

  it("keeps the latest thousand that are over, and every one that is open", () => {
    const store = open(tempFolder());
    const openOnes = Array.from({ length: 7 }, (_, index) => incidentAt(index, false));
    const closedOnes = Array.from({ length: KEPT + 25 }, (_, index) => incidentAt(100 + index, true));
    store.save(openOnes);
    for (let at = 0; at < closedOnes.length; at += 100) store.save(closedOnes.slice(at, at + 100));
    const ids = (incidents: readonly Incident[]): string[] =>
      incidents.map(({ openedEventId }) => openedEventId);
    expect(ids(store.load())).toEqual(ids([...openOnes, ...closedOnes.slice(25)]));
  });

  it("drops the one that ended first, not the one that began first", () => {
    const store = open(tempFolder());
    const long = { ...incidentAt(0, true), closedAt: Date.parse("2026-05-30T00:00:00Z") };
    store.save([long, ...Array.from({ length: KEPT }, (_, index) => incidentAt(1 + index, true))]);
    const kept = store.load();
    expect(kept).toHaveLength(KEPT);
    expect(kept[0]).toEqual(long);
  });

  it("is bounded in the running process as well, as health events show", async () => {
    const clock = new FakeClock();
    const line = await startLine({ events: 1 });
    const before = openStorage(line.flags.storage ?? "", { replayWindowMs: 0, mostDeadLetters: 0 });
    before.incidents.save(Array.from({ length: KEPT }, (_, index) => incidentAt(index, true)));
    before.close();
    line.asana.setFault({ kind: "status", status: 403, times: 1 });
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    restart(receiver);
    await untilResting(receiver);
    const events = receiver.collector.healthEvents();
    expect(events).toHaveLength(2 * KEPT);
    expect(events.slice(0, 2).map(({ resourceIdentity }) => resourceIdentity.name)).toEqual(["Acme", "Acme"]);
    expect(events.some(({ resourceIdentity }) => resourceIdentity.name === "Team 0")).toBe(false);
    await expectAllAccountedFor(line, receiver);
  });
});
