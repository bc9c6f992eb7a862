import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/lib/clock.ts";
import { UsageError } from "../../src/lib/errors.ts";
import { parseFault } from "../../src/simulator/faults.ts";
import { messageOfError, startSimulator } from "../support/simulator-client.ts";

describe("a fault's text", () => {
  it.each([
    ["hang", { kind: "hang" }],
    ["status:500", { kind: "status", status: 500 }],
    ["status:429,retryAfter=2.5,times=3", { kind: "status", status: 429, retryAfter: 2.5, times: 3 }],
    ["reset,share=0.1,after=10", { kind: "reset", share: 0.1, after: 10 }],
  ])("%s is understood", (text, fault) => {
    expect(parseFault(text)).toEqual(fault);
  });

  it.each([
    ["", 'there is no fault ""'],
    ["explode", 'there is no fault "explode"'],
    ["constructor", 'there is no fault "constructor"'],
    ["status", "status needs a number between 300 and 599"],
    ["status:200", "status needs a number between 300 and 599"],
    ["hang:3", "hang takes nothing after a colon"],
    ["hang,retryAfter=3", 'hang has no option "retryAfter"'],
    ["cut,often=1", 'cut has no option "often"'],
    ["cut,times=0", 'times cannot be "0"'],
    ["cut,times=", 'times cannot be ""'],
    ["cut,share=2", 'share cannot be "2"'],
  ])("%j is refused with what is wrong and what there is", (text, problem) => {
    const refused = () => parseFault(text);
    expect(refused).toThrow(UsageError);
    expect(refused).toThrow(problem);
    expect(refused).toThrow(expect.objectContaining({ hint: expect.stringMatching(/status.*hang.*reset/s) }));
  });
});

describe("a fault happens", () => {
  it("as often as it says, after as many requests as it says", async () => {
    const { ask } = await startSimulator({ faults: [parseFault("status:503,after=2,times=2")] });
    const statuses: number[] = [];
    for (let sent = 0; sent < 6; sent++) statuses.push((await ask()).status);
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200]);
  });

  it("in its share of the requests, the same ones for the same seed", async () => {
    const run = async (seed: number) => {
      const { ask } = await startSimulator({ seed, events: 1, faults: [parseFault("status:500,share=0.3")] });
      const statuses: number[] = [];
      for (let sent = 0; sent < 200; sent++) statuses.push((await ask()).status);
      return statuses;
    };
    const [first, second, other] = [await run(1), await run(1), await run(2)];
    const failures = first.filter((status) => status === 500).length;
    expect(failures).toBeGreaterThan(40);
    expect(failures).toBeLessThan(80);
    expect(second).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("beside others: the first that is due", async () => {
    const { ask } = await startSimulator({
      faults: ["status:500,times=1", "status:502,times=1", "status:503,after=3"].map(parseFault),
    });
    const statuses: number[] = [];
    for (let sent = 0; sent < 4; sent++) statuses.push((await ask()).status);
    expect(statuses).toEqual([500, 502, 200, 503]);
  });

  it("from when it is set until it is taken away, and is in the request log", async () => {
    const { simulator, ask } = await startSimulator();
    simulator.setFault({ kind: "status", status: 502 });
    expect((await ask()).status).toBe(502);
    simulator.setFault(undefined);
    expect((await ask()).status).toBe(200);
    expect(simulator.requests.map(({ fault, status }) => [fault, status])).toEqual([
      ["status", 502],
      [undefined, 200],
    ]);
  });
});

describe("the fault", () => {
  it("status:500 has a phrase for Asana's support", async () => {
    const { ask } = await startSimulator({ faults: [parseFault("status:500")] });
    const response = await ask();
    expect([response.status, await response.json()]).toEqual([
      500,
      { errors: [{ message: "Server Error", phrase: "6 sad squid snuggle softly" }] },
    ]);
  });

  it("status:429 always says when to come back", async () => {
    const { simulator, ask } = await startSimulator({ faults: [parseFault("status:429")] });
    expect((await ask()).headers.get("retry-after")).toBe("30");
    simulator.setFault(parseFault("status:429,retryAfter=1.5"));
    expect((await ask()).headers.get("retry-after")).toBe("1.5");
    simulator.setFault(parseFault("status:503,retryAfter=7"));
    expect((await ask()).headers.get("retry-after")).toBe("7");
  });

  it("status with any other number has a body in Asana's shape", async () => {
    const { ask } = await startSimulator({ faults: [parseFault("status:418")] });
    const response = await ask();
    expect([response.status, await messageOfError(response)]).toEqual([418, "Status 418"]);
  });

  it("hang keeps one request waiting until the simulator ends, and the next one not", async () => {
    const { simulator, ask } = await startSimulator({ faults: [parseFault("hang,times=1")] });
    const hanging = ask().then(
      () => "answered",
      () => "never answered",
    );
    while (simulator.requests.length === 0) await setImmediate();
    expect((await ask()).status).toBe(200);
    expect(simulator.requests.map(({ status }) => status)).toEqual([undefined, 200]);
    await simulator.close();
    expect(await hanging).toBe("never answered");
  });

  it("reset breaks the connection without an answer", async () => {
    const { ask } = await startSimulator({ faults: [parseFault("reset,times=1")] });
    const error = await ask().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ cause: { code: "ECONNRESET" } });
    expect((await ask()).status).toBe(200);
  });

  it.each(["gzip", "identity"])("cut promises a body (%s) and sends half of it", async (encoding) => {
    const { get } = await startSimulator({ faults: [parseFault("cut")] });
    const path = "/workspaces/1204094735693514/audit_log_events";
    const response = await get(path, { headers: { "accept-encoding": encoding } });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(1000);
    await expect(response.text()).rejects.toThrow("terminated");
  });

  it("drip sends the whole page in a hundred pieces over ten seconds", async () => {
    const slept: number[] = [];
    const clock: Clock = {
      now: () => Date.now(),
      sleep: async (delayMs) => {
        if (delayMs > 0) slept.push(delayMs);
      },
    };
    const { page } = await startSimulator({ clock, faults: [parseFault("drip")] });
    expect((await page()).data).toHaveLength(50);
    expect(slept.length).toBeGreaterThan(90);
    expect(new Set(slept)).toEqual(new Set([100]));
  });

  it("garbage is a 200 that claims to be JSON", async () => {
    const { ask } = await startSimulator({ faults: [parseFault("garbage")] });
    const response = await ask();
    expect([response.status, response.headers.get("content-type")]).toEqual([
      200,
      "application/json; charset=UTF-8",
    ]);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it("huge makes ten megabytes of a page, with the same events in it", async () => {
    const { simulator, ask, page } = await startSimulator();
    simulator.setFault(parseFault("huge,times=1"));
    const text = await (await ask({ limit: "20" })).text();
    expect(text.length).toBeGreaterThan(10 * 2 ** 20);
    const { data } = JSON.parse(text) as { data: { details: { padding?: string } }[] };
    const unpadded = data.map((event) => {
      const { padding: _, ...details } = event.details;
      return { ...event, details };
    });
    expect(unpadded).toEqual((await page({ limit: "20" })).data);
  });
});
