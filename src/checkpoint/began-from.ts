import type { Checkpoint } from "./store.ts";

/**
 * Where late events may be looked for from when a stream begins: where it begins, or earlier, as far as what another one
 * has delivered before is known.
 *
 * @param first the new stream's first instant; undefined: the oldest event
 * @returns undefined: the oldest event
 */
export function beganFromOf(first: number | undefined, before: Checkpoint | undefined): number | undefined {
  if (first === undefined || before === undefined) return first;
  const streams = [before.frontier, ...(before.slices ?? []).map(({ frontier }) => frontier)];
  const bounds = [before.beganFrom, ...streams.map(({ knownSince }) => knownSince)];
  const known = bounds.filter((bound) => bound !== undefined);
  return known.length === 0 ? undefined : Math.min(first, Math.max(...known));
}
