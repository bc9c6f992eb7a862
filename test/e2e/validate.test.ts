import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { source, sourceFile, writeFiles } from "../support/config-file.ts";
import { runCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

const WARNING = sourceFile({ workspaceID: "w" });
const ERROR = sourceFile({ workspaceID: 1 });

describe("validate ends with", () => {
  it("0 and says so when all is right", async () => {
    const { code, stdout } = await runCommand([
      "validate",
      join(EXAMPLES, "receiver.json"),
      join(EXAMPLES, "sources"),
    ]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Nothing to say about 3 files.\n" });
  });

  it("1 when there is an error, wherever it is in a folder", async () => {
    const folder = writeFiles({ "a.json": sourceFile({ name: "A" }), "b.json": ERROR });
    const { code, stdout } = await runCommand(["validate", folder]);
    expect(code).toBe(1);
    expect(stdout).toContain(`${join(folder, "b.json")}:1:106: error: source.config.workspaceID`);
    expect(stdout).toMatch(/\n1 error and 0 warnings in 2 files\.\n$/);
  });

  it.each([
    [[], 0],
    [["--max-warnings", "1"], 0],
    [["--max-warnings", "0"], 1],
  ])("warnings and %j with %i", async (options, expected) => {
    const folder = writeFiles({ "a.json": WARNING });
    const { code, stdout } = await runCommand(["validate", folder, ...options]);
    expect(stdout).toContain("[workspace-id]");
    expect(code).toBe(expected);
  });

  it("2 when a path is missing, and still tells about the others", async () => {
    const folder = writeFiles({ "b.json": ERROR });
    const { code, stdout } = await runCommand(["validate", join(folder, "a.json"), join(folder, "b.json")]);
    expect(code).toBe(2);
    expect(stdout).toContain("a.json: error: there is no such file");
    expect(stdout).toContain("b.json:1:106: error:");
  });

  it.each([
    [["validate"], "missing required argument"],
    [["validate", "x.json", "--format", "xml"], "Allowed choices are pretty, json, github, sarif"],
    [["validate", "x.json", "--max-warnings", "many"], "--max-warnings must be a whole number"],
  ])("2 for %j", async (args, message) => {
    const { code, stdout, stderr } = await runCommand(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });
});

describe("validate", () => {
  it("reads standard input", () => {
    const run = (input: string) =>
      spawnSync(process.execPath, [MAIN, "validate", "-"], { input, encoding: "utf8" });
    expect(run(JSON.stringify(sourceFile()))).toMatchObject({ status: 0, stderr: "" });
    expect(run(JSON.stringify(ERROR))).toMatchObject({
      status: 1,
      stdout: expect.stringContaining("<stdin>:1:106: error:"),
    });
  });

  it("prints all of a long text, also into a pipe", async () => {
    const sources = Array.from({ length: 400 }, () => source({ workspaceID: 1, name: 1 }));
    const { stdout } = await runCommand(["validate", writeFiles({ "a.json": { sources } })]);
    expect(stdout.length).toBeGreaterThan(100_000);
    expect(stdout).toMatch(/\n800 errors and 0 warnings in 1 file\.\n$/);
  });

  it("takes it quietly when its reader has seen enough", () => {
    const sources = Array.from({ length: 400 }, () => source({ workspaceID: 1 }));
    const file = join(writeFiles({ "a.json": { sources } }), "a.json");
    const script = '"$0" "$1" validate "$2" | head -n 1';
    const { stdout, stderr } = spawnSync("sh", ["-c", script, process.execPath, MAIN, file], {
      encoding: "utf8",
    });
    expect(stdout).toContain("error: sources[0].config.workspaceID");
    expect(stderr).toBe("");
  });

  it.each(["json", "sarif"])("prints one JSON text with --format %s", async (format) => {
    const folder = writeFiles({ "a.json": ERROR });
    const { code, stdout } = await runCommand(["validate", folder, "--format", format]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toBeTypeOf("object");
  });

  it("prints nothing with --format github when all is right", async () => {
    const folder = writeFiles({ "a.json": sourceFile() });
    const { code, stdout } = await runCommand(["validate", folder, "--format", "github"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  });

  it("says the same as run about a source that run refuses", async () => {
    const folder = writeFiles({ "a.json": { source: { ...source(), sourceTyp: "Universal" } } });
    const validated = await runCommand(["validate", folder, "--format", "github"]);
    const run = await runCommand(["run", "--sources", folder, "--once"]);
    expect([validated.code, run.code]).toEqual([1, 1]);
    const [, message = ""] = /::error .*?::(.*)\n/.exec(validated.stdout) ?? [];
    expect(message).not.toBe("");
    expect(run.stderr).toContain(`: error: ${message}\n`);
  });
});

describe("schema", () => {
  it("prints the folder and the names", async () => {
    const { code, stdout } = await runCommand(["schema"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")).toEqual(
      expect.arrayContaining([
        fileURLToPath(new URL("../../schemas/", import.meta.url)),
        "  asana-source",
        "  receiver",
      ]),
    );
  });

  it("prints a schema", async () => {
    const { code, stdout } = await runCommand(["schema", "receiver"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ $schema: "http://json-schema.org/draft-07/schema#" });
  });

  it("ends with 2 for a name there is not", async () => {
    const { code, stderr } = await runCommand(["schema", "../package"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no schema of that name\. There are .*asana-source/);
  });
});

describe("init", () => {
  it("writes a folder that validate has nothing to say about", async () => {
    const folder = join(tempFolder(), "new", "folder");
    expect(await runCommand(["init", folder])).toMatchObject({ code: 0, stderr: "" });
    const paths = [join(folder, "receiver.json"), join(folder, "sources")];
    expect(await runCommand(["validate", "--max-warnings", "0", ...paths])).toMatchObject({
      code: 0,
      stdout: "Nothing to say about 2 files.\n",
    });
  });

  it("associates its files with schemas of the package", async () => {
    const folder = tempFolder();
    await runCommand(["init", folder]);
    const schemas = associationsIn(folder);
    const { stdout } = await runCommand(["schema"]);
    for (const { url } of schemas) {
      const [, name = ""] =
        /^\.\/node_modules\/otel-asana-receiver\/schemas\/(.*)\.schema\.json$/.exec(url) ?? [];
      expect(stdout).toContain(`  ${name}\n`);
    }
    expect(schemas.map(({ fileMatch }) => fileMatch)).toEqual([["/sources/*.json"], ["/receiver.json"]]);
  });

  it("leaves what is there, and says so", async () => {
    const folder = writeFiles({ "receiver.json": "mine", "sources/asana.json": "mine as well" });
    const { code, stdout } = await runCommand(["init", folder]);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, "receiver.json"), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "sources/asana.json"), "utf8")).toBe("mine as well");
    expect(stdout).toContain(`${join(folder, "receiver.json")} is there already and stays as it is\n`);
    expect(associationsIn(folder)).toHaveLength(2);
  });

  it("ends with 1 when it may not write there", async () => {
    const folder = writeFiles({ file: "" });
    const { code, stderr } = await runCommand(["init", join(folder, "file")]);
    expect(code).toBe(1);
    expect(stderr).toContain("cannot be written");
  });
});

function associationsIn(folder: string): { fileMatch: string[]; url: string }[] {
  return JSON.parse(readFileSync(join(folder, ".vscode", "settings.json"), "utf8"))["json.schemas"];
}
