import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bodiesOf } from "../support/arrived.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const HISTORY = 250;
const EVERYBODY = ["user", "asana", "asana_support", "anonymous", "external_administrator"];

interface Event {
  readonly gid: string;
  readonly event_type: string;
  readonly event_category: string;
}

/** All events of a line, as a receiver without filters would deliver them to another store. */
async function allEvents(line: Line): Promise<readonly Event[]> {
  const flags = { ...line.flags, storage: join(line.folder, "beside") };
  await (await startReceiver({ ...line, flags }, { once: true })).ended;
  return bodiesOf(line.sink).map((body) => JSON.parse(body) as Event);
}

describe("a filter that is not Asana's", () => {
  it("lets pass the events that fit, counts the others, and comes to the log's end", async () => {
    const line = await startLine();
    const wanted = (await allEvents(line)).filter(
      ({ event_category, event_type }) =>
        ["logins", "apps"].includes(event_category) && event_type !== "user_logged_out",
    );
    const filters = { eventCategory: ["logins", "apps"], exclude: { eventType: "user_logged_out" } };
    line.writeSettings({ filters });
    const receiver = await startReceiver(line, { once: true });
    expect(await receiver.ended).toEqual(new Map([["Acme", "caughtUp"]]));
    const arrived = bodiesOf(line.sink).slice(HISTORY);
    expect(arrived.map((body) => (JSON.parse(body) as Event).gid)).toEqual(wanted.map(({ gid }) => gid));
    expect(wanted.length).toBeGreaterThan(10);
    const filtered = HISTORY - wanted.length;
    expect(receiver.source("Acme")).toMatchObject({
      pages: 3,
      accepted: wanted.length,
      filtered,
      duplicates: 0,
      checkpoint: { totals: { accepted: wanted.length, filtered } },
    });
  });

  it("that leaves nothing moves the checkpoint over all of it, and is no trouble", async () => {
    const line = await startLine({}, { filters: { exclude: { actorType: EVERYBODY } } });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    expect(receiver.source("Acme")).toMatchObject({
      state: "Collecting",
      health: "healthy",
      filtered: HISTORY,
    });
    const told = receiver.changes.map((change) => (change.kind === "state" ? change.state : change.kind));
    // A page of nothing but such events is progress, not only the end of the log.
    expect(told.indexOf("Collecting")).toBeLessThan(told.lastIndexOf("page"));
    await receiver.stop();
    expect(line.sink.counts.requests).toBe(0);
    line.asana.append(2);
    const again = await startReceiver(line, { once: true });
    await again.ended;
    expect(again.source("Acme")).toMatchObject({ accepted: 0, filtered: 2, duplicates: 0 });
  });

  it("can be changed without a change of the position; what it left out is not looked for again", async () => {
    const line = await startLine({}, { filters: { exclude: { actorType: EVERYBODY } } });
    const first = await startReceiver(line, { once: true });
    await first.ended;
    const offset = first.source("Acme")?.checkpoint?.offset;
    expect(offset).toBeDefined();
    line.writeSettings({ filters: { actorType: EVERYBODY } });
    line.asana.append(3);
    const before = line.asana.requests.length;
    const second = await startReceiver(line, { once: true });
    await second.ended;
    expect(line.asana.requests[before]?.query["offset"]).toBe(offset);
    expect(second.changes.filter(({ kind }) => kind === "warning")).toEqual([]);
    expect(second.source("Acme")?.checkpoint?.totals).toMatchObject({ accepted: 3, filtered: HISTORY });
    expect(line.sink.gids).toEqual(new Set([...line.asana.gids(WORKSPACE)].slice(-3)));
  });

  it("counts an event once, also when it is read again by time", async () => {
    const line = await startLine({}, { filters: { exclude: { actorType: EVERYBODY } } });
    await (await startReceiver(line, { once: true })).ended;
    line.asana.expireOffsets();
    line.asana.append(5);
    const receiver = await startReceiver(line, { once: true });
    await receiver.ended;
    const { filtered, duplicates } = receiver.source("Acme") ?? {};
    expect(filtered).toBe(5);
    expect(duplicates).toBeGreaterThan(0);
  });
});

describe("events without an offset, all of them left out", () => {
  async function readFrom(gids: readonly (string | undefined)[]): Promise<Receiver> {
    const line = await startLine({}, { filters: { exclude: { eventType: "task_deleted" } } });
    const events = gids.map((gid, index) => ({
      gid,
      created_at: `2026-05-01T00:00:0${index}.000Z`,
      event_type: "task_deleted",
    }));
    const server = await startLocalServer((request, response) => {
      const from = new URL(request.url ?? "", "http://local").searchParams.get("start_at") ?? "";
      const data = events.filter(({ created_at }) => created_at >= from).slice(0, 2);
      json(200, { data, next_page: null })(request, response);
    });
    const receiver = await startReceiver({ ...line, flags: { ...line.flags, asanaUrl: server.url } });
    await Promise.race([receiver.next("caughtUp"), receiver.next("failure")]);
    return receiver;
  }

  it("are read to the end, each counted once", async () => {
    const receiver = await readFrom(["g0", "g1", "g2", "g3"]);
    expect(receiver.source("Acme")).toMatchObject({ state: "Collecting", filtered: 4, accepted: 0 });
  });

  it("are told as a loop where nothing tells them apart", async () => {
    const receiver = await readFrom([undefined]);
    expect(receiver.source("Acme")?.failure?.message).toContain("without a gid");
  });
});

it("one value goes to Asana, and a list stays here", async () => {
  const line = await startLine({}, { filters: { eventType: ["user_logged_out"], actorType: EVERYBODY } });
  const receiver = await startReceiver(line, { once: true });
  await receiver.ended;
  expect(line.asana.requests[0]?.query).toEqual({ limit: "100", event_type: "user_logged_out" });
  expect(receiver.source("Acme")?.filtered).toBe(0);
  expect(receiver.source("Acme")?.accepted).toBeGreaterThan(0);
});
