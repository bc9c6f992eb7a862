import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDuration } from "../../src/config/duration.ts";
import { validateSettings } from "../../src/schema/registry.ts";
import { source } from "../support/config-file.ts";
import { compileStrictly, readSchema } from "../support/editor-schemas.ts";

const ROOT = new URL("../../", import.meta.url);
const EXAMPLES = ["examples/sources/acme.json", "examples/sources/subsidiaries.json"];

type Json = Record<string, unknown>;

function readJson(path: string): Json {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
}

/** Every schema within a schema, itself included, with the path that leads to it. */
function schemasIn(schema: Json, path = "#"): [string, Json][] {
  const children = ["properties", "definitions"].flatMap((group) =>
    Object.entries((schema[group] ?? {}) as Record<string, Json>).flatMap(([key, child]) =>
      schemasIn(child, `${path}/${group}/${key}`),
    ),
  );
  return [[path, schema], ...children];
}

describe.each(["asana-source", "receiver"])("the schema %s", (name) => {
  const schema = readJson(`schemas/${name}.schema.json`);

  it("is of draft-07 and refers to nothing outside itself", () => {
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#");
    const references = JSON.stringify(schema).match(/"\$ref":"[^"]*"/g) ?? [];
    expect(references.filter((reference) => !reference.startsWith('"$ref":"#/'))).toEqual([]);
  });

  it("has no keyword beside a $ref, which editors would pass over", () => {
    const mixed = schemasIn(schema).filter(([, one]) => "$ref" in one && Object.keys(one).length > 1);
    expect(mixed).toEqual([]);
  });

  it("describes everything, and leaves no object open", () => {
    for (const [path, one] of schemasIn(schema)) {
      if ("$ref" in one) continue;
      expect(one["description"], path).toEqual(expect.any(String));
      // What the API reports of a source's state is Sumo Logic's matter.
      if (one["type"] === "object" && !path.endsWith("/state"))
        expect(one, path).toHaveProperty("additionalProperties");
    }
  });
});

describe("the schema of a source file", () => {
  const isValid = compileStrictly(readSchema("asana-source"));

  it.each(EXAMPLES)("takes %s", (path) => {
    expect(isValid(readJson(path))).toBe(true);
  });

  it.each([
    ["one source", { "api.version": "v1", source: source() }, true],
    ["several", { "api.version": "v1", sources: [source(), source()] }, true],
    ["one without api.version", { source: source() }, true],
    ["both", { source: source(), sources: [source()] }, false],
    ["neither", { "api.version": "v1" }, false],
    ["a bare source", source(), false],
    ["another version", { "api.version": "v2", source: source() }, false],
    ["a masked token", { source: source({ personalAccessToken: "********" }) }, false],
    ["a number for the workspace", { source: source({ workspaceID: 1 }) }, false],
    ["an unknown key", { source: source({ workspaceId: "1" }) }, false],
  ])("judges a file with %s", (_, value, expected) => {
    expect(isValid(value)).toBe(expected);
  });
});

describe("the schema of the settings", () => {
  it("takes the example, and a file without anything", () => {
    expect(validateSettings(readJson("examples/receiver.json"))).toBe(true);
    expect(validateSettings({})).toBe(true);
  });

  it("takes its own defaults", () => {
    for (const [path, { default: value }] of schemasIn(readJson("schemas/receiver.schema.json"))) {
      if (value === undefined) continue;
      const keys = path.split("/").filter((step) => step !== "#" && step !== "properties");
      const settings = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
      expect(validateSettings(settings), path).toBe(true);
    }
  });

  it.each([
    "30s",
    "1m30s",
    "0.5h",
    "7d",
    "500ms",
    "",
    "30",
    "s",
    "-30s",
    "30 s",
    "1m30",
    "30s\n",
    "1w",
    ".5s",
  ])("takes the same durations as the reader of durations: %j", (timeout) => {
    expect(validateSettings({ timeout })).toBe(parseDuration(timeout) !== undefined);
  });
});
