/** Milliseconds. */
export const DAY_MS = 86_400_000;

/** Asana deletes events after 90 days. */
export const RETENTION_MS = 90 * DAY_MS;
