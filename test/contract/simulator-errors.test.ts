import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import {
  messageOfError,
  SIMULATED_TOKEN,
  SIMULATED_WORKSPACE,
  startSimulator,
} from "../support/simulator-client.ts";

const PATH = `/workspaces/${SIMULATED_WORKSPACE}/audit_log_events`;

describe("access", () => {
  it.each([
    ["no token", {}],
    ["an unknown token", { authorization: "Bearer other" }],
    ["another scheme", { authorization: `Basic ${SIMULATED_TOKEN}` }],
  ])("is refused to %s with 401", async (_, headers: Record<string, string>) => {
    const { simulator } = await startSimulator();
    const response = await fetch(simulator.url + PATH, { headers });
    expect([response.status, await response.json()]).toEqual([
      401,
      { errors: [{ message: "Not Authorized" }] },
    ]);
  });

  it("is refused with 403 to a valid token that is not a service account's", async () => {
    const { get } = await startSimulator({ userTokens: ["a-user"] });
    const response = await get(PATH, { headers: { authorization: "Bearer a-user" } });
    expect([response.status, await messageOfError(response)]).toEqual([
      403,
      expect.stringContaining("service account"),
    ]);
  });

  it("ends when the token is revoked, and begins with its successor", async () => {
    const { simulator, ask, get } = await startSimulator();
    simulator.setTokens(["successor"]);
    expect((await ask()).status).toBe(401);
    expect((await get(PATH, { headers: { authorization: "Bearer successor" } })).status).toBe(200);
  });
});

describe("an unknown place", () => {
  it("is a 404 that names the workspace", async () => {
    const { get } = await startSimulator();
    const response = await get("/workspaces/99/audit_log_events");
    expect([response.status, await response.json()]).toEqual([
      404,
      { errors: [{ message: "workspace: Unknown object: 99" }] },
    ]);
  });

  it("is a 404 for a path that does not exist", async () => {
    const { simulator, get } = await startSimulator();
    expect((await get("/users/me")).status).toBe(404);
    const headers = { authorization: `Bearer ${SIMULATED_TOKEN}` };
    expect((await fetch(new URL(PATH, simulator.url), { headers })).status).toBe(404);
  });

  it.each(["POST", "PUT", "DELETE"])("is a 405 for %s: events can only be read", async (method) => {
    const { get } = await startSimulator();
    expect((await get(PATH, { method })).status).toBe(405);
  });
});

describe("a bad parameter", () => {
  it.each([
    ["limit", "0"],
    ["limit", "101"],
    ["limit", "1000"],
    ["limit", "-1"],
    ["limit", "1.5"],
    ["limit", "many"],
    ["limit", ""],
    ["start_at", "yesterday"],
    ["start_at", "2026-06-01"],
    ["start_at", "2026-06-01T12:00:00"],
    ["start_at", "2026-13-01T12:00:00Z"],
    ["start_at", "2026-06-01T12:00:00 02:00"],
    ["end_at", "1780315200000"],
    ["actor_type", "service_account"],
  ])("is a 400 that names the field: %s=%s", async (field, value) => {
    const { ask } = await startSimulator();
    const response = await ask({ [field]: value });
    expect([response.status, await messageOfError(response)]).toEqual([
      400,
      expect.stringMatching(`^${field}: `),
    ]);
  });

  it("is not one that nobody knows, nor an event type of the future", async () => {
    const { page } = await startSimulator();
    expect((await page({ opt_pretty: "true" })).data).toHaveLength(50);
    expect((await page({ event_type: "telepathy_enabled" })).data).toEqual([]);
  });

  it("is no limit of 1000 in the other reading of the documentation", async () => {
    const { page, ask } = await startSimulator({ events: 300, limitMax: 1000 });
    expect((await page({ limit: "1000" })).data).toHaveLength(300);
    expect((await ask({ limit: "1001" })).status).toBe(400);
  });
});

describe("the rate limit", () => {
  it("lets 1500 requests a minute through and then says in seconds when to come back", async () => {
    const clock = new FakeClock();
    const { ask } = await startSimulator({ clock, events: 1 });
    for (let sent = 0; sent < 1500; sent++) expect((await ask({ limit: "1" })).status).toBe(200);
    const refused = await ask();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
    expect(await messageOfError(refused)).toBe(
      "You've made too many requests and hit a rate limit. Please retry after the given amount of time.",
    );
    clock.advance(60_000);
    expect((await ask()).status).toBe(200);
  });

  it("counts refused requests, too: who keeps asking stays out", async () => {
    const clock = new FakeClock();
    const { ask } = await startSimulator({ clock, rateLimitPerMinute: 2 });
    const statuses: number[] = [];
    for (let round = 0; round < 8; round++) {
      statuses.push((await ask()).status);
      clock.advance(20_000);
    }
    expect(statuses).toEqual([200, 200, 429, 429, 429, 429, 429, 429]);
    const { headers } = await ask();
    expect(headers.get("retry-after")).toBe("40");
    clock.advance(40_000);
    expect((await ask()).status).toBe(200);
  });

  it("belongs to a token, not to a workspace", async () => {
    const { ask, get } = await startSimulator({ tokens: [SIMULATED_TOKEN, "second"], rateLimitPerMinute: 1 });
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 429]);
    expect((await get(PATH, { headers: { authorization: "Bearer second" } })).status).toBe(200);
  });

  it("holds for requests under way as well", async () => {
    const clock = new FakeClock();
    const { ask } = await startSimulator({ clock, concurrency: 2, latencyMs: 1000 });
    const under = [ask(), ask()];
    const [refused] = await Promise.all([Promise.race([...under, ask(), ask()]), clock.whenSleeping()]);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
