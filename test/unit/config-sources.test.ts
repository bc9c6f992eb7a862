import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { type LoadedSources, loadSources } from "../../src/config/sources.ts";
import { source, sourceFile, writeFiles } from "../support/config-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples/sources", import.meta.url));

async function loadOne(file: unknown, env: Record<string, string> = {}): Promise<LoadedSources> {
  return loadSources(join(writeFiles({ "acme.json": file }), "acme.json"), env);
}

function namesOf({ sources }: LoadedSources): string[] {
  return sources.map(({ name }) => name);
}

function linesOf({ issues }: LoadedSources, folder: string): string[] {
  return issues.map((issue) => formatIssue(issue).replaceAll(folder, ""));
}

describe("a source", () => {
  it("carries what its config says", async () => {
    const config = {
      name: "Acme",
      description: "audit",
      category: "prod/asana",
      fields: { team: "security" },
      workspaceID: "1204094735693514",
    };
    const { sources, issues } = await loadOne(sourceFile({ ...config, personalAccessToken: "2/abc" }));
    expect(issues).toEqual([]);
    expect(sources).toMatchObject([{ ...config }]);
    expect(sources[0]?.personalAccessToken.reveal()).toBe("2/abc");
  });

  it("has neither description nor category when its config has none", async () => {
    const { sources } = await loadOne(sourceFile());
    expect(Object.keys(sources[0] ?? {})).not.toContain("description");
    expect(Object.keys(sources[0] ?? {})).not.toContain("category");
    expect(sources[0]?.fields).toEqual({});
  });

  it("says where its name stands", async () => {
    const folder = writeFiles({ "a.json": `{\n  "source": ${JSON.stringify(source(), null, 2)}\n}` });
    const { sources } = await loadSources(folder, {});
    expect(sources[0]?.origin).toMatchObject({ file: join(folder, "a.json"), line: 4, column: 13 });
  });

  it.each([
    [true, "true"],
    [false, "false"],
    ["true", "true"],
    ["false", "false"],
  ])("with _siemForward %j has the field as the text %j", async (given, text) => {
    const { sources } = await loadOne(sourceFile({ fields: { _siemForward: given, team: "a" } }));
    expect(sources[0]?.fields).toEqual({ _siemForward: text, team: "a" });
  });

  it("keeps a field that is named like a property of every object", async () => {
    const fields = '{"__proto__": "a", "constructor": "b"}';
    const text = JSON.stringify(sourceFile({ fields: {} })).replace('"fields":{}', `"fields":${fields}`);
    const { sources, issues } = await loadOne(text);
    expect(issues).toEqual([]);
    expect(Object.entries(sources[0]?.fields ?? {})).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
  });

  it("is loaded although a warning is told about it", async () => {
    const loaded = await loadOne({ source: { ...source(), sourceType: "Security" } });
    expect(namesOf(loaded)).toEqual(["Acme"]);
    expect(loaded.issues.map(({ severity }) => severity)).toEqual(["warning"]);
  });

  it("takes its token from a variable or a file", async () => {
    const folder = writeFiles({
      "a.json": sourceFile({ name: "A", personalAccessToken: `\${env:TOKEN}` }),
      "b.json": sourceFile({ name: "B", personalAccessToken: `\${file:secrets/token}` }),
      "secrets/token": "2/from-file\n",
    });
    const { sources } = await loadSources(folder, { TOKEN: "2/from-env" });
    expect(sources.map(({ personalAccessToken }) => personalAccessToken.reveal())).toEqual([
      "2/from-env",
      "2/from-file",
    ]);
  });
});

describe("a folder", () => {
  it("gives the sources of its *.json files by file name, and of nothing else", async () => {
    const folder = writeFiles({
      "b.json": sourceFile({ name: "B" }),
      "a.json": { sources: [source({ name: "A1" }), source({ name: "A2" })] },
      "deeper/c.json": sourceFile({ name: "C" }),
      ".d.json": sourceFile({ name: "D" }),
      "e.json.bak": "not JSON",
      "notes.txt": "not JSON",
    });
    const loaded = await loadSources(folder, {});
    expect(loaded.issues).toEqual([]);
    expect(namesOf(loaded)).toEqual(["A1", "A2", "B"]);
  });

  it("is read once when Kubernetes mounts it", async () => {
    const folder = writeFiles({ "..2026_11_24/acme.json": sourceFile() });
    symlinkSync("..2026_11_24", join(folder, "..data"));
    symlinkSync("..data/acme.json", join(folder, "acme.json"));
    const loaded = await loadSources(folder, {});
    expect(loaded.issues).toEqual([]);
    expect(namesOf(loaded)).toEqual(["Acme"]);
  });

  it("without a *.json file is an error", async () => {
    const folder = writeFiles({ "readme.md": "" });
    expect(linesOf(await loadSources(folder, {}), folder)).toEqual([
      ": error: the folder has no *.json file. Put a source file into it",
    ]);
  });

  it("may not hold two sources of one name: the error names both places", async () => {
    const folder = writeFiles({ "a.json": sourceFile(), "b.json": sourceFile() });
    expect(linesOf(await loadSources(folder, {}), folder)).toEqual([
      '/b.json:1:48: error: the name "Acme" is already that of the source at /a.json:1:48. Give each source a name of its own',
    ]);
  });

  it("still gives the sources of its right files", async () => {
    const folder = writeFiles({ "a.json": "{", "b.json": sourceFile({ name: "B" }) });
    const loaded = await loadSources(folder, {});
    expect(namesOf(loaded)).toEqual(["B"]);
    expect(linesOf(loaded, folder)).toEqual(["/a.json:1:2: error: a closing } is missing here"]);
  });
});

describe("a path", () => {
  it("that does not exist is an error", async () => {
    const folder = tempFolder();
    expect(linesOf(await loadSources(join(folder, "none"), {}), folder)).toEqual([
      "/none: error: there is no such file or folder. Name a source file, or a folder of them",
    ]);
  });

  it("below a file, which cannot be, is an error", async () => {
    const folder = writeFiles({ file: "" });
    const { issues } = await loadSources(join(folder, "file", "a.json"), {});
    expect(issues.map(({ code }) => code)).toEqual(["unreadable-file"]);
  });

  it("in a folder that is itself named like a file is an error of that name alone", async () => {
    const folder = writeFiles({ "b.json": sourceFile() });
    mkdirSync(join(folder, "a.json"));
    const loaded = await loadSources(folder, {});
    expect(linesOf(loaded, folder)).toEqual(["/a.json: error: this is a folder, not a file"]);
    expect(namesOf(loaded)).toEqual(["Acme"]);
  });
});

describe("the examples", () => {
  it("load without any variable set and without a finding", async () => {
    const { sources, issues } = await loadSources(EXAMPLES, {});
    expect(issues).toEqual([]);
    expect(sources.map(({ name, workspaceID }) => [name, workspaceID])).toEqual([
      ["Acme", expect.stringMatching(/^\d{16}$/)],
      ["Acme Robotics", expect.stringMatching(/^\d{16}$/)],
    ]);
    expect(sources.map(({ personalAccessToken }) => personalAccessToken.reveal())).toEqual([
      "simulator-token",
      "simulator-token",
    ]);
  });
});
