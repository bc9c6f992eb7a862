import { describe, expect, it } from "vitest";
import type { SourceConfig } from "../../src/config/source-config.ts";
import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";
import type { OtlpResource } from "../../src/simulator/otlp-types.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { makeOlder } from "../support/older-letter.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const OTHER_WORKSPACE = "1204094735693599";

/** Lets the sink refuse every request with one of these events in it. */
function refuse(
  sink: OtlpSink,
  gids: ReadonlySet<string>,
  answer: { readonly status: number; readonly body?: string } = { status: 400 },
): void {
  sink.setAnswer(({ records }) => {
    const hasOne = records.some(({ logRecord }) =>
      logRecord.attributes?.some(({ value }) => gids.has(value?.stringValue ?? "")),
    );
    return hasOne ? { kind: "status", ...answer } : undefined;
  });
}

function gidsOf(line: Line): string[] {
  return [...line.asana.gids(WORKSPACE)];
}

/** A receiver with one dead letter, whose sink refuses its event. */
async function startWithLetter() {
  const line = await startLine();
  refuse(line.sink, new Set([gidsOf(line)[3] ?? ""]));
  const receiver = await startReceiver(line);
  await receiver.next("caughtUp");
  const [letter] = receiver.collector.deadLetters();
  const [source] = receiver.collector.sources;
  if (letter === undefined || source === undefined) throw new Error("there is no dead letter");
  return { line, receiver, letter, config: source.config };
}

/** Applies other configurations, and waits until the sources are gone that do not belong to them. */
async function applyAll(receiver: Receiver, configs: readonly SourceConfig[]): Promise<void> {
  receiver.apply(configs);
  while (receiver.collector.status().sources.length > configs.length) await new Promise(setImmediate);
}

/** Of the records of one event. */
function resourcesOf(line: Line, gid: string | undefined): readonly (OtlpResource | undefined)[] {
  const isOf = ({ logRecord }: OtlpSink["records"][number]): boolean =>
    logRecord.attributes?.some(({ value }) => value?.stringValue === gid) ?? false;
  return line.sink.records.filter(isOf).map(({ resource }) => resource);
}

async function tryAgain({ clock }: Receiver): Promise<void> {
  await clock.whenSleeping();
  clock.advance(clock.nextWakeInMs ?? 0);
}

describe("an event that the endpoint does not take, although it takes others", () => {
  it.each([400, 413])("with %i becomes a dead letter, and every other one arrives once", async (status) => {
    const line = await startLine();
    const poison = new Set([3, 150, 151].map((index) => gidsOf(line)[index] ?? ""));
    refuse(line.sink, poison, { status });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const letters = receiver.storage.deadLetters.list();
    expect(new Set(letters.map(({ gid }) => gid))).toEqual(poison);
    for (const { gid, event, reason } of letters) {
      expect(JSON.parse(event)).toMatchObject({ gid });
      expect(reason).toContain(String(status));
    }
    expect(line.sink.counts).toMatchObject({ records: 247, distinctGids: 247 });
    expect(receiver.source("Acme")).toMatchObject({
      accepted: 247,
      deadLettered: 3,
      deadLetters: 3,
      state: "Collecting",
      health: "warning",
      checkpoint: { totals: { accepted: 247, deadLettered: 3 } },
    });
  });

  it("is counted as long as it is kept, also by the next process", async () => {
    const line = await startLine();
    refuse(line.sink, new Set(gidsOf(line).slice(3, 5)));
    const first = await startReceiver(line);
    await first.next("caughtUp");
    expect(first.source("Acme")).toMatchObject({ deadLettered: 2, deadLetters: 2 });
    const [letter] = first.collector.deadLetters();
    first.collector.removeDeadLetter(letter?.id ?? 0);
    expect(first.source("Acme")).toMatchObject({ deadLettered: 2, deadLetters: 1 });
    await first.stop();
    const second = await startReceiver(line);
    expect(second.source("Acme")).toMatchObject({ deadLettered: 0, deadLetters: 1 });
  });

  it("is a warning as long as there is one", async () => {
    const line = await startLine();
    refuse(line.sink, new Set([gidsOf(line)[3] ?? ""]));
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    receiver.clock.advance(7 * 86_400_000);
    await receiver.collector.checkHealth();
    expect(receiver.source("Acme")?.incidents.map(({ trackerId }) => trackerId)).toContain(
      "DeadLettersWarning",
    );
    for (const { id } of receiver.storage.deadLetters.list()) receiver.storage.deadLetters.remove(id);
    await receiver.collector.checkHealth();
    expect(receiver.source("Acme")?.incidents.map(({ trackerId }) => trackerId)).not.toContain(
      "DeadLettersWarning",
    );
  });

  it("alone in its page is held, and is known for what it is as soon as another one comes", async () => {
    const line = await startLine({ events: 1 });
    refuse(line.sink, new Set(gidsOf(line)));
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    expect(receiver.source("Acme")).toMatchObject({
      state: "Error",
      failure: { errorType: "FirstPartyGeneric" },
    });
    expect(receiver.storage.deadLetters.list()).toEqual([]);
    line.asana.append(1, WORKSPACE);
    await tryAgain(receiver);
    await receiver.next("caughtUp");
    expect(receiver.storage.deadLetters.list()).toHaveLength(1);
    expect(line.sink.counts).toMatchObject({ records: 1, duplicates: 0 });
  });
});

describe("a refusal that repeats the token", () => {
  it("is kept without it", async () => {
    const line = await startLine();
    const body = JSON.stringify({ message: `never saw ${TOKEN}` });
    refuse(line.sink, new Set([gidsOf(line)[3] ?? ""]), { status: 400, body });
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const [letter] = receiver.storage.deadLetters.list();
    expect(letter?.reason).toContain("never saw [redacted]");
  });
});

describe("an endpoint that takes nothing", () => {
  it("empties no log into the dead letters, however long it lasts", async () => {
    const line = await startLine({ events: 20 });
    line.sink.setAnswer(() => ({ kind: "status", status: 400 }));
    const receiver = await startReceiver(line);
    for (let round = 0; round < 5; round++) {
      await receiver.next("failure");
      await tryAgain(receiver);
    }
    expect(receiver.storage.deadLetters.list()).toEqual([]);
    line.sink.setAnswer(undefined);
    await tryAgain(receiver);
    await receiver.next("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 20, duplicates: 0 });
  });
});

describe("as many dead letters as there may be", () => {
  it("let the source hold, without a checkpoint moved, until there is room", async () => {
    const line = await startLine({}, { deadLetters: { limit: 1 } });
    const poison = new Set([3, 4].map((index) => gidsOf(line)[index] ?? ""));
    refuse(line.sink, poison);
    const receiver = await startReceiver(line);
    expect(await receiver.next("failure")).toMatchObject({
      failure: {
        errorType: "FirstPartyGeneric",
        message: expect.stringContaining(
          "more dead letters than deadLetters.limit allows (1): 0 kept, and 2 of a page",
        ),
        hint: expect.stringContaining("raise deadLetters.limit to 2 or more"),
      },
    });
    expect(receiver.source("Acme")?.checkpoint?.offset).toBeUndefined();
    const sent = line.sink.counts.requests;
    await tryAgain(receiver);
    await receiver.next("failure");
    expect(line.sink.counts.requests).toBe(sent);
    line.sink.setAnswer(undefined);
    await receiver.stop();
    const roomy = await startReceiver({ ...line, flags: { ...line.flags } }, { once: true });
    await roomy.ended;
    expect(line.sink.gids).toEqual(new Set(gidsOf(line)));
  });
});

describe("a dead letter that is sent again", () => {
  it("is none any more once it is accepted, and has its source's resource", async () => {
    const line = await startLine();
    const gid = gidsOf(line)[3] ?? "";
    refuse(line.sink, new Set([gid]));
    const receiver = await startReceiver(line);
    await receiver.next("caughtUp");
    const [letter] = receiver.collector.deadLetters();
    const id = letter?.id ?? 0;
    expect(await receiver.collector.retryDeadLetter(id)).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("400"),
    });
    line.sink.setAnswer(undefined);
    expect(await receiver.collector.retryDeadLetter(id)).toEqual({ kind: "delivered" });
    expect(receiver.collector.deadLetters()).toEqual([]);
    expect(await receiver.collector.retryDeadLetter(id)).toEqual({ kind: "unknown" });
    expect(line.sink.gids).toEqual(new Set(gidsOf(line)));
    const [first] = line.sink.records;
    expect(line.sink.records.at(-1)?.resource).toEqual(first?.resource);
    expect(receiver.source("Acme")?.incidents.map(({ trackerId }) => trackerId)).not.toContain(
      "DeadLettersWarning",
    );
  });

  describe.each<[string, (config: SourceConfig) => readonly SourceConfig[]]>([
    ["is gone", () => []],
    ["reads another workspace", (config) => [{ ...config, workspaceID: OTHER_WORKSPACE }]],
    ["has another category and other fields", (config) => [{ ...config, category: "x", fields: { a: "b" } }]],
    ["has another name", (config) => [{ ...config, name: "Globex" }]],
  ])("when its source %s by now", (_, change) => {
    it("has the resource that its source had", async () => {
      const { line, receiver, config, letter } = await startWithLetter();
      const [before] = line.sink.records;
      await applyAll(receiver, change(config));
      line.sink.setAnswer(undefined);
      expect(receiver.collector.deadLetters()).toMatchObject([
        { sourceName: "Acme", workspaceID: WORKSPACE },
      ]);
      expect(await receiver.collector.retryDeadLetter(letter.id)).toEqual({ kind: "delivered" });
      expect(resourcesOf(line, letter.gid)).toContainEqual(before?.resource);
    });
  });

  describe("that an older version has kept without its origin", () => {
    it("has the resource of its source as it is now, and the workspace that it is from", async () => {
      const { line, receiver, config, letter } = await startWithLetter();
      const id = makeOlder(receiver.storage);
      await applyAll(receiver, [{ ...config, category: "now", workspaceID: OTHER_WORKSPACE }]);
      line.sink.setAnswer(undefined);
      expect(await receiver.collector.retryDeadLetter(id)).toEqual({ kind: "delivered" });
      const [resource] = resourcesOf(line, letter.gid);
      for (const [key, stringValue] of [
        ["_source", "Acme"],
        ["_sourceCategory", "now"],
        ["asana.workspace.gid", WORKSPACE],
      ]) {
        expect(resource?.attributes).toContainEqual({ key, value: { stringValue } });
      }
    });

    it("needs its source", async () => {
      const { receiver } = await startWithLetter();
      const id = makeOlder(receiver.storage);
      await applyAll(receiver, []);
      expect(await receiver.collector.retryDeadLetter(id)).toEqual({ kind: "noSource", sourceName: "Acme" });
    });
  });
});
