import { describe, expect, it } from "vitest";
import { openStorage } from "../../src/collector/storage.ts";
import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { startReceiver } from "../support/receiver.ts";

const HISTORY = 250;
const INTERVAL_MS = 5 * 60_000;

/** The gids the sink holds, in the order of arrival. */
function arrivedGids(sink: OtlpSink): unknown[] {
  return sink.records.map(({ logRecord }) => {
    const uid = logRecord.attributes?.find(({ key }) => key === "log.record.uid");
    return uid?.value?.stringValue;
  });
}

function storedOffset(line: Line): string | undefined {
  const storage = openStorage(line.flags.storage ?? "", { replayWindowMs: 0, mostDeadLetters: 0 });
  const [checkpoint] = storage.checkpoints.list();
  storage.close();
  return checkpoint?.cursor.offset;
}

describe("a history", () => {
  it("arrives whole, once and in order, and ends with everything acknowledged", async () => {
    const line = await startLine();
    const receiver = await startReceiver(line, { once: true });
    expect(await receiver.ended).toEqual(new Map([["Acme", "caughtUp"]]));
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
    expect(receiver.collector.status().sources[0]).toMatchObject({
      state: "Stopped",
      accepted: HISTORY,
      rejected: 0,
      duplicates: 0,
    });
    expect(receiver.source("Acme")?.failure).toBeUndefined();
  });

  it("passes through the documented states", async () => {
    const receiver = await startReceiver(await startLine(), { once: true });
    await receiver.ended;
    const states = receiver.changes.flatMap((change) => (change.kind === "state" ? [change.state] : []));
    expect(states).toEqual(["Started", "Initialized", "Authenticated", "Collecting", "Stopping", "Stopped"]);
  });

  it("is not read again by the next run, which gets what is new", async () => {
    const line = await startLine();
    await (await startReceiver(line, { once: true })).ended;
    line.asana.append(3);
    await (await startReceiver(line, { once: true })).ended;
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
  });

  it("of an organisation without any event leaves nothing to do and nothing to keep", async () => {
    const line = await startLine({ events: 0 });
    await (await startReceiver(line, { once: true })).ended;
    expect(storedOffset(line)).toBeUndefined();
    line.asana.append(2);
    await (await startReceiver(line, { once: true })).ended;
    expect(line.sink.counts).toMatchObject({ records: 2, duplicates: 0 });
  });
});

describe("where a source begins", () => {
  it("is now, when now is asked for, also for what happens before the second poll", async () => {
    const line = await startLine({}, { polling: { startAt: "now" } });
    const receiver = await startReceiver(line, { clock: new FakeClock(Date.now()) });
    await receiver.next("caughtUp");
    line.asana.append(2);
    receiver.clock.advance(INTERVAL_MS);
    await receiver.next("page");
    expect(line.sink.counts.records).toBe(2);
  });

  it("is where polling.startAt says, when another server is asked than the one that gave the offset", async () => {
    const line = await startLine();
    await (await startReceiver(line, { once: true })).ended;
    const other = await startLine({ events: 7, seed: 99 });
    const moved = { ...other, flags: { ...other.flags, storage: line.flags.storage ?? "" } };
    const receiver = await startReceiver(moved, { once: true });
    await receiver.ended;
    expect(other.sink.counts.distinctGids).toBe(7);
    expect(receiver.changes).toContainEqual(
      expect.objectContaining({ kind: "warning", message: expect.stringContaining("asana.url") }),
    );
  });

  it("is not after what was delivered last, when the filters change and polling.startAt is now", async () => {
    const line = await startLine({}, { polling: { startAt: "now" } });
    const clock = new FakeClock(Date.now());
    await (await startReceiver(line, { once: true, clock })).ended;
    line.asana.append(3);
    await (await startReceiver(line, { once: true, clock })).ended;
    line.asana.append(4);
    line.writeSettings({ polling: { startAt: "now" }, filters: { actorType: "user" } });
    await (await startReceiver(line, { once: true, clock: new FakeClock(Date.now() + 60_000) })).ended;
    const appended = [...line.asana.gids(WORKSPACE)].slice(-4);
    const users = new Set(line.sink.gids);
    expect(appended.filter((gid) => users.has(gid)).length).toBeGreaterThan(0);
    expect(line.sink.counts.duplicates).toBe(0);
  });
});

describe("new events", () => {
  it("are followed from poll to poll", async () => {
    const line = await startLine();
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    for (const count of [1, 4]) {
      line.asana.append(count);
      await receiver.clock.whenSleeping();
      expect(receiver.clock.nextWakeInMs).toBe(INTERVAL_MS);
      receiver.clock.advance(INTERVAL_MS);
      await receiver.next("caughtUp");
    }
    await receiver.stop();
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
  });
});

describe("an endpoint in trouble", () => {
  it("stops the reading: nothing is asked of Asana and no checkpoint moves until it accepts", async () => {
    const line = await startLine();
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    for (const attempt of [1, 2, 3]) {
      expect(await receiver.next("failure")).toMatchObject({
        failure: { errorType: "FirstPartyGeneric", message: expect.stringContaining("500") },
      });
      expect(receiver.collector.status().sources[0]).toMatchObject({
        state: "Error",
        accepted: 0,
        failure: { attempts: attempt },
      });
      await receiver.clock.whenSleeping();
      if (attempt < 3) receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    }
    expect(line.asana.requests).toHaveLength(1);
    line.sink.setAnswer(undefined);
    receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    await receiver.next("caughtUp");
    expect(receiver.collector.status().sources[0]).toMatchObject({ state: "Collecting" });
    expect(receiver.source("Acme")?.failure).toBeUndefined();
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
  });

  it("that is still in trouble at the stop leaves the checkpoint before its page", async () => {
    const line = await startLine();
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    await receiver.stop();
    expect(storedOffset(line)).toBeUndefined();
    line.sink.setAnswer(undefined);
    await (await startReceiver(line, { once: true })).ended;
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
  });

  it("that asks for time gets at least as much", async () => {
    const line = await startLine();
    line.sink.setAnswer(() => ({ kind: "status", status: 429, headers: { "retry-after": "100" } }));
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    await receiver.clock.whenSleeping();
    expect(receiver.clock.nextWakeInMs).toBeGreaterThanOrEqual(100_000);
  });

  it("that rejects a part is not sent that part again; it is counted and told", async () => {
    const line = await startLine();
    let answers = 0;
    line.sink.setAnswer(() => {
      answers += 1;
      if (answers > 1) return undefined;
      return { kind: "partial", rejectedLogRecords: 3, errorMessage: "too old" };
    });
    const receiver = await startReceiver(line, { once: true });
    await receiver.ended;
    expect(receiver.collector.status().sources[0]).toMatchObject({ accepted: HISTORY - 3, rejected: 3 });
    expect(receiver.changes).toContainEqual(
      expect.objectContaining({ kind: "warning", message: expect.stringContaining("too old") }),
    );
    expect(line.sink.counts.requests).toBe(3);
  });

  it("that takes no large request gets the page in parts", async () => {
    const line = await startLine();
    line.sink.setAnswer(({ records }) => (records.length > 30 ? { kind: "status", status: 413 } : undefined));
    await (await startReceiver(line, { once: true })).ended;
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
  });
});

describe("Asana in trouble", () => {
  it("with the token: Error, the file's place in hand, and no further request", async () => {
    const line = await startLine({ tokens: ["another-token"] });
    const receiver = await startReceiver(line);
    expect(await receiver.next("failure")).toMatchObject({
      failure: { errorType: "ThirdPartyConfig", message: expect.stringContaining("401") },
      retryAt: undefined,
    });
    await receiver.clock.whenSleeping();
    expect(receiver.clock.nextWakeInMs).toBe(Number.POSITIVE_INFINITY);
    expect(receiver.collector.status().sources[0]?.state).toBe("Error");
    expect(line.asana.requests).toHaveLength(1);
    expect(await receiver.stop()).toEqual(new Map([["Acme", "stopped"]]));
  });

  it("with the token: a run with once fails at once", async () => {
    const receiver = await startReceiver(await startLine({ tokens: ["another-token"] }), { once: true });
    expect(await receiver.ended).toEqual(new Map([["Acme", "failed"]]));
  });

  it("with too many requests: the wait is never shorter than Retry-After", async () => {
    const line = await startLine();
    line.asana.setFault({ kind: "status", status: 429, retryAfter: 30, times: 1 });
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    await receiver.clock.whenSleeping();
    expect(receiver.clock.nextWakeInMs).toBeGreaterThanOrEqual(30_000);
    receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    await receiver.next("caughtUp");
    expect(line.sink.counts.distinctGids).toBe(HISTORY);
  });

  it("with its own offset: reading goes on by time and nothing known is sent twice", async () => {
    const line = await startLine();
    await (await startReceiver(line, { once: true })).ended;
    line.asana.expireOffsets();
    line.asana.append(5);
    const receiver = await startReceiver(line, { once: true });
    await receiver.ended;
    expect(receiver.changes).toContainEqual(
      expect.objectContaining({ kind: "warning", message: expect.stringContaining("expired") }),
    );
    expect(arrivedGids(line.sink)).toEqual([...line.asana.gids(WORKSPACE)]);
    expect(receiver.collector.status().sources[0]?.duplicates).toBeGreaterThan(0);
  });
});

describe("Asana beyond its documentation", () => {
  it("giving events without an offset: reading goes on at the newest, each event once, and comes to an end", async () => {
    const line = await startLine();
    const events = [1, 2, 3, 4, 5].map((second) => ({
      gid: `g${second}`,
      created_at: `2026-05-01T00:00:0${second}.000Z`,
    }));
    const server = await startLocalServer((request, response) => {
      const from = new URL(request.url ?? "", "http://local").searchParams.get("start_at") ?? "";
      const data = events.filter(({ created_at }) => created_at >= from).slice(0, 2);
      json(200, { data, next_page: null })(request, response);
    });
    const flags = { ...line.flags, asanaUrl: server.url };
    const receiver = await startReceiver({ ...line, flags }, { once: true });
    expect(await receiver.ended).toEqual(new Map([["Acme", "caughtUp"]]));
    expect(arrivedGids(line.sink)).toEqual(["g1", "g2", "g3", "g4", "g5"]);
  });

  it.each([
    ["a gid", { created_at: "2026-05-01T00:00:00.000Z" }],
    ["a time", { gid: "1" }],
  ])("giving events without an offset and without %s: it is told, not read for ever", async (lack, event) => {
    const line = await startLine();
    const server = await startLocalServer(json(200, { data: [event], next_page: null }));
    const flags = { ...line.flags, asanaUrl: server.url, startAt: "2026-05-01T00:00:00Z" };
    const receiver = await startReceiver({ ...line, flags });
    expect(await receiver.next("failure")).toMatchObject({
      failure: { message: `Asana gave events without ${lack}, and no offset to go on from` },
    });
    await receiver.clock.whenSleeping();
    expect(server.requests).toHaveLength(1);
  });

  it("giving the same offset with events: it is told, with a wait, and nothing is sent twice", async () => {
    const line = await startLine();
    const page = { data: [{ gid: "1" }], next_page: { offset: "same" } };
    const server = await startLocalServer(json(200, page));
    const receiver = await startReceiver({ ...line, flags: { ...line.flags, asanaUrl: server.url } });
    expect(await receiver.next("failure")).toMatchObject({
      failure: { message: expect.stringContaining("same offset") },
    });
    await receiver.clock.whenSleeping();
    expect(server.requests).toHaveLength(2);
    expect(line.sink.counts.records).toBe(1);
  });

  it("refusing every offset: the waits grow although pages by time succeed", async () => {
    const line = await startLine();
    const event = { gid: "1", created_at: "2026-05-01T00:00:00.000Z" };
    const server = await startLocalServer((request, response) => {
      const hasOffset = (request.url ?? "").includes("offset=");
      if (hasOffset) json(400, { errors: [{ message: "offset: no" }] })(request, response);
      else json(200, { data: [event], next_page: { offset: "x" } })(request, response);
    });
    const receiver = await startReceiver({ ...line, flags: { ...line.flags, asanaUrl: server.url } });
    const attempts: (number | undefined)[] = [];
    for (let round = 0; round < 4; round++) {
      await receiver.next("failure");
      attempts.push(receiver.collector.status().sources[0]?.failure?.attempts);
      await receiver.clock.whenSleeping();
      receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    }
    expect(attempts).toEqual([1, 2, 3, 4]);
  });
});

describe("our own storage in trouble", () => {
  it("holds the page, which is committed later without being sent again", async () => {
    const line = await startLine({ events: 20 });
    const receiver = await startReceiver(line, { failCommits: 2 });
    for (let round = 0; round < 2; round++) {
      expect(await receiver.next("failure")).toMatchObject({ failure: { errorType: "FirstPartyGeneric" } });
      await receiver.clock.whenSleeping();
      receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    }
    await receiver.next("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 20, duplicates: 0 });
  });
});

describe("several sources", () => {
  it("have a loop, a resource and a checkpoint each, and one in trouble does not stop another", async () => {
    const line = await startLine({ workspaces: [WORKSPACE, "1200000000000042"] });
    line.addSource("globex.json", {
      name: "Globex",
      workspaceID: "1200000000000042",
      category: "prod/globex",
    });
    line.addSource("wrong.json", { name: "Wrong", workspaceID: "1299999999999999" });
    const receiver = await startReceiver(line, { once: true });
    expect(await receiver.ended).toEqual(
      new Map([
        ["Acme", "caughtUp"],
        ["Globex", "caughtUp"],
        ["Wrong", "failed"],
      ]),
    );
    expect(line.sink.counts.distinctGids).toBe(2 * HISTORY);
    const categories = line.sink.records.map(({ resource }) => {
      const category = resource?.attributes?.find(({ key }) => key === "_sourceCategory");
      return category?.value?.stringValue;
    });
    expect(categories.filter((category) => category === "prod/globex")).toHaveLength(HISTORY);
  });
});
