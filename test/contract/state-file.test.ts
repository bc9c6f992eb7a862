import {
  chmodSync,
  chownSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStorage, type Storage } from "../../src/collector/storage.ts";
import { formatIssue } from "../../src/config/issue.ts";
import { findStorageIssues } from "../../src/receiver/storage-issues.ts";
import { DATABASE_FILE } from "../../src/storage/state-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const LOG_FILE = `${DATABASE_FILE}-wal`;

const LIMITS = { replayWindowMs: 0, mostDeadLetters: 10 };

function open(folder: string, setsAside = true): Storage {
  const storage = openStorage(folder, LIMITS, { setsAside });
  onTestFinished(() => storage.close());
  return storage;
}

/** A folder as a killed process leaves it: the file, and its log with a source in it. */
function keepSource(): string {
  const folder = tempFolder();
  const before = join(tempFolder(), "state");
  const storage = open(before);
  storage.registry.create("Acme", "{}");
  for (const file of readdirSync(before)) copyFileSync(join(before, file), join(folder, file));
  return folder;
}

const OWNER = 10_001;
const OTHER_USER = 10_002;

/** What this process does with files meanwhile, it does as a user and a group that are not root. */
function asOtherUser<T>(work: () => T): T {
  process.setegid?.(OTHER_USER);
  process.seteuid?.(OTHER_USER);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

function names(storage: Storage): readonly number[] {
  return storage.registry.stored().map(({ id }) => id);
}

describe("the state file", () => {
  it("is new, and nothing is reported, where there is none", () => {
    const folder = join(tempFolder(), "state");
    expect(open(folder).setAside).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual([DATABASE_FILE, LOG_FILE]);
  });

  it("is read with the log that a killed process left beside it", () => {
    const storage = open(keepSource());
    expect(storage.setAside).toBeUndefined();
    expect(names(storage)).toEqual([1]);
  });

  // A header has 100 bytes, a page 4096.
  it.each([0, 1, 99, 100, 4095, 4096, 8192])("is set aside when it was cut off after %i bytes", (size) => {
    const folder = keepSource();
    truncateSync(join(folder, DATABASE_FILE), size);
    const storage = open(folder);
    expect(storage.setAside).toMatch(/state\.sqlite\.damaged-/);
    expect(names(storage)).toEqual([]);
  });

  it("is set aside with its log when it is empty, as a power failure leaves it", () => {
    const folder = keepSource();
    const log = readFileSync(join(folder, LOG_FILE));
    truncateSync(join(folder, DATABASE_FILE), 0);
    const { setAside = "" } = open(folder);
    expect(readFileSync(setAside)).toHaveLength(0);
    expect(readFileSync(`${setAside}-wal`).equals(log)).toBe(true);
  });

  it("is known to be lost when only its log is left", () => {
    const folder = keepSource();
    rmSync(join(folder, DATABASE_FILE));
    const storage = open(folder);
    expect(storage.setAside).toMatch(/state\.sqlite\.damaged-.*-wal$/);
    expect(names(storage)).toEqual([]);
  });

  it.each([0, 1])("is set aside when it is another program's database, of version %i", (version) => {
    const folder = tempFolder();
    const foreign = new DatabaseSync(join(folder, DATABASE_FILE));
    foreign.exec(`CREATE TABLE source (id); PRAGMA user_version = ${version};`);
    foreign.close();
    expect(open(folder).setAside).toMatch(/state\.sqlite\.damaged-/);
  });

  it("stays as it is for a command that only looks, which says what to do", () => {
    const folder = tempFolder();
    writeFileSync(join(folder, DATABASE_FILE), "");
    expect(() => open(folder, false)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("it sets the file aside") }),
    );
    expect(readdirSync(folder)).toEqual([DATABASE_FILE]);
  });

  it("is not mistaken for a damaged one when a newer version wrote it", () => {
    const folder = tempFolder();
    const newer = new DatabaseSync(join(folder, DATABASE_FILE));
    newer.exec("CREATE TABLE renamed (id); PRAGMA user_version = 1000;");
    newer.close();
    expect(() => open(folder)).toThrow("written by a newer version (format 1000)");
    expect(readdirSync(folder)).toEqual([DATABASE_FILE]);
  });

  const isRoot = process.getuid?.() === 0;
  if (!isRoot) console.log("Not root, which alone may give a file away. One test is NOT run.");
  it.skipIf(!isRoot)("is used, and reported as open to others, when it is another user's", () => {
    const folder = tempFolder();
    const file = join(folder, DATABASE_FILE);
    openStorage(folder, LIMITS).close();
    chownSync(folder, OTHER_USER, OTHER_USER);
    chownSync(file, OWNER, OTHER_USER);
    chmodSync(file, 0o660);
    const storage = asOtherUser(() => open(folder));
    expect(storage.exposed).toEqual({ path: file, mode: "660" });
    storage.registry.create("Acme", "{}");
    expect(names(storage)).toEqual([1]);
    expect(findStorageIssues(storage).map(formatIssue)).toEqual([
      expect.stringMatching(
        /^\/.*state\.sqlite: warning: .* \(mode 660\)\. Make the user of the receiver its owner/,
      ),
    ]);
  });

  it("is given back to its owner alone, without a report", () => {
    const folder = tempFolder();
    openStorage(folder, LIMITS).close();
    chmodSync(join(folder, DATABASE_FILE), 0o644);
    const storage = open(folder);
    expect(findStorageIssues(storage)).toEqual([]);
    expect(statSync(join(folder, DATABASE_FILE)).mode & 0o777).toBe(0o600);
  });
});
