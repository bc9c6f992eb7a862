import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PACKAGE_NAME, PACKAGE_ROOT, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { readSchema, SCHEMA_NAMES } from "../support/editor-schemas.ts";

interface Entry {
  readonly name: string;
  readonly description: string;
  readonly fileMatch: readonly string[];
  readonly url: string;
  readonly versions: Readonly<Record<string, string>>;
}

const catalog: { readonly $schema: string; readonly version: number; readonly schemas: readonly Entry[] } =
  JSON.parse(readFileSync(new URL("schemas/catalog.json", PACKAGE_ROOT), "utf8"));

const ENDING = ".schema.json";

it("the catalog is of SchemaStore's form and names every schema once, in the order of their names", () => {
  expect(catalog.$schema).toBe("https://json.schemastore.org/schema-catalog.json");
  expect(catalog.version).toBe(1);
  expect(catalog.schemas.map(({ url }) => url.split("/").at(-1))).toEqual(
    SCHEMA_NAMES.map((name) => name + ENDING).toSorted(),
  );
  const names = catalog.schemas.map(({ name }) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
});

describe.each(catalog.schemas)("SchemaStore's rules are met by $name", (entry) => {
  it("in its keys", () => {
    expect(Object.keys(entry)).toEqual(["name", "description", "fileMatch", "url", "versions"]);
  });

  it("in name and description: no line break, no word of its being a schema, no stray end", () => {
    for (const text of [entry.name, entry.description]) {
      expect(text).not.toMatch(/schema/i);
      expect(text).not.toMatch(/[\r\n]/);
      expect(text).not.toMatch(/[,.\- ]$/);
    }
  });

  it("in its globs: simple, from any folder, not generic, and nobody else's", () => {
    const others = catalog.schemas.filter((other) => other !== entry).flatMap(({ fileMatch }) => fileMatch);
    expect(new Set([...others, ...entry.fileMatch]).size).toBe(others.length + entry.fileMatch.length);
    for (const glob of entry.fileMatch) {
      if (glob.includes("/")) expect(glob).toMatch(/^\*\*\//);
      expect(glob).not.toMatch(/[!{}()[\]?+@|]/);
      // A name alone must tell whose file it is.
      expect(glob).toMatch(/asana|sumo/);
      expect(glob).toMatch(/\.json$/);
    }
  });

  it("in its address: https, of the published package, and a file that is there", () => {
    const file = entry.url.split("/").at(-1) ?? "";
    const [major] = PACKAGE_VERSION.split(".");
    expect(entry.url).toBe(`https://unpkg.com/${PACKAGE_NAME}@${major}/schemas/${file}`);
    expect(existsSync(new URL(`schemas/${file}`, PACKAGE_ROOT))).toBe(true);
  });

  it("in its versions: the present one is the schema's own name", () => {
    const name = SCHEMA_NAMES.find((each) => entry.url.endsWith(each + ENDING)) ?? "receiver";
    expect(entry.versions[PACKAGE_VERSION]).toBe(readSchema(name)["$id"]);
  });
});

it.each(SCHEMA_NAMES)(
  "the file of %s begins with its first character, not with a byte order mark",
  (name) => {
    const [first] = readFileSync(new URL(`schemas/${name}${ENDING}`, PACKAGE_ROOT));
    expect(first).toBe("{".charCodeAt(0));
  },
);
