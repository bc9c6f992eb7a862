import { quote } from "../config/issue.ts";
import { ReceiverError } from "../lib/errors.ts";

/** What a source is called by. */
interface Named {
  readonly id: number;
  readonly name: string;
}

const MOST_NAMES = 10;

/**
 * Finds what belongs to a source: by its name, exactly as it is written, else by its id.
 *
 * @param place where it was looked for; completes "there is no source … "
 * @throws ReceiverError that lists the known names when there is none
 */
export function findSource<T extends Named>(
  all: readonly T[],
  wanted: string,
  place: string,
): readonly [T, ...T[]] {
  const byName = all.filter(({ name }) => name === wanted);
  const [first, ...more] = byName.length > 0 ? byName : all.filter(({ id }) => String(id) === wanted);
  if (first !== undefined) return [first, ...more];
  throw new ReceiverError(`there is no source ${quote(wanted)} ${place}`, { hint: listNames(all) });
}

function listNames(all: readonly Named[]): string {
  const names = [...new Set(all.map(({ name }) => name))];
  if (names.length === 0) return "There is none at all.";
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  return `Choose one of ${names.slice(0, MOST_NAMES).map(quote).join(", ")}${more}.`;
}
