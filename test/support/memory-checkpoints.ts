import { beganFromOf } from "../../src/checkpoint/began-from.ts";
import { tooManyDeadLetters } from "../../src/checkpoint/checkpoint-store.ts";
import type { DeadLetterStore, StoredDeadLetter } from "../../src/checkpoint/dead-letter-store.ts";
import type {
  Checkpoint,
  CheckpointLimits,
  CheckpointStore,
  Origin,
  PageCommit,
  Slice,
  SourceCheckpoint,
  SourceKey,
  StreamCheckpoint,
} from "../../src/checkpoint/store.ts";
import { NO_COUNTS, sumCounts } from "../../src/lib/counts.ts";
import { StorageError } from "../../src/lib/errors.ts";

/** The two stores of a receiver. */
export interface CheckpointStores {
  readonly checkpoints: CheckpointStore;
  readonly deadLetters: DeadLetterStore;
}

/** What is kept of a stream: a source's own, or a slice of its past. */
interface Stream {
  readonly checkpoint: Checkpoint;
  readonly replayPages: readonly { readonly newestEventAt: number; readonly gids: readonly string[] }[];
}

const NOTHING_READ: Pick<Checkpoint, "frontier" | "newestEventAt" | "pollsSinceSweep"> = {
  frontier: { readTo: undefined, knownSince: undefined },
  newestEventAt: undefined,
  pollsSinceSweep: 0,
};

/** Whose page it is. */
interface Owner {
  readonly key: SourceKey;
  readonly origin: Origin | undefined;
}

interface Row extends Stream {
  readonly key: SourceKey;
  readonly slices: ReadonlyMap<number, Stream & { readonly slice: Slice }>;
}

/**
 * What the database must do, said in as few words as possible: the reference it is compared with.
 *
 * @param nameOf a source's name; undefined when it was never configured
 */
export function createMemoryCheckpoints(
  limits: CheckpointLimits,
  nameOf: (sourceId: number) => string | undefined,
): CheckpointStores {
  const rows = new Map<string, Row>();
  const letters = new Map<number, StoredDeadLetter>();
  let letterCount = 0;
  let sliceCount = 0;
  const keepLetters = ({ key, origin }: Owner, page: PageCommit): void => {
    const more = page.deadLetters.length;
    if (more > 0 && letters.size + more > limits.mostDeadLetters) {
      throw tooManyDeadLetters(letters.size, more, limits);
    }
    for (const letter of page.deadLetters) {
      letterCount += 1;
      const names = { currentName: "", sourceName: "", origin };
      letters.set(letterCount, { id: letterCount, ...key, ...names, ...letter, at: page.at });
    }
  };
  const commit = (owner: Owner, page: PageCommit): number | undefined => {
    const { key } = owner;
    const row = rows.get(textOf(key));
    if (row === undefined) throw new StorageError("cannot write a checkpoint: there is none to move");
    keepLetters(owner, page);
    // While there are slices, all is kept.
    const moved = afterPage(row, page, limits.replayWindowMs, row.slices.size > 0);
    rows.set(textOf(key), { ...row, ...moved });
    return moved.checkpoint.frontier.knownSince;
  };
  const sliceOf = (owner: Owner, id: number): StreamCheckpoint => {
    const { key } = owner;
    const find = () => rows.get(textOf(key))?.slices.get(id);
    return {
      load: () => find()?.checkpoint,
      replayGids: () => {
        const own = find()?.replayPages ?? [];
        return new Set([...(rows.get(textOf(key))?.replayPages ?? []), ...own].flatMap(({ gids }) => gids));
      },
      begin: () => undefined,
      commit(page) {
        const row = rows.get(textOf(key));
        const stream = find();
        if (row === undefined || stream === undefined) throw new StorageError("there is no such slice");
        keepLetters(owner, page);
        const { newestEventAt, isOver = false } = page;
        const ofSlice = { ...page, pollsSinceSweep: undefined };
        const after = afterPage(stream, ofSlice, limits.replayWindowMs, false);
        const { frontier } = after.checkpoint;
        const moved = { slice: { ...stream.slice, newestEventAt, frontier, isOver }, ...after };
        const slices = new Map(row.slices).set(id, moved);
        const areAllOver = [...slices.values()].every(({ slice }) => slice.isOver);
        rows.set(textOf(key), areAllOver ? { ...row, ...joined({ ...row, slices }) } : { ...row, slices });
        return frontier.knownSince;
      },
    };
  };
  const withName = (letter: StoredDeadLetter): StoredDeadLetter => {
    const currentName = nameOf(letter.sourceId) ?? "";
    return { ...letter, currentName, sourceName: letter.origin?.name ?? currentName };
  };
  return {
    checkpoints: {
      source: (key, origin): SourceCheckpoint => ({
        load: () => wholeOf(rows.get(textOf(key))),
        begin(fingerprint, { startAt: from, offset }, updatedAt, slices = []) {
          const cursor = { startAt: from, offset };
          const before = rows.get(textOf(key));
          const known = before === undefined ? undefined : joined(before);
          const { newestEventAt, totals, pollsSinceSweep } = known?.checkpoint ?? {
            ...NOTHING_READ,
            totals: NO_COUNTS,
          };
          const [first = cursor] = slices;
          const checkpoint = {
            fingerprint,
            cursor,
            ...NOTHING_READ,
            newestEventAt,
            pollsSinceSweep,
            totals,
            updatedAt,
            ...optional("slicedUntil", slices.at(-1)?.endAt),
            ...optional("beganFrom", beganFromOf(first.startAt, wholeOf(before))),
          };
          const begun = slices.map(({ startAt, endAt, shownEventAt }) => {
            sliceCount += 1;
            const { frontier } = NOTHING_READ;
            const span = { id: sliceCount, startAt, endAt, shownEventAt, beganAt: updatedAt };
            return {
              slice: { ...span, frontier, newestEventAt: undefined, isOver: false },
              checkpoint: {
                fingerprint,
                cursor: { startAt, offset: undefined },
                ...NOTHING_READ,
                totals: NO_COUNTS,
                updatedAt,
              },
              replayPages: [],
            };
          });
          rows.set(textOf(key), {
            key,
            checkpoint,
            replayPages: known?.replayPages ?? [],
            slices: new Map(begun.map((stream) => [stream.slice.id, stream])),
          });
        },
        reset: (fingerprint, { startAt, offset }, updatedAt) => {
          const cursor = { startAt, offset };
          const beganFrom = optional("beganFrom", cursor.startAt);
          const checkpoint = {
            fingerprint,
            cursor,
            ...NOTHING_READ,
            totals: NO_COUNTS,
            updatedAt,
            ...beganFrom,
          };
          rows.set(textOf(key), { key, checkpoint, replayPages: [], slices: new Map() });
        },
        commit: (page) => commit({ key, origin }, page),
        replayGids: () => new Set(rows.get(textOf(key))?.replayPages.flatMap(({ gids }) => gids)),
        slice: (id) => sliceOf({ key, origin }, id),
      }),
      list: () =>
        [...rows.values()]
          .flatMap((row) => {
            const name = nameOf(row.key.sourceId);
            const whole = wholeOf(row);
            return name === undefined || whole === undefined ? [] : [{ ...row.key, name, ...whole }];
          })
          .sort((a, b) => compare(a.name, b.name) || compare(a.workspaceID, b.workspaceID)),
      clear: (key) => rows.delete(textOf(key)),
    },
    deadLetters: {
      list: () => [...letters.values()].map(withName),
      find(id) {
        const letter = letters.get(id);
        return letter === undefined ? undefined : withName(letter);
      },
      counts: () => {
        const bySource = Map.groupBy(letters.values(), ({ sourceId }) => sourceId);
        return new Map([...bySource].map(([sourceId, own]) => [sourceId, own.length]));
      },
      remove: (id) => letters.delete(id),
    },
  };
}

/** With its slices, and their counts. */
function wholeOf(row: Row | undefined): Checkpoint | undefined {
  if (row === undefined || row.slices.size === 0) return row?.checkpoint;
  const slices = [...row.slices.values()].map(({ slice }) => slice).sort((a, b) => a.endAt - b.endAt);
  return { ...joined(row).checkpoint, frontier: row.checkpoint.frontier, slices };
}

/** With the counts and gids of its slices, which are forgotten. */
function joined({
  checkpoint,
  slices,
  replayPages,
}: Row): Pick<Row, "checkpoint" | "slices" | "replayPages"> {
  const all = [...slices.values()];
  const totals = all.reduce((sum, one) => sumCounts(sum, one.checkpoint.totals), checkpoint.totals);
  const knownSince = all.reduce<number | undefined>(
    (latest, one) => laterOf(latest, one.checkpoint.frontier.knownSince),
    checkpoint.frontier.knownSince,
  );
  return {
    checkpoint: { ...checkpoint, totals, frontier: { ...checkpoint.frontier, knownSince } },
    slices: new Map(),
    replayPages: [...replayPages, ...all.flatMap((one) => one.replayPages)],
  };
}

function afterPage(
  { checkpoint, replayPages }: Stream,
  { cursor, newestEventAt, readTo, gids, gidsAt = readTo, counts, pollsSinceSweep, at }: PageCommit,
  replayWindowMs: number,
  keepsAll: boolean,
): Stream {
  const since = readTo === undefined ? undefined : readTo - replayWindowMs;
  const moved = {
    ...checkpoint,
    cursor,
    newestEventAt,
    frontier: { readTo, knownSince: laterOf(checkpoint.frontier.knownSince, since) },
    pollsSinceSweep: pollsSinceSweep ?? checkpoint.pollsSinceSweep,
    totals: sumCounts(checkpoint.totals, counts),
    updatedAt: at,
  };
  const isKept = gids.length > 0 && gidsAt !== undefined;
  const pages = isKept ? [...replayPages, { newestEventAt: gidsAt, gids }] : replayPages;
  if (since === undefined || keepsAll) return { checkpoint: moved, replayPages: pages };
  return { checkpoint: moved, replayPages: pages.filter((page) => page.newestEventAt >= since) };
}

function laterOf(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}

function optional<Key extends string>(key: Key, value: number | undefined): { readonly [K in Key]?: number } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: number });
}

function textOf({ sourceId, workspaceID }: SourceKey): string {
  return JSON.stringify([sourceId, workspaceID]);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
