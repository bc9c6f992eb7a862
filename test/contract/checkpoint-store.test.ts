import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCheckpointStore } from "../../src/checkpoint/checkpoint-store.ts";
import { createDeadLetterStore } from "../../src/checkpoint/dead-letter-store.ts";
import type { DeadLetter, PageCommit } from "../../src/checkpoint/store.ts";
import { createSourceRegistry } from "../../src/collector/source-registry.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { openDatabase } from "../../src/storage/database.ts";
import { DATABASE_FILE } from "../../src/storage/state-file.ts";
import { type CheckpointStores, createMemoryCheckpoints } from "../support/memory-checkpoints.ts";
import { tempFolder } from "../support/temp-folder.ts";

const KEY = { sourceId: 1, workspaceID: "1204094735693514" };
const NAMES = ["Acme", "Globex"];
const ASIDE = { setsAside: true };
const REPLAY_WINDOW_MS = 600_000;
const LIMITS = { replayWindowMs: REPLAY_WINDOW_MS, mostDeadLetters: 3 };
const BEGINNING = { startAt: undefined, offset: undefined };

const SLICES = [
  { startAt: undefined, endAt: 10 },
  { startAt: 10, endAt: 20 },
];

/** The sources 1, Acme, and 2, Globex, are known. */
function openMemory(): CheckpointStores {
  return createMemoryCheckpoints(LIMITS, (sourceId) => NAMES[sourceId - 1]);
}

/** The same in a folder of its own, or in `folder`. */
function openSqlite(folder = tempFolder()) {
  const database = openDatabase(folder, ASIDE);
  onTestFinished(() => {
    try {
      database.close();
    } catch {
      // The test has closed it itself.
    }
  });
  createSourceRegistry(database).identify(NAMES);
  const checkpoints = createCheckpointStore(database, LIMITS);
  return { checkpoints, deadLetters: createDeadLetterStore(database), database };
}

function page(more: Partial<PageCommit> = {}): PageCommit {
  return {
    cursor: { startAt: undefined, offset: "next" },
    ...{ newestEventAt: 1000, readTo: 1000, gidsAt: 1000 },
    gids: ["1", "2"],
    counts: { pages: 1, accepted: 2, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
    deadLetters: [],
    at: 5000,
    ...more,
  };
}

const NOTHING_READ = {
  frontier: { readTo: undefined, knownSince: undefined },
  newestEventAt: undefined,
  pollsSinceSweep: 0,
};

/** Read to an instant, at which the newest event was. */
function readTo(at: number | undefined): Pick<PageCommit, "newestEventAt" | "readTo" | "gidsAt"> {
  return { newestEventAt: at, readTo: at, gidsAt: at };
}

function letter(gid: string): DeadLetter {
  return { gid, event: `{"gid":"${gid}"}`, reason: "400" };
}

const STORES: readonly (readonly [name: string, open: () => CheckpointStores])[] = [
  ["in memory, the reference", openMemory],
  ["in SQLite", () => openSqlite()],
];

describe.each(STORES)("checkpoints %s", (_name, open) => {
  it("know nothing of a source that never began", () => {
    const source = open().checkpoints.source(KEY);
    expect(source.load()).toBeUndefined();
    expect(source.replayGids()).toEqual(new Set());
  });

  it("have slices from the beginning of their stream on, each with a checkpoint of its own", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 20, offset: undefined }, 1, SLICES);
    const { slices = [], ...checkpoint } = source.load() ?? {};
    expect(checkpoint).toMatchObject({ cursor: { startAt: 20 }, slicedUntil: 20 });
    const { frontier } = NOTHING_READ;
    const nothing = { beganAt: 1, frontier, newestEventAt: undefined, isOver: false };
    expect(slices).toEqual(SLICES.map((span) => ({ id: expect.any(Number), ...span, ...nothing })));
    const [first, second] = slices.map(({ id }) => source.slice(id));
    expect(second?.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 10, offset: undefined },
      ...NOTHING_READ,
      totals: { pages: 0, accepted: 0, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      updatedAt: 1,
    });
    second?.commit(page({ ...readTo(15) }));
    expect(second?.load()).toMatchObject({
      cursor: { offset: "next" },
      newestEventAt: 15,
      totals: { accepted: 2 },
    });
    expect(first?.load()).toMatchObject({ cursor: { offset: undefined }, totals: { accepted: 0 } });
    expect(source.load()).toMatchObject({ cursor: { offset: undefined }, totals: { accepted: 2 } });
  });

  it("know the gids of a slice in the slice only, and those of the present everywhere as long as there are slices", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 20, offset: undefined }, 1, SLICES);
    const [first, second] = (source.load()?.slices ?? []).map(({ id }) => source.slice(id));
    first?.commit(page({ ...readTo(5), gids: ["old"] }));
    source.commit(page({ ...readTo(25), gids: ["new"] }));
    source.commit(page({ ...readTo(25 + 10 * REPLAY_WINDOW_MS), gids: ["newest"] }));
    expect(first?.replayGids()).toEqual(new Set(["old", "new", "newest"]));
    expect(second?.replayGids()).toEqual(new Set(["new", "newest"]));
    expect(source.replayGids()).toEqual(new Set(["new", "newest"]));
  });

  it("forget their slices when all are over, and keep what these have counted", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 20, offset: undefined }, 1, SLICES);
    const [first, second] = (source.load()?.slices ?? []).map(({ id }) => source.slice(id));
    second?.commit(page({ isOver: true }));
    expect(source.load()?.slices?.map(({ isOver }) => isOver)).toEqual([false, true]);
    first?.commit(page({ isOver: true }));
    expect(source.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 20, offset: undefined },
      ...NOTHING_READ,
      // What was forgotten of any slice is not known of the source.
      frontier: { readTo: undefined, knownSince: 1000 - REPLAY_WINDOW_MS },
      totals: { pages: 2, accepted: 4, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      updatedAt: 1,
      slicedUntil: 20,
    });
    expect(first?.load()).toBeUndefined();
  });

  it("know what slices have delivered also when all are over, as long as what was read last could meet it", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 20, offset: undefined }, 1, SLICES);
    const [first, second] = (source.load()?.slices ?? []).map(({ id }) => source.slice(id));
    first?.commit(page({ ...readTo(5), gids: ["first"], isOver: true }));
    second?.commit(page({ ...readTo(15), gids: ["second"], isOver: true }));
    expect(source.replayGids()).toEqual(new Set(["first", "second"]));
    source.commit(page({ ...readTo(10 + REPLAY_WINDOW_MS), gids: ["present"] }));
    expect(source.replayGids()).toEqual(new Set(["second", "present"]));
  });

  it("count polls since the last sweep, which a page in between does not change", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ pollsSinceSweep: 3 }));
    source.commit(page());
    expect(source.load()?.pollsSinceSweep).toBe(3);
  });

  it("say since when what was delivered is known, also when a later page is older", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    expect(source.commit(page(readTo(undefined)))).toBeUndefined();
    expect(source.commit(page(readTo(2000)))).toBe(2000 - REPLAY_WINDOW_MS);
    expect(source.commit(page(readTo(1500)))).toBe(2000 - REPLAY_WINDOW_MS);
    expect(source.load()?.frontier).toEqual({ readTo: 1500, knownSince: 2000 - REPLAY_WINDOW_MS });
  });

  it("give their slices up when another stream begins, not what these have counted, and all when they are reset", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 20, offset: undefined }, 1, SLICES);
    source.slice(source.load()?.slices?.[0]?.id ?? 0).commit(page());
    source.begin("other", { startAt: 3, offset: undefined }, 2);
    expect(source.load()).toMatchObject({ fingerprint: "other", totals: { accepted: 2 } });
    expect(source.load()).not.toHaveProperty("slices");
    expect(source.load()).not.toHaveProperty("slicedUntil");
    source.begin("print", { startAt: 20, offset: undefined }, 3, SLICES);
    source.reset("print", BEGINNING, 4);
    expect(source.load()).toMatchObject({ totals: { accepted: 0 } });
    expect(source.load()).not.toHaveProperty("slices");
  });

  it("begin with nothing counted", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 7, offset: undefined }, 1);
    expect(source.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 7, offset: undefined },
      ...NOTHING_READ,
      beganFrom: 7,
      totals: { pages: 0, accepted: 0, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      updatedAt: 1,
    });
  });

  it("are where the last commit put them, with all totals added up", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", { startAt: 7, offset: undefined }, 1);
    source.commit(page());
    source.commit(
      page({
        cursor: { startAt: 7, offset: "later" },
        newestEventAt: 2000,
        gids: ["3"],
        counts: { pages: 1, accepted: 1, rejected: 4, duplicates: 5, filtered: 7, deadLettered: 6 },
        at: 6000,
      }),
    );
    expect(source.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 7, offset: "later" },
      ...NOTHING_READ,
      newestEventAt: 2000,
      frontier: { readTo: 1000, knownSince: 1000 - REPLAY_WINDOW_MS },
      beganFrom: 7,
      totals: { pages: 2, accepted: 3, rejected: 4, duplicates: 5, filtered: 7, deadLettered: 6 },
      updatedAt: 6000,
    });
    expect(source.replayGids()).toEqual(new Set(["1", "2", "3"]));
  });

  it("move with an empty page as well, and know as many gids as before", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page());
    source.commit(page({ cursor: { startAt: undefined, offset: "empty" }, gids: [] }));
    expect(source.load()?.cursor.offset).toBe("empty");
    expect(source.replayGids()).toEqual(new Set(["1", "2"]));
  });

  it("keep gids as long as a replay could meet them, and no longer", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ ...readTo(1000), gids: ["old"] }));
    source.commit(page({ ...readTo(1000 + REPLAY_WINDOW_MS), gids: ["edge"] }));
    expect(source.replayGids()).toEqual(new Set(["old", "edge"]));
    source.commit(page({ ...readTo(1001 + REPLAY_WINDOW_MS), gids: ["new"] }));
    expect(source.replayGids()).toEqual(new Set(["edge", "new"]));
  });

  it("are one for each source and workspace, and nothing of one is another's", () => {
    const { checkpoints } = open();
    const keys = [KEY, { ...KEY, sourceId: 2 }, { ...KEY, workspaceID: "1" }];
    for (const [index, key] of keys.entries()) {
      const source = checkpoints.source(key);
      source.begin("print", { startAt: index, offset: undefined }, 0);
      source.commit(page({ cursor: { startAt: index, offset: "next" }, gids: [`gid-${index}`] }));
    }
    expect(keys.map((key) => checkpoints.source(key).load()?.cursor.startAt)).toEqual([0, 1, 2]);
    expect(keys.map((key) => [...checkpoints.source(key).replayGids()])).toEqual([
      ["gid-0"],
      ["gid-1"],
      ["gid-2"],
    ]);
  });

  it("keep what is known of the events when another stream begins", () => {
    const source = open().checkpoints.source(KEY);
    source.begin("one", BEGINNING, 0);
    source.commit(page());
    source.begin("two", { startAt: 9, offset: undefined }, 1);
    expect(source.load()).toEqual({
      fingerprint: "two",
      cursor: { startAt: 9, offset: undefined },
      // How far the other stream was read says nothing of this one.
      ...NOTHING_READ,
      newestEventAt: 1000,
      // So far back, what the other stream has delivered is known.
      beganFrom: 1000 - REPLAY_WINDOW_MS,
      totals: { pages: 1, accepted: 2, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      updatedAt: 1,
    });
    expect(source.replayGids()).toEqual(new Set(["1", "2"]));
  });

  it("are as if there had been none when they are begun anew from nothing", () => {
    const source = open().checkpoints.source(KEY);
    source.reset("print", { startAt: 9, offset: undefined }, 1);
    source.commit(page());
    source.reset("print", { startAt: 9, offset: undefined }, 2);
    expect(source.load()).toEqual({
      fingerprint: "print",
      cursor: { startAt: 9, offset: undefined },
      ...NOTHING_READ,
      beganFrom: 9,
      totals: { pages: 0, accepted: 0, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      updatedAt: 2,
    });
    expect(source.replayGids()).toEqual(new Set());
  });

  it("cannot be moved before they began", () => {
    const { checkpoints, deadLetters } = open();
    const source = checkpoints.source(KEY);
    expect(() => source.commit(page({ deadLetters: [letter("a")] }))).toThrow(StorageError);
    expect(source.load()).toBeUndefined();
    expect(deadLetters.list()).toEqual([]);
  });

  it("are listed by name and workspace, except those of sources nobody knows", () => {
    const { checkpoints } = open();
    for (const [sourceId, workspaceID] of [
      [2, "5"],
      [1, "7"],
      [1, "6"],
      [9, "8"],
    ] as const) {
      checkpoints.source({ sourceId, workspaceID }).begin("print", BEGINNING, 0);
    }
    expect(
      checkpoints.list().map(({ name, sourceId, workspaceID }) => [name, sourceId, workspaceID]),
    ).toEqual([
      ["Acme", 1, "6"],
      ["Acme", 1, "7"],
      ["Globex", 2, "5"],
    ]);
    expect(checkpoints.list()[0]).toMatchObject({ fingerprint: "print", cursor: BEGINNING, updatedAt: 0 });
  });

  it("are forgotten with their gids, but not with their dead letters", () => {
    const { checkpoints, deadLetters } = open();
    const source = checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ deadLetters: [letter("a")] }));
    expect(checkpoints.clear({ ...KEY, workspaceID: "1" })).toBe(false);
    expect(checkpoints.clear(KEY)).toBe(true);
    expect(checkpoints.clear(KEY)).toBe(false);
    expect(source.load()).toBeUndefined();
    source.begin("print", BEGINNING, 0);
    expect(source.replayGids()).toEqual(new Set());
    expect(deadLetters.list()).toHaveLength(1);
  });
});

describe.each(STORES)("dead letters %s", (_name, open) => {
  it("are kept with their page's commit, the oldest first, as they were written", () => {
    const { checkpoints, deadLetters } = open();
    const source = checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ deadLetters: [letter("a"), { ...letter("b"), gid: undefined }], at: 5000 }));
    const [first, second] = deadLetters.list();
    const owner = { ...KEY, currentName: "Acme", sourceName: "Acme", origin: undefined };
    expect([first, second]).toEqual([
      { id: first?.id, ...owner, gid: "a", event: '{"gid":"a"}', reason: "400", at: 5000 },
      {
        id: second?.id,
        ...owner,
        gid: undefined,
        event: '{"gid":"b"}',
        reason: "400",
        at: 5000,
      },
    ]);
    expect(deadLetters.find(first?.id ?? 0)).toEqual(first);
    expect(deadLetters.find(-1)).toBeUndefined();
  });

  it("keep what their source was, also in a slice of its past", () => {
    const { checkpoints, deadLetters } = open();
    const origin = { name: "Acme of 2025", category: "prod/asana", fields: { team: "it" } };
    const source = checkpoints.source(KEY, origin);
    source.begin("print", BEGINNING, 0, [{ startAt: undefined, endAt: 5 }]);
    source.commit(page({ deadLetters: [letter("a")] }));
    source.slice(source.load()?.slices?.[0]?.id ?? 0).commit(page({ deadLetters: [letter("b")] }));
    checkpoints
      .source(KEY, { name: "Acme of 2026", fields: {} })
      .commit(page({ deadLetters: [letter("c")] }));
    expect(deadLetters.list().map(({ sourceName, currentName }) => [sourceName, currentName])).toEqual([
      ["Acme of 2025", "Acme"],
      ["Acme of 2025", "Acme"],
      ["Acme of 2026", "Acme"],
    ]);
    expect(deadLetters.list()[1]).toMatchObject({ ...KEY, gid: "b", origin });
  });

  it("of a source that nobody knows have no name", () => {
    const { checkpoints, deadLetters } = open();
    const source = checkpoints.source({ ...KEY, sourceId: 9 });
    source.begin("print", BEGINNING, 0);
    source.commit(page({ deadLetters: [letter("a")] }));
    expect(deadLetters.list()[0]).toMatchObject({ sourceId: 9, sourceName: "" });
  });

  it("are no more than there may be, of all sources together: then nothing moves", () => {
    const { checkpoints, deadLetters } = open();
    const [acme, globex] = [KEY, { ...KEY, sourceId: 2 }].map((key) => checkpoints.source(key));
    acme?.begin("print", BEGINNING, 0);
    globex?.begin("print", BEGINNING, 0);
    acme?.commit(page({ deadLetters: [letter("a"), letter("b")] }));
    const beyond = page({
      cursor: { startAt: undefined, offset: "beyond" },
      gids: ["c", "d"],
      deadLetters: [letter("c"), letter("d")],
    });
    expect(() => globex?.commit(beyond)).toThrow(
      "more dead letters than deadLetters.limit allows (3): 2 kept, and 2 of a page",
    );
    expect(globex?.load()).toMatchObject({ cursor: BEGINNING, totals: { pages: 0, accepted: 0 } });
    expect(globex?.replayGids()).toEqual(new Set());
    expect(deadLetters.list().map(({ gid }) => gid)).toEqual(["a", "b"]);
    expect(deadLetters.counts()).toEqual(new Map([[1, 2]]));
    const first = deadLetters.list()[0]?.id ?? 0;
    expect([deadLetters.remove(first), deadLetters.remove(first)]).toEqual([true, false]);
    globex?.commit(beyond);
    expect(deadLetters.list().map(({ gid }) => gid)).toEqual(["b", "c", "d"]);
    expect(deadLetters.counts()).toEqual(
      new Map([
        [1, 1],
        [2, 2],
      ]),
    );
  });

  it("that are many keep nothing from moving that has none", () => {
    const { checkpoints } = open();
    const source = checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page({ deadLetters: [letter("a"), letter("b"), letter("c")] }));
    source.commit(page({ cursor: { startAt: undefined, offset: "later" } }));
    expect(source.load()?.cursor.offset).toBe("later");
  });
});

describe("the database", () => {
  it("has after a reopening what was committed", () => {
    const folder = tempFolder();
    const before = openSqlite(folder);
    const source = before.checkpoints.source(KEY);
    source.begin("print", { startAt: 7, offset: undefined }, 1);
    source.commit(page({ deadLetters: [letter("a")] }));
    const known = [source.load(), source.replayGids(), before.checkpoints.list(), before.deadLetters.list()];
    before.database.close();
    const after = openSqlite(folder);
    const again = after.checkpoints.source(KEY);
    expect([again.load(), again.replayGids(), after.checkpoints.list(), after.deadLetters.list()]).toEqual(
      known,
    );
  });

  it("leaves no trace of a commit that fails half-way", () => {
    const source = openSqlite().checkpoints.source(KEY);
    source.begin("print", BEGINNING, 0);
    source.commit(page());
    const unstorable = page({ cursor: { startAt: 0.5, offset: "torn" }, gids: ["torn"] });
    expect(() => source.commit(unstorable)).toThrow(StorageError);
    expect(source.load()?.cursor.offset).toBe("next");
    expect(source.replayGids()).toEqual(new Set(["1", "2"]));
  });

  it("refuses a second owner of the folder, and says what to do", () => {
    const folder = tempFolder();
    openSqlite(folder);
    expect(() => openDatabase(folder, ASIDE)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Stop the other otel-asana-receiver") }),
    );
  });

  it("is readable by its owner only", () => {
    const folder = join(tempFolder(), "state");
    openSqlite(folder);
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of readdirSync(folder)) expect(statSync(join(folder, file)).mode & 0o177, file).toBe(0);
  });

  it("names the folder when it cannot be made", () => {
    const file = join(tempFolder(), "file");
    writeFileSync(file, "");
    expect(() => openDatabase(join(file, "state"), ASIDE)).toThrow(join(file, "state"));
  });

  it("sets a damaged file aside as it was, and begins a new one", () => {
    const folder = tempFolder();
    const file = join(folder, DATABASE_FILE);
    writeFileSync(file, "not a database, but long enough to be looked at".repeat(100));
    const before = readFileSync(file);
    const database = openDatabase(folder, ASIDE);
    expect(database.setAside).toMatch(/state\.sqlite\.damaged-/);
    expect(readFileSync(database.setAside ?? "").equals(before)).toBe(true);
    expect(createCheckpointStore(database, LIMITS).list()).toEqual([]);
    database.close();
    const later = openDatabase(folder, ASIDE);
    onTestFinished(() => later.close());
    expect(later.setAside).toBe(database.setAside);
  });

  it("leaves a damaged file where it is for whoever only looks, and says what to do", () => {
    const folder = tempFolder();
    writeFileSync(join(folder, DATABASE_FILE), "not a database, but long enough to be looked at".repeat(100));
    expect(() => openDatabase(folder, { setsAside: false })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("damaged") }),
    );
    expect(readdirSync(folder)).toEqual([DATABASE_FILE]);
  });

  it("sets a database aside that is damaged in the middle", () => {
    const folder = tempFolder();
    const { checkpoints, database: damaged } = openSqlite(folder);
    checkpoints.source(KEY).begin("print", BEGINNING, 0);
    for (let page_ = 0; page_ < 50; page_++) {
      checkpoints
        .source(KEY)
        .commit(page({ gids: Array.from({ length: 200 }, (_, index) => `${page_}-${index}`) }));
    }
    damaged.close();
    const file = join(folder, DATABASE_FILE);
    const bytes = readFileSync(file);
    bytes.fill(0x55, 4096, bytes.length - 4096);
    writeFileSync(file, bytes);
    const database = openDatabase(folder, ASIDE);
    onTestFinished(() => database.close());
    expect(database.setAside).toBeDefined();
  });

  it("takes nothing on a full disk, and goes on when there is room", () => {
    const { checkpoints, database } = openSqlite();
    const source = checkpoints.source(KEY);
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
    expect(() => openDatabase(folder, ASIDE)).toThrow("newer version");
  });
});
