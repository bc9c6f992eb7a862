import { describe, expect, it } from "vitest";
import { type Issue, warningAt } from "../../src/config/issue.ts";
import { mergeSources } from "../../src/config/merge-sources.ts";
import { Secret } from "../../src/config/secret.ts";
import type { SourceConfig } from "../../src/config/source-config.ts";

const FOLDER = "/sources";
const FOUND = { kind: "folder" } as const;
const NOT_FOUND = { kind: "unknown" } as const;

function source(file: string, name: string, category = "a"): SourceConfig {
  return {
    name,
    category,
    fields: {},
    personalAccessToken: new Secret("token-of-a-test"),
    workspaceID: "1204094735693514",
    origin: { file: `${FOLDER}/${file}`, line: 1, column: 1 },
  };
}

function error(path: string, code: string, line = 1): Issue {
  const place = { file: path, line, column: line };
  return { ...warningAt(place, { code, message: "wrong" }), severity: "error" };
}

const told = ({ sources }: { sources: readonly SourceConfig[] }): string[] =>
  sources.map(({ name, category }) => `${name} ${category}`).sort();

describe("sources that were read again", () => {
  const running = [source("a.json", "A"), source("b.json", "B")];

  it("are what runs when nothing is wrong", () => {
    const loaded = { ...FOUND, sources: [source("a.json", "A", "new"), source("c.json", "C")], issues: [] };
    expect(told(mergeSources(running, loaded))).toEqual(["A new", "C a"]);
  });

  it("of a broken file stay as they were, while other files' changes count", () => {
    const loaded = {
      ...FOUND,
      sources: [source("a.json", "A", "new")],
      issues: [error(`${FOLDER}/b.json`, "not-json")],
    };
    const merged = mergeSources(running, loaded);
    expect(told(merged)).toEqual(["A new", "B a"]);
    expect(merged.issues).toBe(loaded.issues);
  });

  it("stay when a new file takes the name of one of them", () => {
    const loaded = {
      ...FOUND,
      sources: [source("0.json", "A", "thief"), source("a.json", "A"), source("b.json", "B")],
      issues: [error(`${FOLDER}/a.json`, "same-name")],
    };
    expect(told(mergeSources(running, loaded))).toEqual(["A a", "B a"]);
  });

  it("stay when the folder itself is gone, and go when it is empty", () => {
    const gone = { ...NOT_FOUND, sources: [], issues: [error(FOLDER, "no-such-file", 0)] };
    expect(told(mergeSources(running, gone))).toEqual(["A a", "B a"]);
    const empty = { ...FOUND, sources: [], issues: [error(FOLDER, "no-sources", 0)] };
    expect(told(mergeSources(running, empty))).toEqual([]);
  });

  it.each(["unreadable-file", "late-file"])("stay when the folder cannot be looked into: %s", (code) => {
    const unknown = { ...NOT_FOUND, sources: [], issues: [error(FOLDER, code, 0)] };
    expect(mergeSources(running, unknown)).toEqual({ sources: running, issues: unknown.issues });
  });

  it("go with their single file, and stay when it cannot be read", () => {
    const alone = [source("a.json", "A")];
    const at = (code: string) => ({ sources: [], issues: [error(`${FOLDER}/a.json`, code, 0)] });
    expect(told(mergeSources(alone, { ...NOT_FOUND, ...at("no-such-file") }))).toEqual([]);
    expect(told(mergeSources(alone, { ...NOT_FOUND, ...at("late-file") }))).toEqual(["A a"]);
    expect(told(mergeSources(alone, { kind: "file", ...at("late-file") }))).toEqual(["A a"]);
  });

  it("go with their file, but stay when only a file that they refer to is missing", () => {
    const removed = {
      ...FOUND,
      sources: [source("b.json", "B")],
      issues: [error(`${FOLDER}/a.json`, "no-such-file", 0)],
    };
    expect(told(mergeSources(running, removed))).toEqual(["B a"]);
    const tokenMissing = {
      ...FOUND,
      sources: [source("b.json", "B")],
      issues: [error(`${FOLDER}/a.json`, "no-such-file")],
    };
    expect(told(mergeSources(running, tokenMissing))).toEqual(["A a", "B a"]);
  });
});
