import { expect, it } from "vitest";
import { expectAllAccountedFor, resourceValue } from "../support/accounting.ts";
import { type Line, startLine } from "../support/line.ts";
import { followFiles } from "../support/live-files.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { INTERVAL_MS, statesOf, until } from "../support/scenario.ts";
import { type GivenConfig, openFolder } from "../support/source-folder.ts";

const MOST_SOURCES = 1000;
/** As many as a server's queue of new connections takes at once; what is beyond it comes a second later. */
const PER_FILE = 200;
const TIMEOUT_MS = 240_000;

/** All sources share a token, and the limits of one token are not what is tested here. */
const NO_LIMITS = {
  rateLimitPerMinute: Number.POSITIVE_INFINITY,
  concurrency: Number.POSITIVE_INFINITY,
  gzip: false,
};

function workspaceOf(index: number): string {
  return String(1_300_000_000_000_000 + index);
}

/** The configs of the sources with these numbers; `to` is not among them. */
function configsOf(from: number, to: number, more: GivenConfig = {}): GivenConfig[] {
  return range(from, to).map((index) => ({
    name: `Team ${index}`,
    workspaceID: workspaceOf(index),
    ...more,
  }));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** Waits until so many sources have come to the end of their logs since it was called last. */
function createCounter({ changes }: Receiver): (count: number) => Promise<void> {
  let looked = 0;
  return (count) => {
    let left = count;
    return until(() => {
      for (; left > 0 && looked < changes.length; looked++)
        if (changes[looked]?.kind === "caughtUp") left -= 1;
      return left === 0;
    });
  };
}

function statesNow(receiver: Receiver): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of receiver.collector.status().sources) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** How many records of each category arrived. */
function countByCategory(line: Line): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of line.sink.records) {
    const category = resourceValue(record, "_sourceCategory") ?? "";
    counts[category] = (counts[category] ?? 0) + 1;
  }
  return counts;
}

it("a thousand sources are started, edited and half of them removed; every event arrives once, and 800 are a warning", {
  timeout: TIMEOUT_MS,
}, async () => {
  const workspaces = range(0, MOST_SOURCES).map(workspaceOf);
  const line = await startLine({ ...NO_LIMITS, workspaces, events: 3 });
  const folder = openFolder(line);
  folder.write("acme.json", ...configsOf(0, PER_FILE));
  const receiver = await startReceiver(line);
  const files = await followFiles(line, receiver);
  const untilCaughtUp = createCounter(receiver);
  const add = async (file: string, from: number, to: number): Promise<void> => {
    folder.write(file, ...configsOf(from, to));
    await files.settle();
    await untilCaughtUp(to - from);
  };

  await untilCaughtUp(PER_FILE);
  await add("b.json", 200, 400);
  await add("c.json", 400, 600);
  await add("d.json", 600, 799);
  expect(receiver.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
  await add("e.json", 799, 800);
  const full = { trackerId: "SourceLimitWarning", severity: "Warning" };
  expect(receiver.collector.status()).toMatchObject({
    health: "warning",
    incidents: [{ ...full, reason: expect.stringContaining("800 sources"), count: 1 }],
  });
  await add("f.json", 800, 1000);
  expect(receiver.collector.status()).toMatchObject({
    incidents: [{ ...full, reason: expect.stringContaining("1000 sources"), count: 1 }],
  });
  expect(statesNow(receiver)).toEqual({ Collecting: MOST_SOURCES });
  expect(countByCategory(line)).toEqual({ "prod/asana": 3 * MOST_SOURCES });

  line.asana.append(1);
  const edited = { category: "edited" };
  folder.write("acme.json", ...configsOf(0, 500, edited));
  folder.write("b.json", ...configsOf(500, 1000, edited));
  for (const file of ["c", "d", "e", "f"]) folder.remove(`${file}.json`);
  await files.settle();
  await untilCaughtUp(MOST_SOURCES);
  expect(statesNow(receiver)).toEqual({ Collecting: MOST_SOURCES });
  expect(countByCategory(line)).toEqual({ "prod/asana": 3 * MOST_SOURCES, edited: MOST_SOURCES });

  folder.remove("acme.json");
  await files.settle();
  await until(() => receiver.collector.status().sources.length === 500);
  expect(receiver.collector.status()).toMatchObject({ health: "healthy", incidents: [] });
  for (const index of range(500, 1000)) line.asana.append(1, workspaceOf(index));
  receiver.clock.advance(INTERVAL_MS);
  await untilCaughtUp(500);
  expect(statesNow(receiver)).toEqual({ Collecting: 500 });
  expect(statesOf(receiver, "Team 0").slice(-2)).toEqual(["Stopping", "Stopped"]);
  expect(statesOf(receiver, "Team 999").at(-1)).toBe("Collecting");
  expect(receiver.changes.filter(({ kind }) => kind === "failure" || kind === "warning")).toEqual([]);
  const told = receiver.collector.healthEvents();
  expect(told.map(({ status, resourceIdentity }) => [status, resourceIdentity.type])).toEqual([
    ["Healthy", "CollectorResource"],
    ["UnHealthy", "CollectorResource"],
  ]);
  await expectAllAccountedFor(line, receiver, { workspaces });
});
