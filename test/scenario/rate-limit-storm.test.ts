import { expect, it } from "vitest";
import type { RequestLimits } from "../../src/asana/request-limiter.ts";
import type { Fault } from "../../src/simulator/faults.ts";
import { Random } from "../../src/simulator/random.ts";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  expectNoRequest,
  healthEventsOf,
  passTimeUntil,
  requestCount,
  statusOf,
  until,
  untilResting,
  wake,
} from "../support/scenario.ts";

/** Seconds, as many answers in a row ask for them. */
const RETRY_AFTER_SECONDS = [30, 1, 60, 5, 120, 30, 0.5, 600, 15, 45, 90, 3, 1800, 30, 10, 60, 2, 240, 7, 30];

const TEAMS = 12;

interface Teams {
  readonly line: Line;
  readonly receiver: Receiver;
  readonly clock: FakeClock;
  readonly workspaces: readonly string[];
}

it("of twenty answers in a row: none is followed by a request before its Retry-After is over", async () => {
  const storm = RETRY_AFTER_SECONDS.map(
    (retryAfter): Fault => ({ kind: "status", status: 429, retryAfter, times: 1 }),
  );
  const clock = new FakeClock(Date.now());
  const dice = new Random(3);
  const line = await startLine({ clock, faults: storm });
  const receiver = await startReceiver(line, { clock, random: () => dice.next() });
  await untilResting(receiver);
  for (const [index, seconds] of RETRY_AFTER_SECONDS.entries()) {
    expect(statusOf(receiver)).toMatchObject({
      state: "Error",
      failure: { errorType: "ThirdPartyGeneric", attempts: index + 1 },
    });
    expect(requestCount(line)).toBe(index + 1);
    await expectNoRequest(line, () => clock.advance(seconds * 1000 - 1));
    expect(statusOf(receiver).state).toBe("Error");
    await wake(receiver);
  }
  expect(statusOf(receiver)).toMatchObject({ state: "Collecting", health: "healthy" });
  const times = `${RETRY_AFTER_SECONDS.length} times`;
  expect(healthEventsOf(receiver, "ThirdPartyGenericError")).toMatchObject([
    { status: "UnHealthy" },
    { status: "Healthy", details: { description: expect.stringContaining(times) } },
  ]);
  expect(receiver.collector.healthEvents()).toHaveLength(2);
  await expectAllAccountedFor(line, receiver);
});

it("of a token that allows less than is set: all of its sources get through in the end", async () => {
  const { line, receiver, workspaces } = await startTeams({ requestsPerMinute: 60, concurrency: 12 });
  await passTimeUntil(receiver, () => haveCaughtUp(receiver));
  expect(line.asana.requests.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  for (const [index, workspace] of workspaces.entries()) {
    const asked = receiver.changes.flatMap((change) =>
      change.kind === "failure" &&
      change.source === `Team ${index}` &&
      /answered 429/.test(change.failure.message)
        ? [change.failure.retryAfterMs]
        : [],
    );
    expect(
      pausesAfterRefusal(line, workspace).map((pauseMs, nth) => pauseMs >= (asked[nth] ?? Infinity)),
    ).toEqual(asked.map(() => true));
  }
  await expectAllAccountedFor(line, receiver, { workspaces });
});

it("does not come when no more is set than the token allows", async () => {
  const { line, receiver, workspaces } = await startTeams({ requestsPerMinute: 18, concurrency: 3 });
  await passTimeUntil(receiver, () => haveCaughtUp(receiver));
  expect(new Set(line.asana.requests.map(({ status }) => status))).toEqual(new Set([200]));
  await expectAllAccountedFor(line, receiver, { workspaces });
});

it("of one source makes the others of its token wait as well, where it can be seen", async () => {
  const storm: Fault[] = [{ kind: "status", status: 429, retryAfter: 30, times: 1 }];
  const { line, receiver, clock } = await startTeams({ requestsPerMinute: 18, concurrency: 1 }, storm);
  const failures = () => receiver.changes.filter(({ kind }) => kind === "failure");
  await until(() => failures().length === TEAMS);
  const rests = receiver.collector.status().sources.map(({ state, nextPollAt = "" }) => ({
    state,
    isLongEnough: Date.parse(nextPollAt) >= clock.now() + 30_000,
  }));
  expect(rests).toEqual(Array(TEAMS).fill({ state: "Error", isLongEnough: true }));
  await expectNoRequest(line, () => clock.advance(29_999));
  expect(requestCount(line)).toBe(1);
  await passTimeUntil(receiver, () => haveCaughtUp(receiver));
  expect(failures()).toHaveLength(TEAMS);
});

/** A receiver of which all sources have one token, at an Asana that allows 20 requests a minute and 4 at a time. */
async function startTeams(limits: RequestLimits, faults: readonly Fault[] = []): Promise<Teams> {
  const workspaces = Array.from({ length: TEAMS }, (_, index) => String(1_300_000_000_000_000 + index));
  const clock = new FakeClock(Date.now());
  const dice = new Random(5);
  const asana = { clock, workspaces, rateLimitPerMinute: 20, concurrency: 4, events: 120, faults };
  const line = await startLine(asana, { asana: limits });
  for (const [index, workspaceID] of workspaces.entries()) {
    line.addSource(index === 0 ? "acme.json" : `team-${index}.json`, { name: `Team ${index}`, workspaceID });
  }
  const receiver = await startReceiver(line, { clock, random: () => dice.next() });
  return { line, receiver, clock, workspaces };
}

function haveCaughtUp({ changes }: Receiver): boolean {
  return new Set(changes.flatMap(({ kind, source }) => (kind === "caughtUp" ? [source] : []))).size === TEAMS;
}

/** How long Asana was left alone after each 429 for a workspace, in milliseconds. */
function pausesAfterRefusal({ asana }: Line, workspace: string): number[] {
  const seen = asana.requests.filter(({ path }) => path.includes(workspace));
  return seen.flatMap(({ status, at }, index) =>
    status === 429 ? [(seen[index + 1]?.at ?? Number.NaN) - at] : [],
  );
}
