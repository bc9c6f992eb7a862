import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/lib/errors.ts";
import { toSimulatorOptions } from "../../src/simulator/options.ts";

describe("the simulator's flags", () => {
  it("have defaults, every one", () => {
    expect(toSimulatorOptions({})).toEqual({
      port: 4080,
      events: 1000,
      rate: 1,
      workspaces: ["1200000000000001"],
      tokens: ["simulated-token"],
      faults: [],
      latencyMs: 0,
      limitMax: 100,
      seed: 1,
    });
  });

  it("become options", () => {
    const options = toSimulatorOptions({
      port: "0",
      events: "7",
      rate: "0.5",
      workspace: ["12", "34"],
      token: ["2/1:a"],
      latency: "250",
      limitMax: "1000",
      seed: "9",
      fault: ["status:500,times=1", "drip"],
    });
    expect(options).toEqual({
      port: 0,
      events: 7,
      rate: 0.5,
      workspaces: ["12", "34"],
      tokens: ["2/1:a"],
      latencyMs: 250,
      limitMax: 1000,
      seed: 9,
      faults: [{ kind: "status", status: 500, times: 1 }, { kind: "drip" }],
    });
  });

  it.each([
    [{ port: "x" }, '--port takes a whole number between 0 and 65535, not "x"'],
    [{ port: "65536" }, "--port takes"],
    [{ events: "-1" }, "--events takes"],
    [{ events: "" }, "--events takes"],
    [{ rate: "fast" }, '--rate takes a number of events per second between 0 and 100000, not "fast"'],
    [{ rate: "1e9" }, "--rate takes"],
    [{ workspace: ["acme"] }, "--workspace takes a workspace's gid, all digits"],
    [{ latency: "1s" }, "--latency takes"],
    [{ limitMax: "0" }, "--limit-max takes a whole number between 1 and 1000"],
    [{ seed: "1.5" }, "--seed takes"],
    [{ fault: ["boom"] }, 'fault "boom": there is no fault "boom"'],
  ])("%j is refused by the flag's name", (flags, message) => {
    expect(() => toSimulatorOptions(flags)).toThrow(UsageError);
    expect(() => toSimulatorOptions(flags)).toThrow(message);
  });

  it("do not repeat a token in the message about it", () => {
    expect(() => toSimulatorOptions({ token: ["se cret"] })).toThrow("--token takes a token without spaces");
  });
});
