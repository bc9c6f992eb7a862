import { Random } from "../../src/simulator/random.ts";
import { ASANA_TROUBLE_NAMES } from "./asana-troubles.ts";
import { ENDPOINT_TROUBLE_NAMES } from "./endpoint-troubles.ts";
import { type LineResult, TroubledLine } from "./troubled-line.ts";

const CHANGES = 40;
const MOST_STEPS_BETWEEN = 12;
/** Of the time at each end. */
const TROUBLE_SHARE = 0.7;
const ASANA_TIMEOUT_MS = 150;
/** Below 800, for which the exporter waits at least before it tries again by itself. */
const ENDPOINT_TIMEOUT_MS = 700;

/** Puts both ends into any trouble and out of it, again and again, then heals them and accounts for every event. */
export async function runStorm({
  seed,
  folder,
}: {
  readonly seed: number;
  readonly folder: string;
}): Promise<LineResult> {
  const random = new Random(seed);
  const line = await TroubledLine.start({
    seed,
    folder,
    asanaTimeoutMs: ASANA_TIMEOUT_MS,
    endpointTimeoutMs: ENDPOINT_TIMEOUT_MS,
  });
  const pick = <T>(names: readonly T[]): T | undefined =>
    random.chance(TROUBLE_SHARE) ? random.pick(names) : undefined;
  try {
    for (let change = 0; change < CHANGES; change++) {
      await line.setTroubles(pick(ASANA_TROUBLE_NAMES), pick(ENDPOINT_TROUBLE_NAMES));
      const steps = 1 + random.below(MOST_STEPS_BETWEEN);
      for (let step = 0; step < steps; step++) await line.step();
    }
    await line.settle();
    return line.result();
  } finally {
    await line.close();
  }
}
