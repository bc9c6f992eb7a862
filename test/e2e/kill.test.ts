import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { startLine, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const KILLS = 12;
const PAGE_SIZE = 20;
const EVENTS = 5000;
/** A kill comes at any moment of this many milliseconds after a page was taken by the sink. */
const SPREAD_MS = 15;

/** mulberry32: the same moments on every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A page of the present, and one of each slice. */
const STREAMS = 5;
const SLICES = { startAt: "-31d", backfillStreams: STREAMS - 1, backfillSlice: "2d" };

it.each([
  ["one page", 1, {}],
  ["one page of each stream", STREAMS, SLICES],
] as const)(
  `loses nothing and repeats at most %s a kill over ${KILLS} kills at random moments`,
  {
    timeout: 300_000,
  },
  async (_name, streams, polling) => {
    const { asana, sink, args } = await startLine(
      { events: EVENTS },
      { asana: { limit: PAGE_SIZE }, polling },
    );
    const random = createRandom(20261124);
    for (let kill = 0; kill < KILLS; kill++) {
      const before = sink.counts;
      const { child, ended, output } = startCommand(["run", ...args, "--log-level", "error"]);
      const pages = 1 + Math.floor(random() * 6);
      await new Promise<void>((resolve) => {
        let seen = 0;
        sink.onRequest(() => {
          seen += 1;
          if (seen === pages) resolve();
        });
      });
      await wait(random() * SPREAD_MS);
      child.kill("SIGKILL");
      expect(await ended, output.stderr).toBe("SIGKILL");
      expect(sink.counts.duplicates - before.duplicates).toBeLessThanOrEqual(PAGE_SIZE * streams);
    }
    expect(sink.counts.distinctGids).toBeLessThan(EVENTS);
    const last = await runCommand(["run", ...args, "--once", "--log-level", "error"]);
    expect(last).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(sink.gids).toEqual(new Set(asana.gids(WORKSPACE)));
  },
);
