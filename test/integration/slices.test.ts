import { describe, expect, it, onTestFinished } from "vitest";
import type { AsanaSimulatorOptions } from "../../src/simulator/asana-defaults.ts";
import { bodiesOf } from "../support/arrived.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import {
  holdAnswers,
  passTimeUntil,
  restart,
  statusOf,
  until,
  untilResting,
  untilRestingIn,
} from "../support/scenario.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Streams that touch each other ask for so much more. */
const EDGE_MS = 5000;
const DAY_MS = 24 * HOUR_MS;
const EVENTS = 1500;
const POLLING = { startAt: "-20d", backfillStreams: 3, backfillSlice: "2d" };

async function start(
  polling: Record<string, unknown> = {},
  settings: Record<string, unknown> = {},
  asana: Partial<AsanaSimulatorOptions> = {},
) {
  const clock = new FakeClock();
  const line = await startLine(
    { events: EVENTS, historyMs: 20 * DAY_MS, clock, ...asana },
    { ...settings, polling: { ...POLLING, ...polling } },
  );
  return { line, clock };
}

/** Where the present begins: an edge is a whole minute. */
function presentAt(clock: FakeClock): number {
  return Math.floor((clock.now() - HOUR_MS) / MINUTE_MS) * MINUTE_MS;
}

/** The slices that were asked for, by their `end_at`, in the order of the first request of each. */
function slicesOf({ asana }: Line): readonly string[] {
  return [...new Set(asana.requests.flatMap(({ query }) => query["end_at"] ?? []))];
}

/** The `start_at` of each request, in milliseconds since the epoch. */
function startsOf({ asana }: Line): number[] {
  return asana.requests.map(({ query }) => Date.parse(query["start_at"] ?? ""));
}

function expectAllOnce(line: Line): void {
  expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
  expect(line.sink.counts.duplicates).toBe(0);
}

/** Lets the endpoint take so many requests, and refuse the others. */
function refuseAfter({ sink }: Line, requests: number): void {
  let taken = 0;
  sink.setAnswer(() => {
    taken += 1;
    return taken > requests ? { kind: "status", status: 401 } : undefined;
  });
}

/** Lets the endpoint refuse what is older than the present. Returns how to ask whether it has. */
function refusePast({ sink }: Line, clock: FakeClock): () => boolean {
  let hasSeen = false;
  sink.setAnswer(({ records }) => {
    const isPast = records.some(
      ({ logRecord }) => Number(logRecord.timeUnixNano) / 1e6 < clock.now() - 2 * HOUR_MS,
    );
    hasSeen ||= isPast;
    return isPast ? { kind: "status", status: 401 } : undefined;
  });
  return () => hasSeen;
}

describe("a long past", () => {
  it("is read in slices, the present first, each event once", async () => {
    const { line, clock } = await start();
    const receiver = await startReceiver(line, { clock });
    const status = await untilResting(receiver);
    expectAllOnce(line);
    // The first page tells that slices are worth while.
    expect(startsOf(line).slice(0, 2)).toEqual([clock.now() - 20 * DAY_MS, presentAt(clock) - EDGE_MS]);
    expect(slicesOf(line)).toHaveLength(10);
    expect(status).toMatchObject({ state: "Collecting", accepted: EVENTS, duplicates: 0 });
    expect(status.checkpoint?.totals).toMatchObject({ accepted: EVENTS });
    expect(status.checkpoint?.slicesLeft).toBeUndefined();
    expect(status.backfill).toBeUndefined();
    // How old the past is says nothing of how far behind the source is.
    const lags = receiver.changes.flatMap((change) => (change.kind === "page" ? [change.lagMs ?? 0] : []));
    expect(lags.length).toBeGreaterThan(EVENTS / 100);
    expect(Math.max(...lags)).toBeLessThan(HOUR_MS);
  });

  it("waits until the present is under way", async () => {
    const { line, clock } = await start();
    line.asana.append(5);
    const { held, release } = holdAnswers(line.sink);
    const receiver = await startReceiver(line, { clock });
    await held;
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    expect(startsOf(line)).toHaveLength(2);
    release();
    await untilResting(receiver);
    expectAllOnce(line);
  });

  it("gives way to the present, within the limits that both have in common", async () => {
    const limits = { requestsPerMinute: 2, concurrency: 1 };
    const { line, clock } = await start(
      { backfillStreams: 8 },
      { asana: limits },
      { rateLimitPerMinute: 2, concurrency: 1 },
    );
    const receiver = await startReceiver(line, { clock });
    const present = presentAt(clock) - EDGE_MS;
    await passTimeUntil(receiver, () => statusOf(receiver).nextPollAt !== undefined);
    expectAllOnce(line);
    expect(new Set(line.asana.requests.map(({ status }) => status))).toEqual(new Set([200]));
    const polls = receiver.changes.flatMap((change) =>
      change.kind === "caughtUp" ? [change.nextPollAt ?? 0] : [],
    );
    expect(polls.length).toBeGreaterThan(2);
    // The last poll is still to come. Another one may begin in the very moment of a poll, but no second one.
    for (const pollAt of polls.slice(0, -1)) {
      const next = line.asana.requests.filter(({ at }) => at >= pollAt).slice(0, 2);
      expect(next.map(({ query }) => Date.parse(query["start_at"] ?? ""))).toContain(present);
    }
  });

  it("is filtered and redacted as the present is", async () => {
    const settings = { filters: { eventCategory: ["logins"] }, redact: ["ip"] };
    const { line, clock } = await start({}, settings);
    const receiver = await startReceiver(line, { clock });
    const { accepted, filtered, redacted } = await untilResting(receiver);
    const events = bodiesOf(line.sink).map((body) => JSON.parse(body));
    expect(events.length).toBeGreaterThan(100);
    expect(new Set(events.map(({ event_category }) => event_category))).toEqual(new Set(["logins"]));
    const addresses = events.flatMap(({ context }) => context.client_ip_address ?? []);
    expect(new Set(addresses)).toEqual(new Set(["[redacted]"]));
    expect(redacted).toBe(addresses.length);
    expect(accepted + filtered).toBe(EVENTS);
    expect(accepted).toBe(events.length);
  });

  it("begins with what is deleted first", async () => {
    const { line, clock } = await start();
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    expect(slicesOf(line)).toEqual(slicesOf(line).toSorted());
    expect(slicesOf(line).length).toBeGreaterThan(5);
  });

  it("is one stream where nobody asks for slices", async () => {
    const { line, clock } = await start({ backfillStreams: 0 });
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    expectAllOnce(line);
    expect(new Set(startsOf(line)).size).toBe(1);
  });

  it("is one stream where it fits into a page", async () => {
    const { line, clock } = await start({}, {}, { events: 99 });
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    expect(new Set(startsOf(line)).size).toBe(1);
  });

  it("is read in longer slices where there are few events", async () => {
    const { line, clock } = await start({}, {}, { events: 400 });
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    expectAllOnce(line);
    expect(slicesOf(line).length).toBeGreaterThan(1);
    expect(slicesOf(line).length).toBeLessThanOrEqual(6);
  });

  it("is read in slices also when Asana was away at first", async () => {
    const { line, clock } = await start();
    line.asana.setFault({ kind: "status", status: 403 });
    const first = await startReceiver(line, { clock });
    await untilResting(first);
    await first.stop();
    line.asana.setFault(undefined);
    clock.jump(60_000);
    await (await startReceiver(line, { clock, once: true })).ended;
    expectAllOnce(line);
    const starts = startsOf(line);
    // "-20d" is that of the first start.
    expect(starts[1]).toBe(starts[0]);
    expect(new Set(starts).size).toBeGreaterThan(10);
  });

  it("does not keep what happens now waiting", async () => {
    const { line, clock } = await start();
    const hasSeenPast = refusePast(line, clock);
    const receiver = await startReceiver(line, { clock });
    await until(hasSeenPast);
    line.asana.append(5);
    const fresh = [...line.asana.gids(WORKSPACE)].slice(-5);
    while (!fresh.every((gid) => line.sink.gids.has(gid))) await wakeNext(receiver);
    expect(statusOf(receiver)).toMatchObject({ state: "Error", failure: { errorType: "FirstPartyGeneric" } });
    line.sink.setAnswer(undefined);
    await untilRestingIn("Collecting", receiver);
    expectAllOnce(line);
  });

  it("that cannot be read to its end lets a run with --once fail", async () => {
    const { line, clock } = await start({}, { retry: { FirstPartyGeneric: "never" } });
    refusePast(line, clock);
    const receiver = await startReceiver(line, { clock, once: true });
    expect(await receiver.ended).toEqual(new Map([["Acme", "failed"]]));
    expect(receiver.changes.map(({ kind }) => kind)).toContain("caughtUp");
  });

  it("goes on after a restart of the source, and after one of the process, where it stopped", async () => {
    const { line, clock } = await start();
    refuseAfter(line, 9);
    const first = await startReceiver(line, { clock });
    await untilResting(first);
    restart(first);
    await untilResting(first);
    const { totals, slicesLeft } = statusOf(first).checkpoint ?? {};
    expect(slicesLeft).toBeGreaterThan(5);
    expect(slicesLeft).toBeLessThanOrEqual(10);
    expect(totals?.accepted).toBe(line.sink.counts.records);
    await first.stop();
    refuseAfter(line, 9);
    const second = await startReceiver(line, { clock });
    await untilResting(second);
    expect(statusOf(second).checkpoint?.totals.accepted).toBe(line.sink.counts.records);
    await second.stop();
    line.sink.setAnswer(undefined);
    const last = await startReceiver(line, { clock, once: true });
    expect(await last.ended).toEqual(new Map([["Acme", "caughtUp"]]));
    expectAllOnce(line);
    expect(last.source("Acme")?.checkpoint?.totals).toMatchObject({ accepted: EVENTS, duplicates: 0 });
  });

  it("is read to its end also when slices are not asked for any more", async () => {
    const { line, clock } = await start();
    refuseAfter(line, 9);
    const first = await startReceiver(line, { clock });
    await untilResting(first);
    await first.stop();
    line.sink.setAnswer(undefined);
    line.writeSettings({ polling: { ...POLLING, backfillStreams: 0 } });
    await (await startReceiver(line, { clock, once: true })).ended;
    expectAllOnce(line);
  });

  it("goes on by time, inside its slices, when offsets expire", async () => {
    const { line, clock } = await start();
    refuseAfter(line, 9);
    const receiver = await startReceiver(line, { clock });
    await untilResting(receiver);
    line.asana.expireOffsets();
    line.sink.setAnswer(undefined);
    await untilRestingIn("Collecting", receiver);
    expectAllOnce(line);
    const wasTold = receiver.changes.some((change) => change.kind === "warning" && change.about === "byTime");
    expect(wasTold).toBe(true);
  });

  it("loses nothing when the filters change meanwhile", async () => {
    const { line, clock } = await start();
    refuseAfter(line, 9);
    const first = await startReceiver(line, { clock });
    await untilResting(first);
    await first.stop();
    line.sink.setAnswer(undefined);
    line.writeSettings({ polling: { ...POLLING, startAt: "now" }, filters: { actorType: "user" } });
    await (await startReceiver(line, { clock, once: true })).ended;
    const arrived = new Set(line.sink.gids);
    const other = await startLine(
      { events: EVENTS, historyMs: 20 * DAY_MS, clock },
      { filters: { actorType: "user" } },
    );
    await (await startReceiver(other, { clock, once: true })).ended;
    expect([...other.sink.gids].filter((gid) => !arrived.has(gid))).toEqual([]);
  });

  it("is not looked through again for late events", async () => {
    const { line, clock } = await start({ sweepWindow: "3d", sweepEvery: 1 });
    const receiver = await startReceiver(line, { clock });
    line.asana.append(1);
    await untilResting(receiver);
    clock.advance(receiver.clock.nextWakeInMs ?? 0);
    await untilResting(receiver);
    expectAllOnce(line);
  });

  it("that ends quietly is no history any more, although its last slice is open for a day", async () => {
    const { line, clock } = await start({ startAt: "beginning" });
    // The newest event is older than the present, so no event beyond the last slice supports Asana's clock.
    clock.advance(3 * HOUR_MS);
    const receiver = await startReceiver(line, { clock });
    const status = await untilResting(receiver);
    expectAllOnce(line);
    expect(status).toMatchObject({ state: "Collecting", checkpoint: { slicesLeft: 1 } });
    expect(status.backfill).toBeUndefined();
    clock.jump(25 * HOUR_MS);
    clock.advance(clock.nextWakeInMs ?? 0);
    await passTimeUntil(receiver, () => statusOf(receiver).checkpoint?.slicesLeft === undefined);
    expectAllOnce(line);
  });

  it("is shown with its share, and when it is expected to be read", async () => {
    const { line, clock } = await start();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    onTestFinished(() => release());
    let asked = 0;
    line.sink.setAnswer(async () => {
      asked += 1;
      if (asked > 8) await released;
      return undefined;
    });
    const receiver = await startReceiver(line, { clock });
    await until(() => asked > 10);
    clock.jump(60_000);
    const { backfill } = statusOf(receiver);
    expect(backfill?.share).toBeGreaterThan(0.3);
    expect(backfill?.share).toBeLessThan(0.5);
    expect(Date.parse(backfill?.toAt ?? "")).toBe(presentAt(clock) - MINUTE_MS);
    const leftMs = Date.parse(backfill?.expectedEndAt ?? "") - clock.now();
    expect(leftMs).toBeGreaterThan(60_000);
    expect(leftMs).toBeLessThan(180_000);
    release();
    await untilResting(receiver);
  });
});

/** Moves time to the next thing that happens. */
async function wakeNext({ clock }: Receiver): Promise<void> {
  clock.advance(clock.nextWakeInMs ?? 0);
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}
