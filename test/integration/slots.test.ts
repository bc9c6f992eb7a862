import { describe, expect, it } from "vitest";
import type { SinkRecord } from "../../src/simulator/otlp-tally.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { passTimeUntil, restart, statusOf, until, untilAllResting } from "../support/scenario.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WORKSPACES = [WORKSPACE, "1200000000000042", "1200000000000043"];
const NAMES = ["Acme", "Globex", "Initech"];
const QUIET_TURNS = 100;

/** Sources with a long past each, and nothing else to read. */
async function start(count: number, backfillStreams: number, settings: Record<string, unknown> = {}) {
  const clock = new FakeClock();
  const workspaces = WORKSPACES.slice(0, count);
  const line = await startLine(
    { events: 1500, historyMs: 20 * DAY_MS, clock, workspaces },
    { ...settings, polling: { startAt: "-20d", backfillSlice: "2d", backfillStreams } },
  );
  for (const [index, workspaceID] of workspaces.entries())
    if (index > 0) line.addSource(`${index}.json`, { name: NAMES[index], workspaceID });
  return { line, clock };
}

function isPast(records: readonly SinkRecord[], clock: FakeClock): boolean {
  return records.some(({ logRecord }) => Number(logRecord.timeUnixNano) / 1e6 < clock.now() - 2 * HOUR_MS);
}

/** Whose records they are. */
function nameOf([record]: readonly SinkRecord[]): string {
  const attribute = record?.resource?.attributes?.find(({ key }) => key === "_sourceName");
  return attribute?.value?.stringValue ?? "";
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < QUIET_TURNS; turn++) await new Promise(setImmediate);
}

function expectAllOnce(line: Line): void {
  expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
  expect(line.sink.counts.duplicates).toBe(0);
}

function hasReadPast(receiver: Receiver, name: string): boolean {
  const { checkpoint, backfill } = statusOf(receiver, name);
  return backfill === undefined && (checkpoint?.totals.accepted ?? 0) > 1000;
}

/** Lets Acme's past hang after its first request of so many records. */
function refuseAcme({ sink }: Line, clock: FakeClock, taken = 0): () => number {
  let refused = 0;
  let seen = 0;
  sink.setAnswer(({ records }) => {
    if (nameOf(records) !== "Acme" || !isPast(records, clock)) return undefined;
    seen += 1;
    if (seen <= taken) return undefined;
    refused += 1;
    return { kind: "status", status: 401 };
  });
  return () => refused;
}

describe("the slices of all sources together", () => {
  it("hold so many pages at once, and as many that are read ahead", async () => {
    const { line, clock } = await start(3, 2);
    const released = Promise.withResolvers<void>();
    let [underWay, most, delivered] = [0, 0, 0];
    line.sink.setAnswer(async ({ records }) => {
      if (!isPast(records, clock)) return undefined;
      underWay += 1;
      most = Math.max(most, underWay);
      // Those behind the first ones are asked for while these are on their way.
      if (delivered >= 8) await released.promise;
      else await quiet();
      delivered += 1;
      underWay -= 1;
      return undefined;
    });
    const receiver = await startReceiver(line, { clock });
    await until(() => delivered >= 8 && underWay === 2);
    await quiet();
    const isOfPast = (startAt = ""): boolean => Date.parse(startAt) < clock.now() - 2 * HOUR_MS;
    const asked = line.asana.requests.filter(({ query }) => isOfPast(query["start_at"]) && query["end_at"]);
    // Four slices have come to their end by then: an empty page each, and a second look of a page and two empty ones.
    const atEnds = 4 * 4;
    expect(asked.length - delivered).toBeLessThanOrEqual(2 * 2 + atEnds);
    released.resolve();
    await untilAllResting(receiver);
    expectAllOnce(line);
    expect(most).toBe(2);
  });

  it("take turns by source", async () => {
    const { line, clock } = await start(2, 1);
    const turns: string[] = [];
    line.sink.setAnswer(({ records }) => {
      const name = nameOf(records);
      if (isPast(records, clock) && turns.at(-1) !== name) turns.push(name);
      return undefined;
    });
    const receiver = await startReceiver(line, { clock });
    await untilAllResting(receiver);
    expectAllOnce(line);
    expect(turns.length).toBeGreaterThanOrEqual(18);
  });

  it("go on where their sources are well, whatever keeps another one", async () => {
    const { line, clock } = await start(2, 1);
    const refused = refuseAcme(line, clock);
    const receiver = await startReceiver(line, { clock });
    await until(() => hasReadPast(receiver, "Globex") && refused() > 0);
    expect(statusOf(receiver, "Acme")).toMatchObject({ state: "Error", backfill: expect.anything() });
    line.sink.setAnswer(undefined);
    await passTimeUntil(receiver, () => hasReadPast(receiver, "Acme"));
    expectAllOnce(line);
  });

  it("are not kept by a page that was taken in part, which is not sent twice", async () => {
    const { line, clock } = await start(2, 1, { maxBatchRecords: 30 });
    const refused = refuseAcme(line, clock, 1);
    const receiver = await startReceiver(line, { clock });
    await until(() => hasReadPast(receiver, "Globex") && refused() > 0);
    expect(statusOf(receiver, "Acme")).toMatchObject({ state: "Error", backfill: expect.anything() });
    line.sink.setAnswer(undefined);
    await passTimeUntil(receiver, () => hasReadPast(receiver, "Acme"));
    expectAllOnce(line);
  });

  it("are read once however often a source is begun anew", async () => {
    const { line, clock } = await start(2, 2, { maxBatchRecords: 30 });
    let [underWay, most, seen] = [0, 0, 0];
    line.sink.setAnswer(async ({ records }) => {
      if (!isPast(records, clock)) return undefined;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(setImmediate);
      underWay -= 1;
      seen += 1;
      return seen % 5 === 0 ? { kind: "status", status: 503 } : undefined;
    });
    const receiver = await startReceiver(line, { clock });
    for (let round = 0; round < 20; round++) {
      const before = seen;
      await until(() => seen > before || statusOf(receiver, "Acme").state === "Error");
      restart(receiver, "Acme");
      await quiet();
      clock.advance(clock.nextWakeInMs ?? 0);
    }
    line.sink.setAnswer(undefined);
    await passTimeUntil(receiver, () => ["Acme", "Globex"].every((name) => hasReadPast(receiver, name)));
    expectAllOnce(line);
    expect(most).toBeLessThanOrEqual(2);
  });
});
