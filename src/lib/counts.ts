/** What was read and what became of it. */
export interface Counts {
  /** Pages that brought events. */
  readonly pages: number;
  readonly accepted: number;
  /** Records the endpoint refused in a partial success: never sent again. */
  readonly rejected: number;
  /** Events that were recognised as delivered before, and not sent. */
  readonly duplicates: number;
  /** Events that were not sent because the filters leave them out. */
  readonly filtered: number;
  /** Events whose record no endpoint takes; they are kept here. */
  readonly deadLettered: number;
}

/** Before anything was read. */
export const NO_COUNTS: Counts = {
  pages: 0,
  accepted: 0,
  rejected: 0,
  duplicates: 0,
  filtered: 0,
  deadLettered: 0,
};

/** Both together. */
export function sumCounts(a: Counts, b: Counts): Counts {
  return {
    pages: a.pages + b.pages,
    accepted: a.accepted + b.accepted,
    rejected: a.rejected + b.rejected,
    duplicates: a.duplicates + b.duplicates,
    filtered: a.filtered + b.filtered,
    deadLettered: a.deadLettered + b.deadLettered,
  };
}
