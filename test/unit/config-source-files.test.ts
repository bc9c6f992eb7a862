import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { loadSources } from "../../src/config/sources.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/config/sources/", import.meta.url));

/** Beside `<case>.json` stands what is said about it; a file without it is one that nothing is said about. */
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".json"))
  .map((name) => name.replace(/\.json$/, ""));

it.each(cases)("says about %s what its .issues file holds", async (name) => {
  const expected = join(FOLDER, `${name}.issues`);
  const { issues } = await loadSources(join(FOLDER, `${name}.json`), {});
  const said = issues.map((issue) => `${formatIssue(issue).replaceAll(FOLDER, "")}\n`).join("");
  expect(said).toBe(existsSync(expected) ? readFileSync(expected, "utf8") : "");
});

it("finds nothing wrong exactly with the files that are called valid", () => {
  const silent = cases.filter((name) => !existsSync(join(FOLDER, `${name}.issues`)));
  expect(silent).toEqual(cases.filter((name) => name.startsWith("valid-")));
});
