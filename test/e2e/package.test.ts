import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildByHand } from "../support/docker-image.ts";
import { freePort } from "../support/free-port.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const MANIFEST = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const execute = promisify(execFile);

describe("the package", { timeout: 300_000 }, () => {
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
    expect(paths.filter((path) => /^src\/(?!web\/assets\/)/.test(path))).toEqual([]);
    for (const kind of ["schemas", "examples"]) {
      const files = readdirSync(join(ROOT, kind)).filter((name) => name.endsWith(".json"));
      expect(files.length).toBeGreaterThan(0);
      expect(paths).toEqual(expect.arrayContaining(files.map((name) => `${kind}/${name}`)));
    }
    const sources = paths.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
    expect(sources.filter((path) => !path.startsWith("examples/"))).toEqual([]);
  });

  it("is below a megabyte", () => {
    expect(statSync(tarball).size).toBeLessThan(1_000_000);
  });

  it("has what its exports name, types among it", () => {
    const targets = Object.values(MANIFEST.exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target as Record<string, string>),
    );
    const files = targets.filter((target) => !target.includes("*")).map((target) => target.replace("./", ""));
    expect(files).toContain("dist/index.d.ts");
    expect(paths).toEqual(expect.arrayContaining(files));
  });

  it("runs no script when it is installed, nor does anything it brings", () => {
    const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
    const hooks = ["preinstall", "install", "postinstall", "prepare"];
    expect(hooks.filter((hook) => hook in MANIFEST.scripts)).toEqual([]);
    const packages = Object.entries<Record<string, boolean>>(lock.packages);
    const installed = packages.filter(([, { dev, devOptional }]) => !dev && !devOptional);
    expect(installed.length).toBeGreaterThan(10);
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it("starts with npx from the tarball in an empty folder, and npm tells all that it brings", async () => {
    const empty = tempFolder();
    const { args, sink } = await startLine({ events: 5 });
    await execute("npm", ["init", "-y"], { cwd: empty });
    await execute("npm", ["install", "--no-audit", "--ignore-scripts", tarball], { cwd: empty });
    await execute("npx", ["otel-asana-receiver", "run", "--once", ...args], { cwd: empty });
    expect(sink.counts.distinctGids).toBe(5);
    const { stdout: sbom } = await execute("npm", ["sbom", "--sbom-format=cyclonedx"], { cwd: empty });
    const purls = JSON.parse(sbom).components.map(({ purl }: { purl: string }) => purl);
    for (const [name, version] of Object.entries(MANIFEST.dependencies)) {
      expect(purls).toContain(`pkg:npm/${name.replace("@", "%40")}@${version}`);
    }
  });

  it("runs as the Dockerfile builds it: from a read-only folder, not as root, with its state in a volume", async () => {
    const line = await startLine({ events: 250 });
    const port = await freePort();
    const { sources, endpoint } = line.flags;
    const listen = `127.0.0.1:${port}`;
    line.writeSettings({ sources, endpoint, asana: { url: line.asana.url }, listen });
    const image = await buildByHand(tarball, line.folder);
    const { child, ended } = image.run(line.flags.settings ?? "");
    await vi.waitFor(async () => expect(await image.checkHealth(port)).toBe(0), { timeout: 30_000 });
    await vi.waitFor(() => expect(line.sink.counts.distinctGids).toBe(250), { timeout: 30_000 });
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(await image.checkHealth(port)).toBe(1);
    expect(readdirSync(image.state)).toContain("state.sqlite");
  });

  it("is a library for a program in strict TypeScript in another folder", async () => {
    const program = consumer(tarball);
    await execute(process.execPath, [TSC, "-p", program], { cwd: program });
    const line = await startLine({ events: 250 });
    const { sources, storage } = line.flags;
    line.writeSettings({ sources, storage, asana: { url: line.asana.url } });
    const args = [join(program, "out/to-file.js"), join(line.folder, "receiver.json"), "events.jsonl"];
    const child = spawn(process.execPath, args, { cwd: program, stdio: "inherit" });
    const ended = once(child, "exit");
    const gids = (): string[] =>
      readFileSync(join(program, "events.jsonl"), "utf8")
        .split("\n")
        .filter((text) => text !== "")
        .map((text) => JSON.parse(text).gid);
    await vi.waitFor(() => expect(gids()).toEqual([...line.asana.gids(WORKSPACE)]), { timeout: 20_000 });
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });
});

/** A folder with the example, the package from its tarball, and the package's dependencies as they are here. */
function consumer(tarball: string): string {
  const folder = tempFolder();
  const modules = join(folder, "node_modules");
  const own = join(modules, "otel-asana-receiver");
  mkdirSync(own, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", own]);
  for (const name of ["@opentelemetry", "@types", "@hono", "@bufbuild"]) link(modules, name);
  for (const name of Object.keys(MANIFEST.dependencies)) if (!name.startsWith("@")) link(modules, name);
  copyFileSync(join(own, "examples/library/to-file.ts"), join(folder, "to-file.ts"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  const compilerOptions = {
    strict: true,
    module: "nodenext",
    target: "es2024",
    types: ["node"],
    outDir: "out",
  };
  const config = { compilerOptions, files: ["to-file.ts"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  return folder;
}

function link(modules: string, name: string): void {
  symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
}
