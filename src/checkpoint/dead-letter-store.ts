import type { Database } from "../storage/database.ts";
import type { DeadLetter } from "./store.ts";

/** A dead letter as it is kept. */
export interface StoredDeadLetter extends DeadLetter {
  readonly id: number;
  readonly sourceId: number;
  /** The name of its source. */
  readonly sourceName: string;
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
  readonly gid: string | null;
  readonly event: string;
  readonly reason: string;
  readonly at: number;
}

function toDeadLetter({ id, source, name, workspace, gid, event, reason, at }: Row): StoredDeadLetter {
  const owner = { sourceId: source, sourceName: name, workspaceID: workspace };
  return { id, ...owner, gid: gid ?? undefined, event, reason, at };
}
