import type { StoredDeadLetter } from "../../src/checkpoint/dead-letter-store.ts";
import type { Storage } from "../../src/collector/storage.ts";
import { NO_COUNTS } from "../../src/lib/counts.ts";

/** Puts a letter without its origin, as older versions kept them, in the place of the only one; returns its id. */
export function makeOlder({
  checkpoints,
  deadLetters,
}: Pick<Storage, "checkpoints" | "deadLetters">): number {
  const letter = onlyOne(deadLetters.list());
  deadLetters.remove(letter.id);
  const source = checkpoints.source(letter);
  const known = source.load();
  if (known === undefined) throw new Error("its source has no checkpoint");
  const { cursor, newestEventAt } = known;
  source.commit({
    cursor,
    newestEventAt,
    readTo: known.frontier.readTo,
    gidsAt: undefined,
    gids: [],
    counts: NO_COUNTS,
    deadLetters: [letter],
    at: letter.at,
  });
  return onlyOne(deadLetters.list()).id;
}

function onlyOne([letter, ...others]: readonly StoredDeadLetter[]): StoredDeadLetter {
  if (letter === undefined || others.length > 0) throw new Error("there is not one letter");
  return letter;
}
