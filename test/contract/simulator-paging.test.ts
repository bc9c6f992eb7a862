import { describe, expect, it } from "vitest";
import {
  messageOfError,
  type SeenEvent,
  SIMULATED_WORKSPACE,
  startSimulator,
} from "../support/simulator-client.ts";

const WITHOUT_LIMIT = 1000;

function gidsOf(events: readonly SeenEvent[]): string[] {
  return events.map(({ gid }) => gid);
}

/** The instants at which more than one event happened. */
function sharedInstants(events: readonly SeenEvent[]): string[] {
  const seen = new Set<string>();
  return events.flatMap(({ created_at }) => {
    if (seen.has(created_at)) return [created_at];
    seen.add(created_at);
    return [];
  });
}

describe("pages", () => {
  it.each([1, 7, 100])("give each event once, oldest first, at %i a page", async (limit) => {
    const { simulator, walk } = await startSimulator({
      events: 203,
      rateLimitPerMinute: Number.POSITIVE_INFINITY,
    });
    const events = await walk({ limit: String(limit) });
    expect(gidsOf(events)).toEqual([...simulator.gids(SIMULATED_WORKSPACE)]);
    expect(new Set(gidsOf(events)).size).toBe(203);
    const times = events.map(({ created_at }) => created_at);
    expect(times).toEqual([...times].sort());
  });

  it("lose nothing where a page ends between two events of the same millisecond", async () => {
    const { walk, page } = await startSimulator({
      events: 200,
      rateLimitPerMinute: Number.POSITIVE_INFINITY,
    });
    const events = await walk();
    const crowded = events.findIndex((event, at) => event.created_at === events[at + 1]?.created_at);
    expect(crowded).toBeGreaterThanOrEqual(0);
    const first = await page({ limit: String(crowded + 1) });
    const second = await page({ limit: "1", offset: first.next_page?.offset ?? "" });
    expect(second.data).toEqual([events[crowded + 1]]);
    expect(second.data[0]?.created_at).toBe(first.data.at(-1)?.created_at);
  });

  it("hold a thousand events when no limit is sent", async () => {
    const { page } = await startSimulator({ events: 1200 });
    expect((await page()).data).toHaveLength(WITHOUT_LIMIT);
  });

  it("hold as many events as the limit says", async () => {
    const { page } = await startSimulator();
    expect((await page({ limit: "3" })).data).toHaveLength(3);
  });

  it("come from a log of its own for each workspace", async () => {
    const { simulator, get } = await startSimulator({ workspaces: [SIMULATED_WORKSPACE, "77"], events: 20 });
    const response = await get("/workspaces/77/audit_log_events");
    const { data } = (await response.json()) as { data: SeenEvent[] };
    expect(gidsOf(data)).toEqual([...simulator.gids("77")]);
    expect(gidsOf(data)).not.toContain([...simulator.gids(SIMULATED_WORKSPACE)][0]);
    expect(simulator.eventCount).toBe(40);
  });

  it("are JSON, packed with gzip for who asks for it", async () => {
    const { get } = await startSimulator();
    const path = `/workspaces/${SIMULATED_WORKSPACE}/audit_log_events`;
    const packed = await get(path, { headers: { "accept-encoding": "gzip" } });
    const plain = await get(path, { headers: { "accept-encoding": "identity" } });
    expect(packed.headers.get("content-type")).toBe("application/json; charset=UTF-8");
    expect([packed.headers.get("content-encoding"), plain.headers.get("content-encoding")]).toEqual([
      "gzip",
      null,
    ]);
    expect(((await packed.json()) as { data: unknown }).data).toEqual(
      ((await plain.json()) as { data: unknown }).data,
    );
  });
});

describe("next_page", () => {
  it("is null while nothing has ever matched, and an offset from the first event on", async () => {
    const { simulator, page } = await startSimulator({ events: 0 });
    expect(await page()).toEqual({ data: [], next_page: null });
    expect(await page({ event_type: "task_deleted" })).toEqual({ data: [], next_page: null });
    simulator.append(1);
    const { data, next_page } = await page();
    expect(data).toHaveLength(1);
    expect(next_page?.offset).toEqual(expect.any(String));
  });

  it("is an offset, and a new one on every answer, at the end of the stream too", async () => {
    const { page } = await startSimulator({ events: 5 });
    const offsets: (string | undefined)[] = [];
    let offset = (await page()).next_page?.offset ?? "";
    for (let round = 0; round < 3; round++) {
      const { data, next_page } = await page({ offset });
      expect(data).toEqual([]);
      offset = next_page?.offset ?? "";
      offsets.push(offset);
    }
    expect(new Set(offsets).size).toBe(3);
    expect(offsets).not.toContain("");
  });

  it("leads on to events that happened after the end was reached", async () => {
    const { simulator, page } = await startSimulator({ events: 5 });
    const end = await page({ offset: (await page()).next_page?.offset ?? "" });
    simulator.append(2);
    const { data } = await page({ offset: end.next_page?.offset ?? "" });
    expect(gidsOf(data)).toEqual([...simulator.gids()].slice(5));
  });

  it("gives the same page again for an offset that was used before", async () => {
    const { page } = await startSimulator();
    const offset = (await page({ limit: "2" })).next_page?.offset ?? "";
    const [once, again] = [await page({ limit: "2", offset }), await page({ limit: "2", offset })];
    expect(again.data).toEqual(once.data);
  });

  it("repeats the query in path and uri, below the base URL", async () => {
    const { simulator, page } = await startSimulator();
    const { next_page } = await page({ limit: "2", event_type: "user_login_succeeded", unknown: "1" });
    const { offset = "", path = "", uri = "" } = next_page ?? {};
    expect(path).toBe(
      `/workspaces/${SIMULATED_WORKSPACE}/audit_log_events?limit=2&event_type=user_login_succeeded&unknown=1&offset=${encodeURIComponent(offset)}`,
    );
    expect(uri).toBe(simulator.url + path);
  });
});

describe("an offset", () => {
  it("works without its filters, and keeps them", async () => {
    const { page, walk } = await startSimulator({ events: 300 });
    const query = { event_type: "user_login_succeeded", limit: "3" };
    const all = await walk({ ...query, limit: "100" });
    const first = await page(query);
    const second = await page({ limit: "3", offset: first.next_page?.offset ?? "" });
    expect(gidsOf([...first.data, ...second.data])).toEqual(gidsOf(all.slice(0, 6)));
  });

  it("is refused with other filters than its own", async () => {
    const { page, ask } = await startSimulator({ events: 300 });
    const { next_page } = await page({ event_type: "user_login_succeeded", limit: "3" });
    const response = await ask({ event_type: "task_deleted", offset: next_page?.offset ?? "" });
    expect([response.status, await messageOfError(response)]).toEqual([
      400,
      expect.stringMatching(/^offset: /),
    ]);
  });

  it("survives the simulator when the next one has the same seed", async () => {
    const [before, after] = [await startSimulator({ seed: 5 }), await startSimulator({ seed: 5 })];
    const offset = (await before.page({ limit: "10" })).next_page?.offset ?? "";
    const { data } = await after.page({ limit: "10", offset });
    expect(gidsOf(data)).toEqual([...after.simulator.gids()].slice(10, 20));
  });

  it("expires with Asana's words, and a new start works", async () => {
    const { simulator, page, ask } = await startSimulator();
    const old = (await page({ limit: "2" })).next_page?.offset ?? "";
    simulator.expireOffsets();
    const response = await ask({ offset: old });
    expect([response.status, await messageOfError(response)]).toEqual([
      400,
      "offset: Your pagination token has expired.",
    ]);
    const offset = (await page({ limit: "2" })).next_page?.offset ?? "";
    expect((await page({ offset })).data).toHaveLength(48);
  });

  it.each(["", "a", "eyJhbGciOiJIUzI1NiJ9.e30.x"])("that was never given (%j) is refused", async (offset) => {
    const { ask } = await startSimulator();
    const response = await ask({ offset });
    expect([response.status, await messageOfError(response)]).toEqual([
      400,
      expect.stringMatching(/^offset: /),
    ]);
  });

  it("is refused when it was altered, or is another workspace's or another seed's", async () => {
    const { page, ask, get } = await startSimulator({ workspaces: [SIMULATED_WORKSPACE, "77"] });
    const offset = (await page({ limit: "2" })).next_page?.offset ?? "";
    const other = await startSimulator({ seed: 2 });
    const answers = [
      await ask({ offset: `A${offset}` }),
      await get(`/workspaces/77/audit_log_events?offset=${encodeURIComponent(offset)}`),
      await other.ask({ offset }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});

describe("filters", () => {
  it("start_at is inclusive and end_at exclusive, to the millisecond and for equal times", async () => {
    const { walk } = await startSimulator({ events: 400 });
    const all = await walk();
    const [instant = ""] = sharedInstants(all);
    const from = all.filter(({ created_at }) => created_at >= instant);
    const before = all.filter(({ created_at }) => created_at < instant);
    expect(await walk({ start_at: instant })).toEqual(from);
    expect(await walk({ end_at: instant })).toEqual(before);
    const nextInstant = new Date(Date.parse(instant) + 1).toISOString();
    const at = await walk({ start_at: instant, end_at: nextInstant });
    expect(at.length).toBeGreaterThan(1);
    expect(at).toEqual(all.filter(({ created_at }) => created_at === instant));
  });

  it("start_at takes any UTC offset", async () => {
    const { walk } = await startSimulator({ events: 40 });
    const all = await walk();
    const instant = Date.parse(all[20]?.created_at ?? "");
    const inBerlin = new Date(instant + 7_200_000).toISOString().replace("Z", "+02:00");
    expect(await walk({ start_at: inBerlin })).toEqual(all.slice(20));
  });

  it("each select what they name, and together select what all of them do", async () => {
    const { walk } = await startSimulator({ events: 600 });
    const all = await walk();
    const login = all.find(({ event_type }) => event_type === "user_login_succeeded");
    const gid = login?.actor.gid ?? "";
    expect(await walk({ event_type: "task_deleted" })).toEqual(
      all.filter(({ event_type }) => event_type === "task_deleted"),
    );
    expect(await walk({ actor_type: "asana_support" })).toEqual(
      all.filter(({ actor }) => actor.actor_type === "asana_support"),
    );
    expect(await walk({ actor_gid: gid })).toEqual(all.filter(({ actor }) => actor.gid === gid));
    expect(await walk({ resource_gid: gid })).toEqual(all.filter(({ resource }) => resource.gid === gid));
    const both = await walk({
      actor_gid: gid,
      event_type: "user_login_succeeded",
      start_at: login?.created_at ?? "",
    });
    expect(gidsOf(both)).toContain(login?.gid);
    expect(both).toEqual(
      all.filter(({ actor, event_type }) => actor.gid === gid && event_type === "user_login_succeeded"),
    );
  });
});
