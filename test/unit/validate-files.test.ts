import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { loadSources } from "../../src/config/sources.ts";
import { validateFiles } from "../../src/validate/validate-files.ts";
import { source, sourceFile, writeFiles } from "../support/config-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const REAL_TOKEN = "2/1204094735693514/1204094735693515:0123456789abcdef0123456789abcdef";

const SETTINGS_URL = "https://collectors.example.com/receiver/v1/otlp/ZaVnC4dhaV3x9Kq8LmN2pQ7rS";

const box = (config: object): object => ({ config, schemaRef: { type: "Box" }, sourceType: "Universal" });

async function linesOf(files: Readonly<Record<string, unknown>>, ...paths: string[]): Promise<string[]> {
  const folder = writeFiles(files);
  const named = paths.length === 0 ? [folder] : paths.map((path) => join(folder, path));
  const { issues } = await validateFiles(named, async () => new Uint8Array());
  return issues.map((issue) => `${formatIssue(issue)} [${issue.code}]`.replaceAll(`${folder}/`, ""));
}

describe("references", () => {
  it("need neither variables nor files", async () => {
    const config = {
      name: "${env:A}",
      personalAccessToken: "${file:/none}",
      workspaceID: "${env:B}",
      description: "${env:C:-d}",
    };
    expect(await linesOf({ "a.json": sourceFile(config) })).toEqual([]);
  });

  it("need neither in settings, whatever form the setting has", async () => {
    const settings = {
      endpoint: "${env:A}",
      protocol: "${env:B}",
      timeout: "${env:C}",
      asana: { url: "${env:D}", timeout: "${env:E:-5s}" },
      polling: { interval: "${env:F}", startAt: "${env:G}" },
    };
    expect(await linesOf({ "receiver.json": settings })).toEqual([]);
  });

  it("must have the right form", async () => {
    expect(await linesOf({ "a.json": sourceFile({ personalAccessToken: "${ASANA_TOKEN}" }) })).toEqual([
      "a.json:1:77: error: there is a ${…} of an unknown form in this text. Write ${env:NAME}, ${env:NAME:-default} or ${file:/path}; a dollar sign itself is $$ [unknown-reference]",
    ]);
  });

  it("are texts: where a number belongs, they are wrong", async () => {
    expect(await linesOf({ "receiver.json": { asana: { limit: "${env:A}" } } })).toEqual([
      expect.stringContaining("[wrong-type]"),
    ]);
  });
});

describe("a token in a file", () => {
  it("is a warning with what to write instead", async () => {
    expect(await linesOf({ "a.json": sourceFile({ personalAccessToken: REAL_TOKEN }) })).toEqual([
      "a.json:1:77: warning: a token stands in this file for everybody who may read it. Write ${env:ASANA_TOKEN} or ${file:/path} instead, and make a new one if the file was shared [committed-token]",
    ]);
  });

  it("is found in any text when it has the form of Asana's", async () => {
    expect(await linesOf({ "a.json": sourceFile({ description: `old: ${REAL_TOKEN}` }) })).toEqual([
      expect.stringContaining("[committed-token]"),
    ]);
  });

  it("is found in the headers and the endpoint of the settings", async () => {
    const settings = { headers: { Authorization: `Bearer ${REAL_TOKEN}` }, logsEndpoint: SETTINGS_URL };
    const lines = await linesOf({ "receiver.json": settings });
    expect(lines).toEqual([
      expect.stringMatching(
        /^receiver\.json:1:29: warning: a secret stands in this file.*\[committed-token\]$/,
      ),
      expect.stringMatching(/^receiver\.json:1:.*\[committed-token\]$/),
    ]);
  });

  it("is no finding of run", async () => {
    const folder = writeFiles({ "a.json": sourceFile({ personalAccessToken: REAL_TOKEN }) });
    expect((await loadSources(folder, {})).issues).toEqual([]);
  });
});

describe("one Collector", () => {
  it("has a name once, across folders and files", async () => {
    const files = {
      "x/a.json": sourceFile(),
      "y/b.json": { sources: [box({ name: "Acme" }), source({ name: "B" })] },
    };
    expect(await linesOf(files, "x", "y/b.json")).toEqual([
      'y/b.json:1:31: error: the name "Acme" is already that of the source at x/a.json:1:48. Give each source a name of its own [same-name]',
    ]);
  });

  it("compares the names of sources with other mistakes as well", async () => {
    const files = { "a.json": sourceFile({ workspaceID: 1 }), "b.json": sourceFile() };
    expect((await linesOf(files)).map((line) => /\[.*\]$/.exec(line)?.[0])).toEqual([
      "[wrong-type]",
      "[same-name]",
    ]);
  });

  it("reads a file once that is named twice", async () => {
    expect(await linesOf({ "x/a.json": sourceFile() }, "x", "x/a.json", "x")).toEqual([]);
  });

  it("takes 1,000 sources and not one more", async () => {
    const sources = Array.from({ length: 1001 }, (_, index) => source({ name: `S${index}` }));
    expect(await linesOf({ "a.json": { sources: sources.slice(1) } })).toEqual([]);
    expect(
      await linesOf({ "a.json": { sources: sources.slice(1) }, "b.json": { sources: sources.slice(0, 1) } }),
    ).toEqual([
      "b.json:1:31: error: these are 1001 sources, and Sumo Logic takes at most 1000 per Collector. Divide them among several Collectors [too-many-sources]",
    ]);
  });
});

describe("a source that is not Asana's", () => {
  it("is checked for what all have in common", async () => {
    const sources = [
      box({ name: "Box", anything: 1 }),
      box({}),
      { ...box({ name: "C" }), sourceType: "Http" },
    ];
    const lines = await linesOf({ "a.json": { sources } });
    expect(lines.map((line) => line.replace(/^a\.json:\d+:\d+: /, ""))).toEqual([
      expect.stringMatching(/^error: .*sources\[1\]\.config.*name.*\[missing-key\]$/),
      expect.stringMatching(/^error: .*sources\[2\]\.sourceType.*\[wrong-value\]$/),
    ]);
  });
});

describe("what kind a file is", () => {
  it.each([
    ["settings by a path of sources", { sources: "sources", bodi: 1 }, "the file has an unknown key"],
    ["settings by one of its keys", { profile: "x" }, ": error: profile"],
    ["a source file by its list", { sources: [], profile: "x" }, "the file has an unknown key"],
    ["a source file by its envelope", { source: 1, endpoint: "x" }, "the file has an unknown key"],
    ["a source file when it could be either", {}, "neither source nor sources"],
  ])("tells %s", async (_, content, told) => {
    expect(await linesOf({ "a.json": content })).toContainEqual(expect.stringContaining(told));
  });

  it("is settings for an empty object that is named after the receiver", async () => {
    expect(await linesOf({ "receiver.json": {} })).toEqual([]);
  });
});

describe("standard input", () => {
  const validate = async (bytes: Uint8Array) => {
    const { issues } = await validateFiles(["-"], async () => bytes);
    return issues.map(formatIssue);
  };

  it("is checked like a file", async () => {
    expect(await validate(Buffer.from(JSON.stringify(sourceFile({ workspaceID: 1 }))))).toEqual([
      expect.stringMatching(/^<stdin>:1:106: error: source\.config\.workspaceID/),
    ]);
  });

  it("may hold bytes that are no text", async () => {
    expect(await validate(Buffer.from([0xff, 0xfe, 0x7b]))).toEqual([
      "<stdin>: error: the file is in UTF-16 or UTF-32. Save it as UTF-8",
    ]);
  });
});

it("tells what is wrong in the order of the files and their lines", async () => {
  const text = `{\n"source": ${JSON.stringify(source({ workspaceID: "w" }))},\n"sauce": 1\n}`;
  const lines = await linesOf({ "a.json": `\uFEFF${text}`, "b.json": "[" });
  expect(lines.map((line) => line.split(" ")[0])).toEqual([
    "a.json:1:1:",
    "a.json:2:87:",
    "a.json:3:1:",
    "b.json:1:2:",
  ]);
});

it("says that a path is missing", async () => {
  const path = join(tempFolder(), "none");
  const { issues, fileCount } = await validateFiles([path], async () => new Uint8Array());
  expect(issues).toMatchObject([{ code: "no-such-file", file: path, line: 0 }]);
  expect(fileCount).toBe(0);
});
