import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { describeRule } from "../../src/validate/rules.ts";
import { validateFiles } from "../../src/validate/validate-files.ts";

const FOLDER = fileURLToPath(new URL("../fixtures/config/sources/", import.meta.url));

/** What only `run` says: it follows references, runs Asana's sources only, and needs one of them. */
const SAID_BY_RUN_ONLY =
  /the variable \w+ is not set|names no-such-token|of the type "Box"|there is no source in it/;

const cases = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

it.each(cases)("says about %s what run says, in the same words", async (name) => {
  const expected = join(FOLDER, name.replace(/\.json$/, ".issues"));
  const lines = existsSync(expected) ? readFileSync(expected, "utf8").trimEnd().split("\n") : [];
  const { issues } = await validateFiles([join(FOLDER, name)], async () => new Uint8Array());
  const said = issues.map((issue) => formatIssue(issue).replaceAll(FOLDER, ""));
  expect(said).toEqual(lines.filter((line) => !SAID_BY_RUN_ONLY.test(line)));
});

it("has a sentence for every rule", async () => {
  const { issues } = await validateFiles([FOLDER], async () => new Uint8Array());
  const codes = new Set(issues.map(({ code }) => code));
  expect(codes.size).toBeGreaterThan(10);
  for (const code of codes) expect(describeRule(code)).not.toContain(code);
});
