import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { type Line, startLine } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const DAY_MS = 86_400_000;

interface TestEvent {
  readonly gid: string;
  readonly created_at: string;
}

function event(gid: string, at: number): TestEvent {
  return { gid, created_at: new Date(at).toISOString() };
}

/** A server that gives these pages by offset "1", "2", …, then empty ones. */
async function servePages(line: Line, pages: readonly (readonly TestEvent[])[]): Promise<Line> {
  const server = await startLocalServer((request, response) => {
    const offset = Number(new URL(request.url ?? "", "http://local").searchParams.get("offset") ?? 0);
    const body = { data: pages[offset] ?? [], next_page: { offset: String(offset + 1) } };
    json(200, body)(request, response);
  });
  return { ...line, flags: { ...line.flags, asanaUrl: server.url } };
}

function warnings({ changes }: Receiver, about: string): string[] {
  return changes.flatMap((change) =>
    change.kind === "warning" && change.about === about ? [change.message] : [],
  );
}

describe("a stream that does not move", () => {
  it("because the same events come under new offsets is told, with waits, and sent once", async () => {
    const line = await startLine();
    let asked = 0;
    const server = await startLocalServer((request, response) => {
      asked += 1;
      const data = [event("1", 1000), event("2", 2000)];
      json(200, { data, next_page: { offset: `offset-${asked}` } })(request, response);
    });
    const receiver = await startReceiver({ ...line, flags: { ...line.flags, asanaUrl: server.url } });
    for (let round = 1; round <= 3; round++) {
      expect(await receiver.next("failure")).toMatchObject({
        failure: { errorType: "ThirdPartyGeneric", message: expect.stringContaining("the same events") },
      });
      expect(receiver.source("Acme")?.failure?.attempts).toBe(round);
      await receiver.clock.whenSleeping();
      receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
    }
    expect(line.sink.counts).toMatchObject({ records: 2, duplicates: 0 });
  });
});

describe("odd times", () => {
  it("of events that are out of order are told, and no event is skipped or sent twice", async () => {
    const clock = new FakeClock();
    const now = clock.now();
    const pages = [
      [event("a", now - 3000), event("b", now - 9000), event("c", now - 1000)],
      [event("d", now - 8000), event("e", now - 500)],
    ];
    const line = await startLine();
    const receiver = await startReceiver(await servePages(line, pages), { clock });
    await receiver.next("caughtUp");
    expect(warnings(receiver, "times")).toEqual([expect.stringContaining("not in the order")]);
    expect(line.sink.gids).toEqual(new Set(["a", "b", "c", "d", "e"]));
    expect(line.sink.counts.duplicates).toBe(0);
    expect(receiver.source("Acme")?.health).toBe("warning");
  });

  it("of events from the future are told, and move nothing beyond now", async () => {
    const clock = new FakeClock();
    const future = event("future", clock.now() + 2 * DAY_MS);
    const line = await startLine();
    const receiver = await startReceiver(await servePages(line, [[future]]), { clock });
    await receiver.next("caughtUp");
    expect(warnings(receiver, "times")).toEqual([expect.stringContaining("ahead of Asana's clock")]);
    const { lagMs, newestEventAt } = receiver.source("Acme") ?? {};
    // A Date is exact to the second.
    expect(lagMs).toBeLessThan(1000);
    expect(Date.parse(newestEventAt ?? "")).toBeLessThan(clock.now() + DAY_MS);
  });

  it("of this machine's clock, which jumps back and forth, lose nothing", async () => {
    const clock = new FakeClock();
    const line = await startLine({ events: 20, clock: systemClock });
    const receiver = await startReceiver(line, { clock });
    await receiver.next("caughtUp");
    for (const jumpMs of [-3 * DAY_MS, 5 * DAY_MS, -DAY_MS]) {
      line.asana.append(2);
      await clock.whenSleeping();
      // Sleepers wake by what has passed, whatever the time is called.
      clock.advance(clock.nextWakeInMs ?? 0);
      await receiver.next("caughtUp");
      clock.jump(jumpMs);
    }
    await receiver.stop();
    await (await startReceiver(line, { clock, once: true })).ended;
    expect(line.sink.counts).toMatchObject({ records: 26, distinctGids: 26, duplicates: 0 });
  });
});

describe("a pause longer than Asana keeps its log", () => {
  it("is told with the span that is lost, once, and reading goes on", async () => {
    const clock = new FakeClock();
    const line = await startLine({ events: 5, clock });
    await (await startReceiver(line, { clock, once: true })).ended;
    clock.advance(100 * DAY_MS);
    line.asana.append(3);
    const receiver = await startReceiver(line, { clock });
    await receiver.next("caughtUp");
    const lostTo = new Date(clock.now() - 90 * DAY_MS).toISOString();
    expect(warnings(receiver, "lost")).toEqual([expect.stringContaining(`and ${lostTo} were deleted`)]);
    expect(receiver.source("Acme")).toMatchObject({
      state: "Collecting",
      health: "error",
      incidents: [expect.objectContaining({ trackerId: "EventsLostError", severity: "Error" })],
    });
    expect(line.sink.counts.records).toBe(8);
  });

  it("is none when the log was read meanwhile, however old its newest event is", async () => {
    const clock = new FakeClock();
    const line = await startLine({ events: 5, clock });
    await (await startReceiver(line, { clock, once: true })).ended;
    clock.advance(60 * DAY_MS);
    await (await startReceiver(line, { clock, once: true })).ended;
    clock.advance(60 * DAY_MS);
    const receiver = await startReceiver(line, { clock, once: true });
    await receiver.ended;
    expect(warnings(receiver, "lost")).toEqual([]);
  });
});
