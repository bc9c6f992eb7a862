import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startLine } from "../support/line.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const execute = promisify(execFile);

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "otel-asana-pack-"));
  let tarball = "";
  let paths: string[] = [];

  beforeAll(async () => {
    await execute("npm", ["run", "build"], { cwd: ROOT });
    const pack = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
    const { stdout } = await execute("npm", pack, { cwd: ROOT });
    const [packed] = Object.values(JSON.parse(stdout)) as [{ filename: string; files: { path: string }[] }];
    tarball = join(folder, packed.filename);
    paths = packed.files.map(({ path }) => path);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds the program, the schemas, the examples and the papers, and nothing else", () => {
    expect(paths).toContain("dist/main.js");
    expect(new Set(paths.map((path) => path.split("/")[0]))).toEqual(
      new Set(["CHANGELOG.md", "LICENSE", "README.md", "dist", "examples", "package.json", "schemas", "src"]),
    );
    for (const kind of ["schemas", "examples"]) {
      const files = readdirSync(join(ROOT, kind)).filter((name) => name.endsWith(".json"));
      expect(files.length).toBeGreaterThan(0);
      expect(paths).toEqual(expect.arrayContaining(files.map((name) => `${kind}/${name}`)));
    }
    expect(paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))).toEqual([]);
  });

  it("starts with npx from the tarball in an empty folder", async () => {
    const empty = tempFolder();
    const { args, sink } = await startLine({ events: 5 });
    await execute("npm", ["init", "-y"], { cwd: empty });
    await execute("npm", ["install", "--no-audit", "--ignore-scripts", tarball], { cwd: empty });
    await execute("npx", ["otel-asana-receiver", "run", "--once", ...args], { cwd: empty });
    expect(sink.counts.distinctGids).toBe(5);
  });
});
