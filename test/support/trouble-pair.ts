import type { AsanaTroubleName } from "./asana-troubles.ts";
import type { EndpointTroubleName } from "./endpoint-troubles.ts";
import { type LineResult, TroubledLine } from "./troubled-line.ts";

/** Troubles that make the receiver wait for real. */
const SLOW_ASANA: readonly AsanaTroubleName[] = ["hang", "slow drip"];
const SLOW_ENDPOINT: readonly EndpointTroubleName[] = ["hang"];
/** Troubles that the exporter would retry by itself, in real time, if it had any. */
const RETRIED: readonly EndpointTroubleName[] = ["connection refused", "429 with Retry-After", "503", "cut"];
const SHORT_MS = { asana: 150, endpoint: 300 };
/** Below 800, for which the exporter waits at least. */
const NO_RETRY_MS = 750;
const LONG_MS = 20_000;
/** Requests with trouble at each end. */
const LEAST_MET = 6;
const LEAST_STEPS = 40;
const LEAST_SLOW_STEPS = 12;
/** Many times what a pair needs. */
const MOST_STEPS = 600;

/** Puts both ends into trouble until the receiver has told both, heals them, and accounts for every event. */
export async function runPair(
  asana: AsanaTroubleName,
  endpoint: EndpointTroubleName,
  { seed, folder }: { readonly seed: number; readonly folder: string },
): Promise<LineResult> {
  const isSlow = SLOW_ASANA.includes(asana) || SLOW_ENDPOINT.includes(endpoint);
  const leastSteps = isSlow ? LEAST_SLOW_STEPS : LEAST_STEPS;
  const line = await TroubledLine.start({
    seed,
    folder,
    asanaTimeoutMs: SLOW_ASANA.includes(asana) ? SHORT_MS.asana : LONG_MS,
    endpointTimeoutMs: endpointTimeoutMs(endpoint),
  });
  const isEnough = (): boolean => line.hasTold(asana) && line.hasToldEndpoint(endpoint) && isMet(line);
  try {
    await line.setTroubles(asana, endpoint);
    let steps = 0;
    for (; steps < MOST_STEPS && (steps < leastSteps || !isEnough()); steps++) await line.step();
    if (steps === MOST_STEPS) line.note(`one of the two was not told within ${MOST_STEPS} steps`);
    await line.settle();
    return line.result();
  } finally {
    await line.close();
  }
}

function isMet({ asana, endpoint }: TroubledLine): boolean {
  const faulty = asana.requests.filter(({ fault }) => fault !== undefined);
  return faulty.length >= LEAST_MET && endpoint.met >= LEAST_MET;
}

function endpointTimeoutMs(endpoint: EndpointTroubleName): number {
  if (SLOW_ENDPOINT.includes(endpoint)) return SHORT_MS.endpoint;
  return RETRIED.includes(endpoint) ? NO_RETRY_MS : LONG_MS;
}
