import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCheckpointStore } from "../../src/checkpoint/checkpoint-store.ts";
import { createDeadLetterStore } from "../../src/checkpoint/dead-letter-store.ts";
import type { DeadLetter, PageCommit } from "../../src/checkpoint/store.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { DATABASE_FILE, openDatabase } from "../../src/storage/database.ts";
import { tempFolder } from "../support/temp-folder.ts";

const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const REPLAY_WINDOW_MS = 600_000;
const LIMITS = { replayWindowMs: REPLAY_WINDOW_MS, mostDeadLetters: 3 };
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
  return { ...createCheckpointStore(database, LIMITS), close: () => database.close() };
}

function page(more: Partial<PageCommit> = {}): PageCommit {
  return {
    cursor: { startAt: undefined, offset: "next" },
    newestEventAt: 1000,
    gids: ["1", "2"],
    counts: { pages: 1, accepted: 2, rejected: 0, duplicates: 0, deadLettered: 0 },
    deadLetters: [],
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
        counts: { pages: 1, accepted: 1, rejected: 4, duplicates: 5, deadLettered: 0 },
        at: 6000,
      }),
    );
    store.close();
    const reopened = open(folder).source(KEY);
    expect(reopened.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 7, offset: "later" },
      newestEventAt: 2000,
      totals: { pages: 2, accepted: 3, rejected: 4, duplicates: 5, deadLettered: 0 },
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

  it("sets a damaged file aside as it was, and begins a new one", () => {
    const folder = tempFolder();
    const file = join(folder, DATABASE_FILE);
    writeFileSync(file, "not a database, but long enough to be looked at".repeat(100));
    const before = readFileSync(file);
    const database = openDatabase(folder);
    onTestFinished(() => database.close());
    expect(database.setAside).toMatch(/state\.sqlite\.damaged-/);
    expect(readFileSync(database.setAside ?? "").equals(before)).toBe(true);
    expect(createCheckpointStore(database, LIMITS).list()).toEqual([]);
  });

  it("sets a database aside that is damaged in the middle", () => {
    const folder = tempFolder();
    const store = open(folder);
    store.source(KEY).begin("print", BEGINNING, 0);
    for (let page_ = 0; page_ < 50; page_++) {
      store
        .source(KEY)
        .commit(page({ gids: Array.from({ length: 200 }, (_, index) => `${page_}-${index}`) }));
    }
    store.close();
    const file = join(folder, DATABASE_FILE);
    const bytes = readFileSync(file);
    bytes.fill(0x55, 4096, bytes.length - 4096);
    writeFileSync(file, bytes);
    const database = openDatabase(folder);
    onTestFinished(() => database.close());
    expect(database.setAside).toBeDefined();
  });

  it("keeps dead letters with their page's commit, and none beyond the limit: then nothing moves", () => {
    const folder = tempFolder();
    const database = openDatabase(folder);
    onTestFinished(() => database.close());
    const source = createCheckpointStore(database, LIMITS).source(KEY);
    const letters = createDeadLetterStore(database);
    const letter = (gid: string): DeadLetter => ({ gid, event: `{"gid":"${gid}"}`, reason: "400" });
    source.begin("print", BEGINNING, 0);
    source.commit(page({ deadLetters: [letter("a"), letter("b")] }));
    const beyond = page({
      cursor: { startAt: undefined, offset: "beyond" },
      deadLetters: [letter("c"), letter("d")],
    });
    expect(() => source.commit(beyond)).toThrow(/3 dead letters/);
    expect(source.load()?.cursor.offset).toBe("next");
    expect(letters.list().map(({ gid }) => gid)).toEqual(["a", "b"]);
    expect(letters.remove(letters.list()[0]?.id ?? 0)).toBe(true);
    source.commit(beyond);
    expect(letters.list().map(({ gid, event }) => [gid, event])).toEqual([
      ["b", '{"gid":"b"}'],
      ["c", '{"gid":"c"}'],
      ["d", '{"gid":"d"}'],
    ]);
    expect(letters.owners()).toEqual(new Set([KEY.sourceId]));
  });

  it("takes nothing on a full disk, and goes on when there is room", () => {
    const database = openDatabase(tempFolder());
    onTestFinished(() => database.close());
    const source = createCheckpointStore(database, LIMITS).source(KEY);
    source.begin("print", BEGINNING, 0);
    const limit = (pages: number): void => void database.prepare(`PRAGMA max_page_count = ${pages}`).get();
    limit(1);
    const large = page({ gids: Array.from({ length: 20_000 }, (_, index) => `gid-${index}`) });
    expect(() => source.commit(large)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Make room") }),
    );
    expect(source.load()?.cursor.offset).toBeUndefined();
    limit(1_000_000);
    source.commit(large);
    expect(source.load()?.cursor.offset).toBe("next");
  });

  it("refuses a database of a newer version", () => {
    const folder = tempFolder();
    const database = new DatabaseSync(join(folder, DATABASE_FILE));
    database.exec("PRAGMA user_version = 99");
    database.close();
    expect(() => openDatabase(folder)).toThrow("newer version");
  });
});
