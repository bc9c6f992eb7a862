import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { SIMULATED_TOKEN, SIMULATED_WORKSPACE, startSimulator } from "../support/simulator-client.ts";

const DAY_MS = 86_400_000;

describe("new events", () => {
  it("happen at the rate that was asked for", async () => {
    const clock = new FakeClock();
    const { simulator, page } = await startSimulator({ clock, events: 3, rate: 2 });
    clock.advance(1499);
    expect(simulator.eventCount).toBe(5);
    clock.advance(1);
    const { data } = await page();
    const startedAt = clock.now() - 1500;
    expect(data.slice(3).map(({ created_at }) => Date.parse(created_at) - startedAt)).toEqual([
      500, 1000, 1500,
    ]);
  });

  it("happen now when they are appended, and stay in order behind those of the rate", async () => {
    const clock = new FakeClock(Date.parse("2026-06-01T12:00:00Z"));
    const { simulator, page } = await startSimulator({ clock, events: 2, rate: 1 });
    clock.advance(2500);
    simulator.append(2);
    clock.advance(500);
    const { data } = await page();
    const times = data.map(({ created_at }) => created_at);
    expect(times.slice(2)).toEqual(
      ["00:01.000", "00:02.000", "00:02.500", "00:02.500", "00:03.000"].map(
        (time) => `2026-06-01T12:${time}Z`,
      ),
    );
    expect(times).toEqual([...times].sort());
  });

  it("can be appended to one workspace alone", async () => {
    const { simulator } = await startSimulator({ workspaces: [SIMULATED_WORKSPACE, "77"], events: 1 });
    simulator.append(4, "77");
    expect([[...simulator.gids(SIMULATED_WORKSPACE)].length, [...simulator.gids("77")].length]).toEqual([
      1, 5,
    ]);
  });
});

describe("retention", () => {
  it("hides what is older than 90 days from first pages, offsets and counts", async () => {
    const clock = new FakeClock();
    const { simulator, page } = await startSimulator({ clock, events: 100, historyMs: 100 * DAY_MS });
    const oldestAt = clock.now() - 90 * DAY_MS;
    const { data, next_page } = await page({ limit: "1" });
    const [oldest] = data;
    expect(Date.parse(oldest?.created_at ?? "")).toBeGreaterThanOrEqual(oldestAt);
    expect(simulator.eventCount).toBeGreaterThanOrEqual(88);
    expect(simulator.eventCount).toBeLessThanOrEqual(92);
    expect([...simulator.gids()]).toHaveLength(simulator.eventCount);
    clock.advance(30 * DAY_MS);
    const later = await page({ limit: "1", offset: next_page?.offset ?? "" });
    expect(Date.parse(later.data[0]?.created_at ?? "")).toBeGreaterThanOrEqual(clock.now() - 90 * DAY_MS);
  });

  it("returns what is left for a start before it", async () => {
    const { simulator, walk } = await startSimulator({ events: 100, historyMs: 100 * DAY_MS });
    const events = await walk({ start_at: "2000-01-01T00:00:00Z", limit: "100" });
    expect(events.map(({ gid }) => gid)).toEqual([...simulator.gids()]);
  });
});

describe("the request log", () => {
  it("tells time, query and status, and no token", async () => {
    const clock = new FakeClock();
    const { simulator, ask } = await startSimulator({ clock });
    await ask({ limit: "3" });
    await ask({ limit: "x" });
    const common = { at: clock.now(), method: "GET", fault: undefined };
    expect(simulator.requests).toMatchObject([
      { ...common, query: { limit: "3" }, status: 200 },
      { ...common, query: { limit: "x" }, status: 400 },
    ]);
    expect(JSON.stringify(simulator.requests)).not.toContain(SIMULATED_TOKEN);
  });

  it("keeps the latest thousand", async () => {
    const { simulator, ask } = await startSimulator({ events: 1 });
    for (let sent = 0; sent < 1001; sent++) await (await ask({ n: String(sent) })).text();
    expect(simulator.requests).toHaveLength(1000);
    expect(simulator.requests.at(-1)?.query["n"]).toBe("1000");
  });
});

it("waits before each answer when a latency is set", async () => {
  const clock = new FakeClock();
  const { ask } = await startSimulator({ clock, latencyMs: 250 });
  const answer = ask();
  await clock.whenSleeping();
  expect(clock.nextWakeInMs).toBe(250);
  clock.advance(250);
  expect((await answer).status).toBe(200);
});

it("says which port it cannot have", async () => {
  const { simulator } = await startSimulator();
  const port = Number(new URL(simulator.url).port);
  await expect(startSimulator({ port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}`);
});
