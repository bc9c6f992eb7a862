import { describe, expect, it } from "vitest";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const HISTORY_PAGES = 5;

/** A receiver of which the third request to the endpoint, a page each, waits until it is released with an answer. */
async function holdThirdPage(onThird: "accept" | "refuse"): Promise<{
  line: Line;
  receiver: Receiver;
  release: () => void;
}> {
  const line = await startLine({ events: 100 * HISTORY_PAGES });
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let asked = 0;
  line.sink.setAnswer(async () => {
    asked += 1;
    if (asked !== 3) return undefined;
    await released;
    return onThird === "accept" ? undefined : { kind: "status", status: 500 };
  });
  const receiver = await startReceiver(line);
  while (asked < 3 || line.asana.requests.length < 4) await new Promise(setImmediate);
  return { line, receiver, release };
}

async function letAnswersArrive(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
}

function offsetsOf({ asana }: Line): (string | undefined)[] {
  return asana.requests.map(({ query }) => query["offset"]);
}

describe("while a page is delivered", () => {
  it("the next one is read, and no other", async () => {
    const { line, receiver, release } = await holdThirdPage("accept");
    await letAnswersArrive();
    expect(line.asana.requests).toHaveLength(4);
    release();
    await receiver.next("caughtUp");
    // Each page once, and the empty one at the end.
    expect(new Set(offsetsOf(line)).size).toBe(HISTORY_PAGES + 1);
    expect(line.asana.requests).toHaveLength(HISTORY_PAGES + 1);
    expect(line.sink.counts).toMatchObject({ records: 100 * HISTORY_PAGES, duplicates: 0 });
  });

  it("the checkpoint does not pass it, whatever was read", async () => {
    const { line, receiver, release } = await holdThirdPage("accept");
    await letAnswersArrive();
    const { checkpoint } = receiver.source("Acme") ?? {};
    expect(checkpoint?.totals).toMatchObject({ pages: 2, accepted: 200 });
    expect(checkpoint?.offset).toBe(offsetsOf(line)[2]);
    release();
    await receiver.next("caughtUp");
  });

  it("what was read ahead is dropped when the endpoint refuses, and read anew in its turn", async () => {
    const { line, receiver, release } = await holdThirdPage("refuse");
    release();
    await receiver.next("failure");
    await receiver.clock.whenSleeping();
    expect(line.asana.requests).toHaveLength(4);
    receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    await receiver.next("caughtUp");
    const offsets = offsetsOf(line);
    expect(offsets[4]).toBe(offsets[3]);
    expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
    expect(line.sink.counts.duplicates).toBe(0);
  });

  it("what was read ahead is dropped by a restart, and the page in flight is not sent again", async () => {
    const { line, receiver, release } = await holdThirdPage("accept");
    receiver.collector.restart(receiver.source("Acme")?.id ?? 0);
    release();
    await receiver.next("caughtUp");
    const offsets = offsetsOf(line);
    expect(offsets[4]).toBe(offsets[3]);
    expect(line.sink.counts).toMatchObject({ records: 100 * HISTORY_PAGES, duplicates: 0 });
  });

  it("no other one is read as long as it is not known whether the endpoint takes any", async () => {
    const line = await startLine({ events: 100 * HISTORY_PAGES });
    line.sink.setAnswer(() => ({ kind: "status", status: 401 }));
    const receiver = await startReceiver(line);
    await receiver.next("failure");
    await letAnswersArrive();
    expect(line.asana.requests).toHaveLength(1);
  });

  it("trouble with the next one is no failure before that page is taken", async () => {
    const line = await startLine({ events: 100 * HISTORY_PAGES });
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    let asked = 0;
    line.sink.setAnswer(async () => {
      asked += 1;
      // What is asked of Asana from now on is the fourth page.
      if (asked === 2) line.asana.setFault({ kind: "status", status: 403 });
      if (asked === 3) await released;
      return undefined;
    });
    const receiver = await startReceiver(line);
    while (asked < 2) await new Promise(setImmediate);
    await letAnswersArrive();
    release();
    expect(await receiver.next("failure")).toMatchObject({ failure: { errorType: "ThirdPartyConfig" } });
    const before = receiver.changes.findIndex(({ kind }) => kind === "failure");
    const pages = receiver.changes.slice(0, before).filter(({ kind }) => kind === "page");
    expect(pages.length * 100).toBe(line.sink.counts.records);
    expect(receiver.source("Acme")).toMatchObject({ state: "Error", accepted: line.sink.counts.records });
  });
});
