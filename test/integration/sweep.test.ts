import { describe, expect, it } from "vitest";
import { FakeClock } from "../support/fake-clock.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const MINUTE_MS = 60_000;

/** A receiver and a simulator on one clock, caught up. */
async function start(polling: Record<string, unknown>) {
  const clock = new FakeClock();
  const line = await startLine({ events: 20, clock }, { polling });
  const receiver = await startReceiver(line, { clock });
  await receiver.next("caughtUp");
  return { line, receiver };
}

async function pollAgain(receiver: Receiver): Promise<void> {
  await receiver.clock.whenSleeping();
  receiver.clock.advance(receiver.clock.nextWakeInMs ?? 0);
  await receiver.next("caughtUp");
}

describe("events that Asana inserts behind the offset", () => {
  it("are found by a sweep, each once, and none of the known ones is sent again", async () => {
    const { line, receiver } = await start({ interval: "5m", sweepWindow: "30m", sweepEvery: 2 });
    line.asana.append(2, WORKSPACE);
    line.asana.withholdEvents(2, WORKSPACE);
    line.asana.append(3, WORKSPACE);
    await pollAgain(receiver);
    expect(line.sink.counts.records).toBe(23);
    line.asana.releaseEvents();
    await pollAgain(receiver);
    await pollAgain(receiver);
    expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
    expect(line.sink.counts).toMatchObject({ records: 25, duplicates: 0 });
    const swept = line.asana.requests.filter(({ query }) => "end_at" in query);
    expect(swept.length).toBeGreaterThan(0);
    line.asana.append(4, WORKSPACE);
    for (let poll = 0; poll < 4; poll++) await pollAgain(receiver);
    expect(line.sink.counts).toMatchObject({ records: 29, duplicates: 0 });
  });

  it("are not looked for where that is switched off", async () => {
    const { line, receiver } = await start({ interval: "5m", sweepWindow: "0s" });
    for (let poll = 0; poll < 15; poll++) await pollAgain(receiver);
    expect(line.asana.requests.filter(({ query }) => "end_at" in query)).toEqual([]);
  });

  it("survive a restart in between: what a sweep has delivered is known", async () => {
    const { line, receiver } = await start({ interval: "5m", sweepWindow: "30m", sweepEvery: 1 });
    line.asana.append(2, WORKSPACE);
    line.asana.withholdEvents(2, WORKSPACE);
    line.asana.append(1, WORKSPACE);
    await pollAgain(receiver);
    line.asana.releaseEvents();
    await pollAgain(receiver);
    receiver.collector.restart(receiver.source("Acme")?.id ?? 0);
    await receiver.next("caughtUp");
    receiver.clock.advance(MINUTE_MS);
    await receiver.stop();
    const again = await startReceiver(line, { clock: receiver.clock, once: true });
    await again.ended;
    expect(line.sink.counts).toMatchObject({ records: 23, distinctGids: 23, duplicates: 0 });
  });

  it("are looked for by default, also by processes that poll once each", async () => {
    const clock = new FakeClock();
    const line = await startLine({ events: 20, clock });
    const poll = async () => (await startReceiver(line, { clock, once: true })).ended;
    line.asana.append(1);
    await poll();
    line.asana.withholdEvents(1, WORKSPACE);
    line.asana.append(1, WORKSPACE);
    await poll();
    line.asana.releaseEvents();
    for (let count = 0; count < 12; count++) await poll();
    expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
    expect(line.sink.counts.duplicates).toBe(0);
  });
});
