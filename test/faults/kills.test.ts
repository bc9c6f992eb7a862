import { expect, it } from "vitest";
import { killAgainAndAgain, PAGE_SIZE } from "../support/kill-rounds.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Half of them while a past is read in slices. */
const KILLS = Number(process.env["KILLS"] ?? 100) / 2;
const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
/** A life is two seconds at the most, on a machine that is not slow. */
const MOST_MS_PER_KILL = 10_000;

it.each([
  ["a page", 0],
  ["a page of each stream", 4],
])(
  `loses nothing and repeats %s at most with each of ${KILLS} kills at random moments, with and without trouble`,
  {
    timeout: 60_000 + KILLS * MOST_MS_PER_KILL,
  },
  async (_what, slices) => {
    console.log(`SEED=${SEED} KILLS=${KILLS}`);
    const result = await killAgainAndAgain({ rounds: KILLS, seed: SEED, folder: tempFolder(), slices });
    console.log(result);
    expect(result.findings).toEqual([]);
    expect(result.lost).toBe(0);
    expect(result.mostRepeatedInOneRound).toBeLessThanOrEqual(PAGE_SIZE * (1 + slices));
    // Kills have met a receiver at work, and have left some for the last run.
    expect(result.eventsUnderFire).toBeGreaterThan(PAGE_SIZE);
    expect(result.eventsUnderFire).toBeLessThan(result.events);
  },
);
