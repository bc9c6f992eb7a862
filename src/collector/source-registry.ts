import type { Database } from "../storage/database.ts";

/** A source that was made through the API, as it is kept. */
export interface StoredSource {
  readonly id: number;
  /** Its JSON in its envelope, its token included. */
  readonly document: string;
  /** Grows with every change. */
  readonly revision: number;
}

/** The identities of all sources that were ever configured. Every method throws StorageError when the store fails. */
export interface SourceRegistry {
  /** The id of each name; a name that is new gets one. */
  identify(names: readonly string[]): ReadonlyMap<string, number>;
  /** The sources that were made through the API, by id. */
  stored(): readonly StoredSource[];
  /** Stores a new source. One that had this name before gives it its id, and its checkpoints with it. */
  create(name: string, document: string): StoredSource;
  /** Stores a source's new form; its name may be another one. */
  update(id: number, name: string, document: string): StoredSource;
  /** Forgets what the source was made of; its id and its checkpoints stay for a return. */
  remove(id: number): void;
}

const READ = "read the sources";
const WRITE = "write the sources";

/** Keeps the identities in the database. */
export function createSourceRegistry(database: Database): SourceRegistry {
  const find = database.prepare("SELECT id FROM source WHERE name = ?");
  const add = database.prepare("INSERT INTO source (name) VALUES (?) RETURNING id");
  const stored = database.prepare(
    "SELECT id, document, revision FROM source WHERE document IS NOT NULL ORDER BY id",
  );
  const write = database.prepare(
    "UPDATE source SET name = ?, document = ?, revision = revision + 1 WHERE id = ? RETURNING id, document, revision",
  );
  const remove = database.prepare("UPDATE source SET document = NULL, revision = revision + 1 WHERE id = ?");
  // A source that is gone leaves its name, and what was known under it, to the one that takes the name over.
  const freeName = database.prepare("DELETE FROM source WHERE name = ? AND id <> ? AND document IS NULL");
  const store = (id: number, name: string, document: string): StoredSource => {
    freeName.run(name, id);
    const stored = write.get(name, document, id);
    if (stored === undefined) throw new Error(`there is no source ${id}`);
    return stored as unknown as StoredSource;
  };
  const idOf = (name: string): number => Number((find.get(name) ?? add.get(name))?.["id"]);
  return {
    identify(names) {
      const known = database.read(READ, () => names.map((name) => [name, find.get(name)?.["id"]] as const));
      if (known.every(([, id]) => id !== undefined))
        return new Map(known.map(([name, id]) => [name, Number(id)]));
      return database.write(WRITE, () => new Map(names.map((name) => [name, idOf(name)])));
    },
    stored: () => database.read(READ, () => stored.all() as unknown as StoredSource[]),
    create: (name, document) => database.write(WRITE, () => store(idOf(name), name, document)),
    update: (id, name, document) => database.write(WRITE, () => store(id, name, document)),
    remove: (id) => database.write(WRITE, () => void remove.run(id)),
  };
}
