import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGE_ROOT, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { expandSnippet } from "../support/code-server-snippet.ts";
import { buildVsix, schemaFiles } from "../support/code-server-vsix.ts";

interface Manifest {
  readonly version: string;
  readonly contributes: { jsonValidation: { fileMatch: string[]; url: string }[] };
}

/** Which schema a file made of the snippet is checked with. */
const SCHEMA_OF = {
  "asana-source": "asana-source.schema.json",
  "asana-sources": "asana-source.schema.json",
  "sumo-source": "universal-source.schema.json",
  "otel-asana-receiver": "receiver.schema.json",
};

describe("the packed VS Code extension", () => {
  let folder = "";
  let vsix = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "otel-asana-vsix-"));
    vsix = await buildVsix(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const list = (): string[] => execFileSync("unzip", ["-Z1", vsix], { encoding: "utf8" }).trim().split("\n");
  const read = (name: string): Buffer => execFileSync("unzip", ["-p", vsix, `extension/${name}`]);
  const readJson = (name: string): unknown => JSON.parse(read(name).toString());
  const published = (name: string): Buffer => readFileSync(new URL(name, PACKAGE_ROOT));

  it("holds its manifest, papers, snippets and schemas, and nothing else", () => {
    expect(list().toSorted()).toEqual(
      [
        "[Content_Types].xml",
        "extension.vsixmanifest",
        "extension/LICENSE.txt",
        "extension/package.json",
        "extension/readme.md",
        "extension/snippets/json.json",
        ...schemaFiles().map((file) => `extension/schemas/${file}`),
      ].toSorted(),
    );
  });

  it("carries the package's version and no code", () => {
    const manifest = readJson("package.json") as Manifest;
    expect(manifest.version).toBe(PACKAGE_VERSION);
    expect(manifest).not.toHaveProperty("main");
    expect(manifest).not.toHaveProperty("browser");
    expect(manifest).not.toHaveProperty("activationEvents");
  });

  it("holds every schema of files that people write, byte for byte, and claims files for each", () => {
    const { contributes } = readJson("package.json") as Manifest;
    const claimed = contributes.jsonValidation.map(({ url }) => url.replace("./schemas/", ""));
    expect(claimed.toSorted()).toEqual(schemaFiles().toSorted());
    for (const file of schemaFiles()) {
      expect(read(`schemas/${file}`).equals(published(`schemas/${file}`)), file).toBe(true);
    }
  });

  it("offers snippets whose files are right as they stand", () => {
    const snippets = Object.values(readJson("snippets/json.json") as Record<string, Snippet>);
    expect(snippets.map(({ prefix }) => prefix).toSorted()).toEqual(Object.keys(SCHEMA_OF).toSorted());
    for (const { prefix, body } of snippets) {
      // The editor's keywords are none of its business here.
      const validate = new Ajv({ strict: false }).compile(readJson(`schemas/${SCHEMA_OF[prefix]}`) as object);
      validate(JSON.parse(expandSnippet(body.join("\n"))));
      expect(validate.errors, prefix).toBeNull();
    }
  });

  it("claims the files that the published catalog names", () => {
    const { contributes } = readJson("package.json") as Manifest;
    const catalog = JSON.parse(published("schemas/catalog.json").toString()) as Catalog;
    const own = contributes.jsonValidation.map(({ url, fileMatch }) => ({
      file: url.replace("./schemas/", ""),
      // The catalog's form knows no exclusion.
      fileMatch: fileMatch.filter((glob) => !glob.startsWith("!")).toSorted(),
    }));
    const named = catalog.schemas.map(({ url, fileMatch }) => ({
      file: url.slice(url.lastIndexOf("/") + 1),
      fileMatch: fileMatch.toSorted(),
    }));
    expect(own).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(own));
  });
});

interface Snippet {
  readonly prefix: keyof typeof SCHEMA_OF;
  readonly body: readonly string[];
}

interface Catalog {
  readonly schemas: readonly { readonly url: string; readonly fileMatch: readonly string[] }[];
}
