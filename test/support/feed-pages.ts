import fc from "fast-check";
import { pageAnswer } from "./page-bodies.ts";
import { SCRIPTED_TOKEN, startScriptedAsana } from "./scripted-asana.ts";

/** Bytes in use after a garbage collection. */
export interface MemoryUse {
  /** When all code has run. */
  readonly before: number;
  readonly after: number;
  readonly rounds: number;
}

const WARM_UP_ROUNDS = 1000;
const ROUNDS = 3000;
const SEED = 20261124;

// A program of its own, which needs --expose-gc: feeds a client and sources with pages of any kind.
const answers = fc.sample(pageAnswer(SCRIPTED_TOKEN), { seed: SEED, numRuns: 400 });
const asana = await startScriptedAsana();
let round = 0;
const feed = async (rounds: number): Promise<number> => {
  for (let end = round + rounds; round < end; round++) {
    const answer = answers[round % answers.length];
    if (answer !== undefined) await asana.follow([answer]);
  }
  // What waits for the event loop to go round is not in use any more.
  for (let turn = 0; turn < 10; turn++) {
    await new Promise(setImmediate);
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
const before = await feed(WARM_UP_ROUNDS);
const after = await feed(ROUNDS);
await asana.close();
const use: MemoryUse = { before, after, rounds: ROUNDS };
process.stdout.write(JSON.stringify(use));
