import { type Finding, quote } from "./issue.ts";

/** Says that `owner` has a key nobody knows, and which one was probably meant. */
export function unknownKey(owner: string, key: string, known: readonly string[]): Finding {
  const meant = nearestKey(key, known);
  return {
    code: "unknown-key",
    message: `${owner} has an unknown key ${quote(key)}`,
    hint: meant === undefined ? `Known are ${known.join(", ")}` : `Did you mean ${quote(meant)}?`,
  };
}

/**
 * The known key that was probably meant: the same letters in another spelling, or a slip of the fingers away.
 *
 * @returns undefined when none is near
 */
export function nearestKey(key: string, known: readonly string[]): string | undefined {
  const letters = lettersOf(key);
  const ranked = known
    .map((candidate) => ({ candidate, slips: countSlips(letters, lettersOf(candidate)) }))
    .filter(({ candidate, slips }) => slips <= Math.min(3, candidate.length / 3))
    .sort((a, b) => a.slips - b.slips);
  return ranked[0]?.candidate;
}

function lettersOf(key: string): string {
  // A key from a broken file may be of any length; no known key is longer than this.
  return key
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[-_.\s]/g, "");
}

/** Letters to insert, remove, change or swap with their neighbour until `a` is `b`. */
function countSlips(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const changed = at(row, j) + (a[i] === b[j] ? 0 : 1);
      const isSwap = i > 0 && j > 0 && a[i] === b[j - 1] && a[i - 1] === b[j];
      const swapped = isSwap ? at(before, j - 1) + 1 : changed;
      next.push(Math.min(changed, swapped, at(row, j + 1) + 1, at(next, j) + 1));
    }
    before = row;
    row = next;
  }
  return at(row, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
