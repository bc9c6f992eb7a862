import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { type OtlpSink, startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { describeWithCollector } from "../support/collector.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { createOutageCollector, type OutageCollector } from "../support/outage-collector.ts";
import { type CommandProcess, startCommand } from "../support/receiver-process.ts";

const PAGE_SIZE = 20;
const KILLS = 5;
const LOOK_EVERY_MS = 50;

async function startOutageLine(events: number) {
  const line = await startLine({ events }, { asana: { limit: PAGE_SIZE }, timeout: "2s" });
  const collector = await createOutageCollector(line.folder);
  const args = ["run", ...line.args, "--endpoint", collector.endpoint, "--interval", "1s"];
  return { collector, folder: line.folder, args, gids: new Set(line.asana.gids(WORKSPACE)) };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(LOOK_EVERY_MS);
}

/** The gids that the OpenTelemetry Collector has written, as often as it has. */
function writtenGids(collector: OutageCollector): unknown[] {
  return collector.readRecords().flatMap(({ attributes }) => attributes["log.record.uid"] ?? []);
}

async function stop({ child, ended, output }: CommandProcess): Promise<void> {
  child.kill("SIGTERM");
  expect(await ended, output.stderr).toBe(0);
}

/** Whether the receiver has told that the endpoint refuses with these words. */
function hasTold({ output }: CommandProcess, words: string): boolean {
  return output.stderr.split("\n").some((line) => line.includes("FirstPartyGeneric") && line.includes(words));
}

describeWithCollector("of an OpenTelemetry Collector", () => {
  it(`${KILLS} kills and starts during a backfill lose nothing, and repeat a page each at the most`, async () => {
    const { collector, args, gids } = await startOutageLine(5000);
    await collector.start();
    const receiver = startCommand(args);
    for (let kill = 1; kill <= KILLS; kill++) {
      await until(() => writtenGids(collector).length >= kill * 400);
      await collector.kill();
      const before = receiver.output.stderr.length;
      await until(() => receiver.output.stderr.slice(before).includes("FirstPartyGeneric"));
      await collector.start();
    }
    expect(writtenGids(collector).length).toBeLessThan(gids.size);
    await until(() => new Set(writtenGids(collector)).size === gids.size);
    await stop(receiver);
    await collector.stop();
    const written = writtenGids(collector);
    expect(new Set(written)).toEqual(gids);
    // What was written and could not be acknowledged any more comes once again.
    expect(written.length - gids.size).toBeLessThanOrEqual(KILLS * PAGE_SIZE);
  });

  it("a full queue holds the source until there is room, and what is in it survives a kill when it is on disk", async () => {
    const { collector, folder, args, gids } = await startOutageLine(600);
    const sink = await startOtlpSink();
    onTestFinished(() => sink.close());
    const queue = join(folder, "queue");
    mkdirSync(queue);
    collector.configure({
      extensions: { file_storage: `{directory: "${queue}"}` },
      components: `
exporters:
  otlp_http:
    endpoint: ${sink.url}
    sending_queue: {queue_size: 3, num_consumers: 1, storage: file_storage}
    retry_on_failure: {initial_interval: 100ms, max_interval: 500ms, max_elapsed_time: 0}
`,
      exporters: "otlp_http",
    });
    const release = refuseAll(sink);
    await collector.start();
    const receiver = startCommand(args);
    await until(() => hasTold(receiver, "queue is full"));
    expect(sink.counts.records).toBe(0);
    await collector.kill();
    await collector.start();
    release();
    await until(() => [...gids].every((gid) => sink.gids.has(gid)));
    await stop(receiver);
    expect([...gids].filter((gid) => !sink.gids.has(gid))).toEqual([]);
  });

  it("a memory_limiter that refuses holds the source until there is memory", async () => {
    const { collector, folder, args, gids } = await startOutageLine(600);
    const limited = (megabytes: number) => ({
      components: `
processors: {memory_limiter: {check_interval: 100ms, limit_mib: ${megabytes}}}
exporters: {file: {path: "${join(folder, "out.jsonl")}", rotation: {max_megabytes: 1000}}}`,
      processors: "memory_limiter",
      exporters: "file",
    });
    collector.configure(limited(1));
    await collector.start();
    const receiver = startCommand(args);
    await until(() => hasTold(receiver, "data refused due to high memory usage"));
    expect(writtenGids(collector)).toEqual([]);
    await collector.stop();
    collector.configure(limited(500));
    await collector.start();
    await until(() => new Set(writtenGids(collector)).size === gids.size);
    await stop(receiver);
    await collector.stop();
    expect(writtenGids(collector)).toEqual([...gids]);
  });
});

/** Lets a sink take nothing, for a reason that passes, until the answer is called. */
function refuseAll(sink: OtlpSink): () => void {
  sink.setAnswer(() => ({ kind: "status", status: 503 }));
  return () => sink.setAnswer(undefined);
}
