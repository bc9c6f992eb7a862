import { describe, expect, it, onTestFinished } from "vitest";
import { Secret } from "../../src/config/secret.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, TOKEN } from "../support/line.ts";
import { type Receiver, type ReceiverOptions, startReceiver } from "../support/receiver.ts";
import {
  expectNoRequest,
  healthEventsOf,
  reopenSink,
  requestCount,
  restart,
  restMsOf,
  statesOf,
  statusOf,
  untilResting,
  untilRestingIn,
  wake,
} from "../support/scenario.ts";
import { type Behaviour, reply, startScriptedEndpoint } from "../support/scripted-endpoint.ts";

/** Less than Asana keeps its log: beyond that, events are lost, and that is told. */
const LONG_MS = 60 * 86_400_000;
const OTHER_TOKEN = "2/1200000000000001/1200000000000003:fedcba9876543210fedcba9876543210";

/** Shorter than the exporter's own first wait, so that each of its attempts is one of ours. */
const QUICK_ENDPOINT = { timeout: "750ms" };

type ErrorType = "ThirdPartyConfig" | "ThirdPartyGeneric" | "FirstPartyGeneric";

/** Checks that a source in trouble says so everywhere, after so many attempts in vain. */
function expectTrouble(receiver: Receiver, errorType: ErrorType, attempts: number): void {
  const incident = { trackerId: `${errorType}Error`, severity: "Error", count: attempts };
  expect(receiver.collector.status()).toMatchObject({
    health: "error",
    sources: [{ state: "Error", health: "error", failure: { errorType, attempts }, incidents: [incident] }],
  });
  expect(healthEventsOf(receiver, `${errorType}Error`)).toMatchObject([
    { status: "UnHealthy", eventName: "TrackerUnHealthy", severityLevel: "Error" },
  ]);
}

/** Checks that all is well again, and that health told of one trouble and of its end. */
function expectRecovery(receiver: Receiver, errorType: ErrorType): void {
  const status = receiver.collector.status();
  expect(status).toMatchObject({ health: "healthy", sources: [{ state: "Collecting", incidents: [] }] });
  expect(status.sources[0]?.failure).toBeUndefined();
  expect(healthEventsOf(receiver, `${errorType}Error`)).toMatchObject([
    { status: "UnHealthy", eventName: "TrackerUnHealthy" },
    { status: "Healthy", eventName: "TrackerHealthy" },
  ]);
  expect(new Set(receiver.collector.healthEvents().map(({ details }) => details.trackerId)).size).toBe(1);
}

function useToken(receiver: Receiver, token: string): void {
  const configs = receiver.collector.sources.map(({ config }) => config);
  receiver.apply(configs.map((config) => ({ ...config, personalAccessToken: new Secret(token) })));
}

describe("Asana refuses the configuration", () => {
  const WAYS_OUT = [
    ["a restart", (receiver: Receiver) => void restart(receiver)],
    ["another token", (receiver: Receiver) => useToken(receiver, OTHER_TOKEN)],
  ] as const;
  const CAUSES = [400, 401, 402, 403, 404, 451].flatMap((status) =>
    WAYS_OUT.map(([wayOut, leave]) => ({ status, wayOut, leave })),
  );

  it.each(CAUSES)(
    "with $status: ThirdPartyConfig, and not one request more until $wayOut",
    async ({ status, leave }) => {
      const line = await startLine({ faults: [{ kind: "status", status }], tokens: [TOKEN, OTHER_TOKEN] });
      const receiver = await startReceiver(line);
      expect(await untilResting(receiver)).not.toHaveProperty("failure.retryAt");
      expectTrouble(receiver, "ThirdPartyConfig", 1);
      expect(statusOf(receiver).failure?.message).toContain(String(status));
      line.asana.setFault(undefined);
      await expectNoRequest(line, () => receiver.clock.advance(LONG_MS));
      expect(receiver.clock.nextWakeInMs).toBe(Number.POSITIVE_INFINITY);
      expectTrouble(receiver, "ThirdPartyConfig", 1);
      expect(requestCount(line)).toBe(1);
      leave(receiver);
      await untilResting(receiver);
      expectRecovery(receiver, "ThirdPartyConfig");
      await expectAllAccountedFor(line, receiver);
    },
  );

  it("again after the restart: it is one incident, seen twice", async () => {
    const line = await startLine({ faults: [{ kind: "status", status: 403 }] });
    const receiver = await startReceiver(line);
    await untilResting(receiver);
    restart(receiver);
    await untilResting(receiver);
    expect(statusOf(receiver).incidents).toMatchObject([{ trackerId: "ThirdPartyConfigError", count: 2 }]);
    expect(receiver.collector.healthEvents()).toHaveLength(1);
    line.asana.setFault(undefined);
    restart(receiver);
    await untilResting(receiver);
    expectRecovery(receiver, "ThirdPartyConfig");
    expect(healthEventsOf(receiver, "ThirdPartyConfigError")[1]?.details.description).toContain("2 times");
    await expectAllAccountedFor(line, receiver);
  });
});

describe("Asana cannot be read", () => {
  /** Refused, read by time, and with the new offset refused again, over and over. */
  const REFUSED_OFFSETS = Array.from(
    { length: 20 },
    (_, index): Fault => ({ kind: "status", status: 400, after: 4 + 2 * index, times: 1 }),
  );
  const CAUSES: readonly { name: string; faults: readonly Fault[]; floorMs?: number }[] = [
    { name: "a 429", faults: [{ kind: "status", status: 429, retryAfter: 30 }], floorMs: 30_000 },
    {
      name: "a 503 with Retry-After",
      faults: [{ kind: "status", status: 503, retryAfter: 90 }],
      floorMs: 90_000,
    },
    { name: "a 500", faults: [{ kind: "status", status: 500 }] },
    { name: "a 503", faults: [{ kind: "status", status: 503 }] },
    { name: "a redirection", faults: [{ kind: "status", status: 302 }] },
    { name: "a connection that is reset", faults: [{ kind: "reset" }] },
    { name: "no answer within asana.timeout", faults: [{ kind: "hang" }] },
    { name: "a body that is cut", faults: [{ kind: "cut" }] },
    { name: "a body that is not JSON", faults: [{ kind: "garbage" }] },
    { name: "an offset that is refused again and again", faults: REFUSED_OFFSETS },
  ];

  it.each(CAUSES)(
    "because of $name: ThirdPartyGeneric, tried again",
    async ({ name, faults, floorMs = 0 }) => {
      const clock = new FakeClock(Date.now());
      const line = await startLine(
        { clock, faults },
        { asana: { timeout: name.includes("timeout") ? "500ms" : "60s" } },
      );
      const receiver = await startReceiver(line, { clock });
      await untilRestingIn("Error", receiver);
      for (let attempts = 1; attempts < 3; attempts++) {
        expectTroubleOf(receiver, attempts);
        expect(restMsOf(receiver)).toBeGreaterThanOrEqual(floorMs);
        await expectNoRequest(line, () => receiver.clock.advance(restMsOf(receiver) - 1));
        const before = requestCount(line);
        await wake(receiver);
        expect(requestCount(line)).toBeGreaterThan(before);
      }
      line.asana.setFault(undefined);
      await untilRestingIn("Collecting", receiver);
      expect(statusOf(receiver)).toMatchObject({
        health: faults === REFUSED_OFFSETS ? "warning" : "healthy",
      });
      expect(healthEventsOf(receiver, "ThirdPartyGenericError")).toMatchObject([
        { status: "UnHealthy" },
        { status: "Healthy", details: { description: expect.stringMatching(/seen [3-9] times/) } },
      ]);
      await expectAllAccountedFor(line, receiver);
    },
  );

  /** A refused offset is a warning beside the error. */
  function expectTroubleOf(receiver: Receiver, attempts: number): void {
    const incident = { trackerId: "ThirdPartyGenericError", severity: "Error", count: attempts };
    const { health, state, failure, incidents } = statusOf(receiver);
    expect({ health, state, failure }).toMatchObject({
      health: "error",
      state: "Error",
      failure: { errorType: "ThirdPartyGeneric", attempts, retryAt: expect.any(String) },
    });
    expect(incidents).toContainEqual(expect.objectContaining(incident));
    expect(healthEventsOf(receiver, "ThirdPartyGenericError")).toHaveLength(1);
  }
});

/** A line whose endpoint, or whose own storage, is in trouble. */
interface Broken {
  readonly line: Line;
  /** Mends it; gives the line on which the records arrive. */
  mend(): Line | Promise<Line>;
}

/** How an endpoint, or our own storage, gets into trouble. */
interface Trouble {
  readonly name: string;
  readonly settings?: Record<string, unknown>;
  readonly options?: ReceiverOptions;
  /** Whether the refused page is read anew, since newer events may tell what the refusal is about. */
  readonly readsAnew?: boolean;
  /** The least wait. */
  readonly floorMs?: number;
  break(line: Line): Broken | Promise<Broken>;
}

function answering(script: Parameters<OtlpSink["setAnswer"]>[0]): Trouble["break"] {
  return (line) => {
    line.sink.setAnswer(script);
    return {
      line,
      mend() {
        line.sink.setAnswer(undefined);
        return line;
      },
    };
  };
}

function withStatus(status: number, headers: Record<string, string> = {}): Trouble["break"] {
  return answering(() => ({ kind: "status", status, headers }));
}

const TROUBLES: readonly Trouble[] = [
  {
    name: "nobody listens",
    settings: QUICK_ENDPOINT,
    async break(line) {
      await line.sink.close();
      return { line, mend: async () => ({ ...line, sink: await reopenSink(line.sink) }) };
    },
  },
  { name: "a 400", readsAnew: true, break: withStatus(400) },
  { name: "a 401", break: withStatus(401) },
  { name: "a 403", break: withStatus(403) },
  { name: "a 404", break: withStatus(404) },
  { name: "a 500", break: withStatus(500) },
  { name: "a 503", settings: QUICK_ENDPOINT, break: withStatus(503) },
  { name: "a 429", break: withStatus(429, { "retry-after": "100" }), floorMs: 100_000 },
  { name: "a 413, however little is sent", readsAnew: true, break: withStatus(413) },
  { name: "no answer within timeout", settings: QUICK_ENDPOINT, break: answering(() => ({ kind: "hang" })) },
  {
    name: "a page in HTML, with a 200",
    async break(line) {
      let behave = reply(200, "<html>Please log in</html>", { "content-type": "text/html" });
      const portal = await startScriptedEndpoint([(response, request) => behave(response, request)]);
      onTestFinished(() => portal.close());
      const mend = (): Line => {
        behave = forwardTo(line.sink.url);
        return line;
      };
      return { line: { ...line, flags: { ...line.flags, endpoint: portal.origin } }, mend };
    },
  },
  {
    name: "a commit that fails",
    options: { failCommits: 3 },
    break: (line) => ({ line, mend: () => line }),
  },
];

/** Hands a request on, and its answer back. */
function forwardTo(url: string): Behaviour {
  return async (response, { path, body }) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(url + path, { method: "POST", headers, body: new Uint8Array(body) });
    response.writeHead(answer.status, headers).end(await answer.text());
  };
}

describe("records cannot be delivered or stored", () => {
  it.each(TROUBLES)(
    "because of $name: FirstPartyGeneric, tried again, and nothing more is read meanwhile",
    async ({ settings, options, floorMs = 0, readsAnew = false, break: breakLine }) => {
      const { line, mend } = await breakLine(await startLine({}, settings));
      const receiver = await startReceiver(line, options);
      await untilResting(receiver);
      for (let attempts = 1; attempts < 3; attempts++) {
        expectTrouble(receiver, "FirstPartyGeneric", attempts);
        expect(restMsOf(receiver)).toBeGreaterThanOrEqual(floorMs);
        await wake(receiver);
      }
      expectTrouble(receiver, "FirstPartyGeneric", 3);
      expect(requestCount(line)).toBe(readsAnew ? 3 : 1);
      expect(new Set(line.asana.requests.map(({ query }) => query["offset"]))).toEqual(new Set([undefined]));
      const again = readsAnew ? ["Authenticated", "Error", "Authenticated", "Error"] : [];
      expect(statesOf(receiver)).toEqual(["Started", "Initialized", "Authenticated", "Error", ...again]);
      const mended = await mend();
      await untilRestingIn("Collecting", receiver);
      expectRecovery(receiver, "FirstPartyGeneric");
      await expectAllAccountedFor(mended, receiver);
    },
  );
});
