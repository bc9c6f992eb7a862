import type { Database } from "../storage/database.ts";
import type { DeadLetter, Origin } from "./store.ts";

/** A dead letter as it is kept. */
export interface StoredDeadLetter extends DeadLetter {
  readonly id: number;
  readonly sourceId: number;
  /** The name that its source has now; empty when it is gone, and its name was given to another one. */
  readonly currentName: string;
  /** The name that its source had when it was refused; of older letters, the one that it has now. */
  readonly sourceName: string;
  /** Undefined of letters that an older version has kept. */
  readonly origin: Origin | undefined;
  readonly workspaceID: string;
  /** When it was refused. Milliseconds since the epoch. */
  readonly at: number;
}

/** The events that no endpoint has taken. Every method throws StorageError when the store fails. */
export interface DeadLetterStore {
  /** The oldest first. */
  list(): readonly StoredDeadLetter[];
  find(id: number): StoredDeadLetter | undefined;
  /** How many each source has, by its id; without those that have none. */
  counts(): ReadonlyMap<number, number>;
  /** Forgets one that was delivered or taken out. Returns false when there was none. */
  remove(id: number): boolean;
}

const READ = "read the dead letters";

/** Keeps the dead letters in the database, where a checkpoint's commit puts them. */
export function createDeadLetterStore(database: Database): DeadLetterStore {
  const select = `SELECT dead_letter.*, coalesce(name, '') AS name
    FROM dead_letter LEFT JOIN source ON source.id = dead_letter.source`;
  const list = database.prepare(`${select} ORDER BY dead_letter.id`);
  const find = database.prepare(`${select} WHERE dead_letter.id = ?`);
  const counts = database.prepare("SELECT source, count(*) AS letters FROM dead_letter GROUP BY source");
  const remove = database.prepare("DELETE FROM dead_letter WHERE id = ?");
  return {
    list: () => database.read(READ, () => list.all().map((row) => toDeadLetter(row as unknown as Row))),
    find(id) {
      const row = database.read(READ, () => find.get(id));
      return row === undefined ? undefined : toDeadLetter(row as unknown as Row);
    },
    counts: () =>
      database.read(
        READ,
        () => new Map(counts.all().map(({ source, letters }) => [Number(source), Number(letters)])),
      ),
    remove: (id) => database.write("write the dead letters", () => remove.run(id).changes > 0),
  };
}

/** The STRICT table of the migrations guarantees these types. */
interface Row {
  readonly id: number;
  readonly source: number;
  readonly name: string;
  readonly workspace: string;
  readonly origin: string | null;
  readonly gid: string | null;
  readonly event: string;
  readonly reason: string;
  readonly at: number;
}

function toDeadLetter({
  id,
  source,
  name,
  workspace,
  gid,
  event,
  reason,
  at,
  ...row
}: Row): StoredDeadLetter {
  // A checkpoint's commit has written it.
  const origin = row.origin === null ? undefined : (JSON.parse(row.origin) as Origin);
  const names = { currentName: name, sourceName: origin?.name ?? name };
  return {
    id,
    sourceId: source,
    ...names,
    workspaceID: workspace,
    origin,
    gid: gid ?? undefined,
    event,
    reason,
    at,
  };
}
