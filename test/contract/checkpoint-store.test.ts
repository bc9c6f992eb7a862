import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCheckpointStore } from "../../src/checkpoint/checkpoint-store.ts";
import { type PageCommit, REPLAY_WINDOW_MS } from "../../src/checkpoint/store.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { DATABASE_FILE, openDatabase } from "../../src/storage/database.ts";
import { tempFolder } from "../support/temp-folder.ts";

const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const BEGINNING = { startAt: undefined, offset: undefined };

function open(folder: string) {
  const database = openDatabase(folder);
  onTestFinished(() => {
    try {
      database.close();
    } catch {
      // The test has closed it itself.
    }
  });
  return { ...createCheckpointStore(database), close: () => database.close() };
}

function page(more: Partial<PageCommit> = {}): PageCommit {
  return {
    cursor: { startAt: undefined, offset: "next" },
    newestEventAt: 1000,
    gids: ["1", "2"],
    counts: { pages: 1, accepted: 2, rejected: 0, duplicates: 0 },
    at: 5000,
    ...more,
  };
}

describe("the checkpoint store", () => {
  it("knows nothing of a source that never began", () => {
    expect(open(tempFolder()).source(KEY).load()).toBeUndefined();
  });

  it("gives back after a reopening what was committed, totals added up", () => {
    const folder = tempFolder();
    const store = open(folder);
    const source = store.source(KEY);
    source.begin("print", { startAt: 7, offset: undefined }, 1);
    source.commit(page());
    source.commit(
      page({
        cursor: { startAt: 7, offset: "later" },
        newestEventAt: 2000,
        gids: ["3"],
        counts: { pages: 1, accepted: 1, rejected: 4, duplicates: 5 },
        at: 6000,
      }),
    );
    store.close();
    const reopened = open(folder).source(KEY);
    expect(reopened.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 7, offset: "later" },
      newestEventAt: 2000,
      totals: { pages: 2, accepted: 3, rejected: 4, duplicates: 5 },
      updatedAt: 6000,
    });
    expect(reopened.replayGids()).toEqual(new Set(["1", "2", "3"]));
  });

  it("keeps gids as long as a replay could meet them, and no longer", () => {
    const source = open(tempFolder()).source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ newestEventAt: 1000, gids: ["old"] }));
    source.commit(page({ newestEventAt: 1000 + REPLAY_WINDOW_MS, gids: ["edge"] }));
    expect(source.replayGids()).toEqual(new Set(["old", "edge"]));
    source.commit(page({ newestEventAt: 1001 + REPLAY_WINDOW_MS, gids: ["new"] }));
    expect(source.replayGids()).toEqual(new Set(["edge", "new"]));
  });

  it("keeps sources apart by their identity and by workspace", () => {
    const store = open(tempFolder());
    const keys = [KEY, { ...KEY, sourceId: 2 }, { ...KEY, workspaceID: "1" }];
    for (const [index, key] of keys.entries()) {
      store.source(key).begin("print", { startAt: index, offset: undefined }, 0);
    }
    expect(keys.map((key) => store.source(key).load()?.cursor.startAt)).toEqual([0, 1, 2]);
  });

  it("keeps what is known of the events when another stream begins", () => {
    const source = open(tempFolder()).source(KEY);
    source.begin("one", BEGINNING, 0);
    source.commit(page());
    source.begin("two", { startAt: 9, offset: undefined }, 1);
    expect(source.load()).toMatchObject({
      fingerprint: "two",
      cursor: { startAt: 9, offset: undefined },
      newestEventAt: 1000,
    });
    expect(source.replayGids()).toEqual(new Set(["1", "2"]));
  });

  it("leaves no trace of a commit that fails half-way", () => {
    const source = open(tempFolder()).source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page());
    const unstorable = page({ cursor: { startAt: 0.5, offset: "torn" }, gids: ["torn"] });
    expect(() => source.commit(unstorable)).toThrow(StorageError);
    expect(source.load()?.cursor.offset).toBe("next");
    expect(source.replayGids()).toEqual(new Set(["1", "2"]));
  });

  it("refuses a second owner of the folder, and says what to do", () => {
    const folder = tempFolder();
    open(folder);
    expect(() => openDatabase(folder)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Stop the other otel-asana-receiver") }),
    );
  });

  it("is readable by its owner only", () => {
    const folder = join(tempFolder(), "state");
    open(folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o177, file).toBe(0);
  });

  it("names the folder when it cannot be made", () => {
    const file = join(tempFolder(), "file");
    writeFileSync(file, "");
    expect(() => openDatabase(join(file, "state"))).toThrow(join(file, "state"));
  });

  it("does not touch a file that is no database", () => {
    const folder = tempFolder();
    const file = join(folder, DATABASE_FILE);
    writeFileSync(file, "not a database, but long enough to be looked at".repeat(100));
    const before = readFileSync(file);
    expect(() => openDatabase(folder)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("damaged") }),
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("refuses a database of a newer version", () => {
    const folder = tempFolder();
    const database = new DatabaseSync(join(folder, DATABASE_FILE));
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openDatabase(folder)).toThrow("newer version");
  });
});
