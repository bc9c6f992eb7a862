import { describe, expect, it } from "vitest";
import type { SinkRecord } from "../../src/simulator/otlp-tally.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { type ChosenAnswer, passTimeUntil, statusOf } from "../support/scenario.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function timeOf({ logRecord }: SinkRecord): number {
  return Number(logRecord.timeUnixNano) / 1e6;
}

/** Answers whatever has one of these events in it. */
function answerTo(gids: ReadonlySet<string>, answer: ChosenAnswer) {
  return ({ records }: { readonly records: readonly SinkRecord[] }): ChosenAnswer => {
    const isOne = records.some(({ logRecord }) =>
      logRecord.attributes?.some(({ value }) => gids.has(value?.stringValue ?? "")),
    );
    return isOne ? answer : undefined;
  };
}

async function endOf(receiver: Receiver): Promise<unknown> {
  let end: unknown;
  void receiver.ended.then((ends) => {
    end = ends.get("Acme");
  });
  await passTimeUntil(receiver, () => end !== undefined);
  return end;
}

describe("an event that is refused again and again in words that may pass", () => {
  it.each<[string, ChosenAnswer]>([
    ["403", { kind: "status", status: 403 }],
    ["500", { kind: "status", status: 500 }],
    ["a reset", { kind: "reset" }],
  ])("with %s becomes a dead letter, and a run with --once ends well", async (_name, answer) => {
    const line = await startLine({}, { timeout: "500ms" });
    const gids = [...line.asana.gids(WORKSPACE)];
    const poison = new Set([gids[77] ?? "", gids[99] ?? "", gids[249] ?? ""]);
    line.sink.setAnswer(answerTo(poison, answer));
    const receiver = await startReceiver(line, { once: true });
    expect(await endOf(receiver)).toBe("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 247, duplicates: 0 });
    expect(receiver.source("Acme")).toMatchObject({ accepted: 247, deadLettered: 3, state: "Stopped" });
  });

  it("is held when as many became dead letters within the hour as may, until the hour is over", async () => {
    const line = await startLine({}, { deadLetters: { perHour: 1 } });
    const gids = [...line.asana.gids(WORKSPACE)];
    const poison = new Set([gids[3] ?? "", gids[4] ?? ""]);
    line.sink.setAnswer(answerTo(poison, { kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    const isFull = (): boolean =>
      statusOf(receiver).failure?.message.includes("deadLetters.perHour") === true;
    await passTimeUntil(receiver, isFull);
    expect(statusOf(receiver).failure?.hint).toContain("raise deadLetters.perHour");
    // One of them has its outcome, and waits for the other one of its page.
    expect(receiver.storage.deadLetters.list()).toEqual([]);
    expect(line.sink.counts.records).toBe(98);
    receiver.clock.advance(60 * MINUTE_MS);
    await passTimeUntil(receiver, () => line.sink.counts.records === 248);
    expect(receiver.storage.deadLetters.list()).toHaveLength(2);
    expect(line.sink.counts.duplicates).toBe(0);
  });

  it("makes no dead letter when the endpoint refuses everything, however long it lasts", async () => {
    const line = await startLine({ events: 20 });
    line.sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const receiver = await startReceiver(line);
    const startedAt = receiver.clock.now();
    await passTimeUntil(receiver, () => receiver.clock.now() - startedAt > 120 * MINUTE_MS);
    line.sink.setAnswer(undefined);
    await passTimeUntil(receiver, () => statusOf(receiver).state === "Collecting");
    expect(receiver.storage.deadLetters.list()).toEqual([]);
    expect(line.sink.counts).toMatchObject({ records: 20, duplicates: 0 });
  });
});

/** A past of 40 days, in slices, and something to read of the present. */
async function startPast(clock = new FakeClock()) {
  const line = await startLine(
    { events: 4000, historyMs: 40 * DAY_MS, clock },
    { polling: { startAt: "-40d", backfillSlice: "1d", backfillStreams: 10 } },
  );
  return { line, clock };
}

/** What arrives of the same past where nothing is refused. */
async function deliverAll(clock: FakeClock): Promise<Line> {
  const { line } = await startPast(clock);
  const receiver = await startReceiver(line, { once: true });
  await endOf(receiver);
  return line;
}

describe("an endpoint that refuses everything for good", () => {
  it("gets some tens of requests in half a minute, and the hint names the other protocol", async () => {
    const { line, clock } = await startPast();
    line.sink.setAnswer(() => ({ kind: "status", status: 415 }));
    const startedAt = clock.now();
    const receiver = await startReceiver(line, { clock });
    await passTimeUntil(receiver, () => clock.now() - startedAt > MINUTE_MS / 2);
    expect(line.sink.counts.requests).toBeLessThan(100);
    expect(statusOf(receiver)).toMatchObject({
      state: "Error",
      failure: { hint: expect.stringContaining("set protocol to http/protobuf") },
    });
    expect(receiver.storage.deadLetters.list()).toEqual([]);
  });
});

describe("an endpoint that does not take what is old", () => {
  it("gets all that it takes; the slices that it refuses are held beside the others, and named", async () => {
    const { line, clock } = await startPast();
    const limitAt = clock.now() - 7 * DAY_MS;
    line.sink.setAnswer(({ records }) =>
      records.some((record) => timeOf(record) < limitAt) ? { kind: "status", status: 400 } : undefined,
    );
    const receiver = await startReceiver(line, { clock });
    const youngOf = (): number => line.sink.records.filter((record) => timeOf(record) >= limitAt).length;
    const { sink } = await deliverAll(clock);
    const young = sink.records.filter((record) => timeOf(record) >= limitAt).length;
    await passTimeUntil(receiver, () => youngOf() === young);
    expect(line.sink.counts.records).toBe(young);
    expect(statusOf(receiver)).toMatchObject({ state: "Error", backfill: expect.anything() });
    expect(statusOf(receiver).failure?.message).toMatch(
      /^The endpoint answered 400 .*; held: the past from \S+Z to \S+Z and \d+ later slices$/,
    );
    line.sink.setAnswer(undefined);
    await passTimeUntil(receiver, () => statusOf(receiver).checkpoint?.slicesLeft === undefined);
    // What is old in a page with young events is refused by itself.
    const dead = receiver.storage.deadLetters.list().map(({ gid = "" }) => gid);
    expect(dead.length).toBeLessThan(100);
    expect(new Set([...line.sink.gids, ...dead])).toEqual(sink.gids);
    expect(line.sink.counts.duplicates).toBe(0);
  });
});
