import { describe, expect, it } from "vitest";
import type { TrackerId } from "../../src/health/tracker.ts";
import { changeSource, createSource, SOURCES, startApi } from "../support/api.ts";
import { startLine } from "../support/line.ts";
import { holdAnswers } from "../support/scenario.ts";

describe("what the receiver tells of itself", () => {
  it("is its status, in all that it can hold", async () => {
    const line = await startLine();
    const api = await startApi(line);
    await createSource(api, { description: "ours" });
    await api.receiver.next("caughtUp");
    const collecting = await api.call("GET", "/api/v1/status");
    expect(collecting.json).toEqual(api.receiver.collector.status());
    expect(collecting.json).toMatchObject({
      managedBy: "api",
      health: "healthy",
      sources: [
        {
          id: 1,
          description: "ours",
          state: "Collecting",
          accepted: 250,
          checkpoint: { workspaceID: expect.any(String) },
        },
      ],
    });
    line.asana.setTokens([]);
    await api.call("POST", `${SOURCES}/1/action/restart`);
    await api.receiver.next("failure");
    expect((await api.call("GET", "/api/v1/status")).json).toMatchObject({
      health: "error",
      sources: [
        {
          state: "Error",
          health: "error",
          failure: { errorType: "ThirdPartyConfig" },
          incidents: [{ severity: "Error" }],
        },
      ],
    });
  });

  it("is what each source came through, does and has done of late", async () => {
    const line = await startLine();
    const api = await startApi(line);
    const { held, release } = holdAnswers(line.sink, undefined, 1);
    await createSource(api);
    await held;
    api.receiver.clock.jump(60_000);
    const reading = await api.call("GET", "/api/v1/status");
    expect(reading.json).toEqual(api.receiver.collector.status());
    expect(reading.json).toMatchObject({
      sources: [
        {
          states: ["Pending", "Started", "Initialized", "Authenticated", "Collecting"].map((state) => ({
            state,
          })),
          deadLetters: 0,
          activity: {
            minutes: { acknowledged: [...Array(58).fill(0), 100, 0], lagMs: expect.any(Array) },
          },
          backfill: { expectedEndAt: expect.any(String) },
        },
      ],
    });
    release();
    await api.receiver.next("caughtUp");
    const [read] = api.receiver.collector.status().sources;
    expect(read?.activity.minutes.acknowledged.slice(-2)).toEqual([100, 150]);
    expect(read).not.toHaveProperty("backfill");
  });

  it("are its health events, of sources and of the Collector, from beginning to end", async () => {
    const line = await startLine({ tokens: [] });
    const api = await startApi(line);
    const eventsOf = async (): Promise<unknown> => (await api.call("GET", "/api/v1/healthEvents")).json;
    expect(await eventsOf()).toEqual({ healthEvents: [] });
    await createSource(api);
    await api.receiver.next("failure");
    const place = { file: "receiver.json", line: 1, column: 1 };
    api.receiver.collector.noteIssues([
      { ...place, severity: "warning", code: "clear-text-token", message: "a warning" },
    ]);
    line.asana.setTokens(["a-rotated-token"]);
    await changeSource(api, 1, { personalAccessToken: "a-rotated-token" });
    await api.receiver.next("caughtUp");
    const events = await eventsOf();
    expect(events).toEqual({ healthEvents: api.receiver.collector.healthEvents() });
    expect(events).toMatchObject({
      healthEvents: expect.arrayContaining([
        expect.objectContaining({ status: "Healthy", eventName: "TrackerHealthy" }),
        expect.objectContaining({
          status: "UnHealthy",
          details: expect.objectContaining({
            trackerId: "ThirdPartyConfigError" satisfies TrackerId,
          }),
          resourceIdentity: expect.objectContaining({ id: "0000000000000001", type: "SourceResource" }),
        }),
        expect.objectContaining({ resourceIdentity: expect.objectContaining({ type: "CollectorResource" }) }),
      ]),
    });
  });
});
