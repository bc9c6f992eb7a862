import type { Checkpoint, Cursor } from "./ports.ts";

/** How late arrivals are looked for. */
export interface SweepOptions {
  /** How far back, in milliseconds. */
  readonly windowMs: number;
  /** After so many polls. */
  readonly everyPolls: number;
}

/** Where a sweep is. Instants are milliseconds since the epoch. */
export interface SweepPosition {
  readonly cursor: Cursor;
  readonly fromAt: number;
  readonly endAt: number;
}

/** An answer's time is exact to the second. */
const RESOLUTION_MS = 1000;

/** Whether one is due with the next poll that comes to the end of the log. */
export function isSweepDue(
  options: SweepOptions | undefined,
  pollsSinceSweep: number,
): options is SweepOptions {
  return options !== undefined && pollsSinceSweep >= options.everyPolls;
}

/**
 * Where a sweep begins: the second look at the latest past, up to the present, beside the offset stream. Whether Asana
 * inserts events behind an offset it has given is not documented.
 *
 * It does not look at what would not be recognised, nor before the configured beginning of the source, nor at what
 * slices have still to read.
 *
 * @returns undefined where nothing is left to look at
 */
export function planSweep(
  { windowMs }: SweepOptions,
  checkpoint: Checkpoint | undefined,
  now: number,
): SweepPosition | undefined {
  if (checkpoint === undefined) return undefined;
  const { frontier, beganFrom, slicedUntil, slices = [] } = checkpoint;
  const { readTo, knownSince } = frontier;
  if (readTo === undefined) return undefined;
  const isSliced = slices.some(({ isOver }) => !isOver);
  const bounds = [knownSince, beganFrom, isSliced ? slicedUntil : undefined];
  const fromAt = Math.max(now - windowMs, ...bounds.filter((bound) => bound !== undefined));
  const endAt = now + RESOLUTION_MS;
  return fromAt >= endAt ? undefined : { cursor: { startAt: fromAt, offset: undefined }, fromAt, endAt };
}
