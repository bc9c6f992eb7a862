import { onTestFinished } from "vitest";
import { followSourceFiles } from "../../src/collector/follow-files.ts";
import { identifySources } from "../../src/collector/identified-source.ts";
import { loadSources } from "../../src/config/sources.ts";
import { FakeClock } from "./fake-clock.ts";
import type { Line } from "./line.ts";
import type { Receiver } from "./receiver.ts";

/** A receiver's tie to its source files, on a clock of its own. */
export interface LiveFiles {
  /** Lets the files be looked at once. */
  look(): Promise<void>;
  /** Lets the files be looked at until what was changed in them has been taken over. */
  settle(): Promise<void>;
  /** Of the looks. */
  readonly clock: FakeClock;
  /** How often the files were read since the start. */
  readonly readings: number;
}

/** One look sees a change, the second acts on it, and two more do so for files that it newly refers to. */
const LOOKS = 4;

/** Lets a receiver's sources follow their files, as the command `run` does. */
export async function followFiles(line: Line, { collector, storage }: Receiver): Promise<LiveFiles> {
  const path = line.flags.sources ?? "";
  const clock = new FakeClock();
  const loaded = await loadSources(path, {});
  let readings = 0;
  const stop = new AbortController();
  const follower = followSourceFiles({
    path,
    loaded,
    load: () => loadSources(path, {}),
    identify: (configs) => identifySources(storage.registry, configs),
    collector,
    clock,
    stop: stop.signal,
    onRead: () => {
      readings += 1;
    },
  });
  collector.noteIssues(loaded.issues);
  const ended = follower.run();
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  await clock.whenSleeping();
  const look = async (): Promise<void> => {
    clock.advance(clock.nextWakeInMs ?? 0);
    await clock.whenSleeping();
  };
  return {
    look,
    async settle() {
      for (let looks = 0; looks < LOOKS; looks++) await look();
    },
    clock,
    get readings() {
      return readings;
    },
  };
}
