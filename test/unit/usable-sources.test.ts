import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadSources } from "../../src/config/sources.ts";
import { usableSources } from "../../src/receiver/configuration.ts";
import { sourceJson } from "../support/line.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BROKEN = '{"source": ';

/** The names of the sources that a run begins with, from files in a folder; undefined: it does not begin. */
async function namesFrom(files: Record<string, string>, { path = "", once = false } = {}) {
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const usable = usableSources(await loadSources(join(folder, path), {}), once);
  return usable?.sources.map(({ name }) => name);
}

describe("a folder with a broken file", () => {
  const files = {
    "a.json": sourceJson({ name: "A" }),
    "b.json": BROKEN,
    "c.json": sourceJson({ name: "C" }),
  };

  it("has the sources of the other files to begin with", async () => {
    expect(await namesFrom(files)).toEqual(["A", "C"]);
    const unset = { ...files, "b.json": sourceJson({ name: "B", personalAccessToken: "${env:UNSET}" }) };
    expect(await namesFrom(unset)).toEqual(["A", "C"]);
  });

  it("has nothing to begin with for a run that ends by itself", async () => {
    expect(await namesFrom(files, { once: true })).toBeUndefined();
    expect(await namesFrom({ "a.json": sourceJson({ name: "A" }) }, { once: true })).toEqual(["A"]);
  });

  it("keeps the issues, for somebody to see", async () => {
    const folder = tempFolder();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const usable = usableSources(await loadSources(folder, {}), false);
    expect(usable?.issues).toMatchObject([{ severity: "error", file: join(folder, "b.json"), line: 1 }]);
  });
});

it("where no file is good, nothing begins", async () => {
  expect(await namesFrom({ "a.json": BROKEN, "b.json": BROKEN })).toBeUndefined();
  expect(await namesFrom({})).toBeUndefined();
  expect(await namesFrom({}, { path: "none" })).toBeUndefined();
});

it("a single file begins whole or not at all", async () => {
  const source = JSON.parse(sourceJson({ name: "A" })).source;
  const wrong = { ...source, config: { ...source.config, name: "B", workspaceID: "" } };
  const both = JSON.stringify({ "api.version": "v1", sources: [source, wrong] });
  expect(await namesFrom({ "a.json": both }, { path: "a.json" })).toBeUndefined();
  expect(await namesFrom({ "a.json": both, "c.json": sourceJson({ name: "C" }) })).toEqual(["C"]);
});

it("of two sources with one name, that of the first file begins", async () => {
  const workspaceID = "1200000000000042";
  const files = { "a.json": sourceJson({ category: "first" }), "b.json": sourceJson({ workspaceID }) };
  expect(await namesFrom({ ...files, "c.json": sourceJson({ name: "C" }) })).toEqual(["Acme", "C"]);
  const folder = tempFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  expect(usableSources(await loadSources(folder, {}), false)?.sources).toMatchObject([{ category: "first" }]);
});
