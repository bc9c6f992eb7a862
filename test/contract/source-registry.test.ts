import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSourceRegistry, type SourceRegistry } from "../../src/collector/source-registry.ts";
import { messageOf, StorageError } from "../../src/lib/errors.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { DATABASE_FILE } from "../../src/storage/state-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

function open(folder = tempFolder()): SourceRegistry & { close(): void } {
  const database = openDatabase(folder, { setsAside: false });
  let isOpen = true;
  const close = (): void => {
    if (isOpen) database.close();
    isOpen = false;
  };
  onTestFinished(close);
  return { ...createSourceRegistry(database), close };
}

describe("the identities of sources from files", () => {
  it("are numbers that stay with their names", () => {
    const folder = tempFolder();
    const registry = open(folder);
    const first = registry.identify(["A", "B"]);
    expect(first).toEqual(
      new Map([
        ["A", 1],
        ["B", 2],
      ]),
    );
    expect(registry.identify(["B", "C", "A"])).toEqual(
      new Map([
        ["B", 2],
        ["C", 3],
        ["A", 1],
      ]),
    );
    registry.close();
    expect(open(folder).identify(["C", "B"])).toEqual(
      new Map([
        ["C", 3],
        ["B", 2],
      ]),
    );
  });

  it("tell names apart as they are written", () => {
    const ids = open().identify(["A", "a", " A", "A ", "Ä", "A\u0308", "A\0", "A\0b", "__proto__"]);
    expect(new Set(ids.values()).size).toBe(9);
  });

  it("of no sources are none", () => {
    expect(open().identify([])).toEqual(new Map());
  });
});

describe("a source that is made through the API", () => {
  it("is stored as it was given, in the order of the ids", () => {
    const folder = tempFolder();
    const registry = open(folder);
    const documents = ['{"b": "ü\\u0000\ud83d\udd11"}', "{}"];
    const stored = documents.map((document, index) => registry.create(`source ${index}`, document));
    expect(stored).toEqual([
      { id: 1, document: documents[0], revision: 2 },
      { id: 2, document: documents[1], revision: 2 },
    ]);
    registry.close();
    expect(open(folder).stored()).toEqual(stored);
  });

  it("has the id that its name had in a file, and is none of the stored ones before", () => {
    const registry = open();
    registry.identify(["A", "B"]);
    expect(registry.stored()).toEqual([]);
    expect(registry.create("B", "{}").id).toBe(2);
    expect(registry.create("C", "{}").id).toBe(3);
  });

  it("grows in revision with every change, its removal and its return among them", () => {
    const registry = open();
    const revisions = [
      registry.create("A", "1"),
      registry.update(1, "A", "2"),
      registry.update(1, "A", "2"),
      registry.update(1, "B", "2"),
    ].map(({ revision }) => revision);
    registry.remove(1);
    const again = registry.create("B", "3");
    expect(again.id).toBe(1);
    revisions.push(again.revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
    expect(revisions).toHaveLength(5);
  });

  it("keeps its id under another name, and leaves the old one", () => {
    const registry = open();
    registry.create("A", "1");
    expect(registry.update(1, "B", "2")).toMatchObject({ id: 1, document: "2" });
    expect(registry.identify(["B", "A"])).toEqual(
      new Map([
        ["B", 1],
        ["A", 2],
      ]),
    );
  });

  it("takes over the name of one that is gone", () => {
    const registry = open();
    registry.create("A", "1");
    registry.create("B", "2");
    registry.remove(2);
    expect(registry.update(1, "B", "3")).toMatchObject({ id: 1, document: "3" });
    expect(registry.stored()).toMatchObject([{ id: 1, document: "3" }]);
    // The old one's id is nobody's any more, and is never given again.
    expect(registry.identify(["B", "C"])).toEqual(
      new Map([
        ["B", 1],
        ["C", 3],
      ]),
    );
  });

  it("is not among the stored ones when it was removed, and its id is kept", () => {
    const folder = tempFolder();
    const registry = open(folder);
    registry.create("A", "1");
    registry.remove(1);
    expect(registry.stored()).toEqual([]);
    registry.close();
    const reopened = open(folder);
    expect(reopened.identify(["A"])).toEqual(new Map([["A", 1]]));
    expect(reopened.create("A", "2")).toMatchObject({ id: 1, document: "2" });
  });
});

describe("what cannot be stored changes nothing:", () => {
  it("the name of one that is there", () => {
    const registry = open();
    registry.create("A", "1");
    registry.create("B", "2");
    const before = registry.stored();
    expect(() => registry.update(1, "B", "3")).toThrow(StorageError);
    expect(registry.stored()).toEqual(before);
    expect(registry.identify(["A", "B"])).toEqual(
      new Map([
        ["A", 1],
        ["B", 2],
      ]),
    );
  });

  it("a change of one that never was, which would have taken a name over", () => {
    const registry = open();
    registry.create("A", "1");
    registry.remove(1);
    expect(whyNot(() => registry.update(7, "A", "2"))).toMatch(/: there is no source 7$/);
    expect(registry.identify(["A"])).toEqual(new Map([["A", 1]]));
  });

  it.each<[string, (registry: SourceRegistry) => unknown]>([
    ["identities", (registry) => registry.identify(["A", "New", "Newer"])],
    ["a new source", (registry) => registry.create("New", "{}")],
    ["a change", (registry) => registry.update(1, "New", "{}")],
    ["a removal", (registry) => registry.remove(1)],
  ])("%s, on a disk that refuses", (_, work) => {
    const folder = tempFolder();
    const registry = open(folder);
    registry.create("A", "1");
    const before = registry.stored();
    registry.close();
    refuseAllBut(folder, "New");
    const full = open(folder);
    expect(whyNot(() => work(full))).toMatch(/^cannot write the sources in .*: refused/);
    expect(full.stored()).toEqual(before);
    full.close();
    expect(namesIn(folder)).toEqual(["A"]);
  });

  it("anything, once it is closed", () => {
    const registry = open();
    registry.create("A", "1");
    registry.close();
    expect(() => registry.stored()).toThrow(StorageError);
    expect(() => registry.identify(["A"])).toThrow(/^cannot read the sources/);
    expect(() => registry.create("B", "2")).toThrow(/^cannot write the sources/);
  });
});

/** Says why something throws a StorageError. */
function whyNot(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(StorageError);
    return messageOf(error);
  }
  throw new Error("nothing was thrown");
}

/** Lets every write of a source fail after it was made, but for the addition of one name. */
function refuseAllBut(folder: string, name: string): void {
  const database = new DatabaseSync(join(folder, DATABASE_FILE));
  database.exec(
    `CREATE TRIGGER no_addition AFTER INSERT ON source WHEN NEW.name <> '${name}'
       BEGIN SELECT RAISE(ABORT, 'refused'); END;
     CREATE TRIGGER no_change AFTER UPDATE ON source BEGIN SELECT RAISE(ABORT, 'refused'); END;`,
  );
  database.close();
}

function namesIn(folder: string): unknown[] {
  const database = new DatabaseSync(join(folder, DATABASE_FILE));
  const rows = database.prepare("SELECT name FROM source ORDER BY id").all();
  database.close();
  return rows.map(({ name }) => name);
}
