/** Milliseconds. */
export const DAY_MS = 86_400_000;

/** Asana deletes events after 90 days. */
export const RETENTION_MS = 90 * DAY_MS;

/** Whether Asana may refuse to begin at an instant because it keeps nothing of that time. Milliseconds since the epoch. */
export function isTooOld(at: number | undefined, now: number): boolean {
  return at !== undefined && at < now - RETENTION_MS + DAY_MS;
}
