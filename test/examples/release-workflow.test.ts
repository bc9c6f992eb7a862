import { existsSync, readFileSync } from "node:fs";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { ROOT_FOLDER, rootFile } from "../support/root-file.ts";

const NAME = ".github/workflows/release.yml";
const text = rootFile(NAME);
const { scripts } = JSON.parse(rootFile("package.json"));

describe("the release workflow", () => {
  it("is a workflow as GitHub reads it", () => {
    const { context } = parseWorkflow({ name: NAME, content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it("runs only what is there", () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script = ""]) => script);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
    const [, file = ""] = /run: bash (\S+)/.exec(text) ?? [];
    expect(existsSync(`${ROOT_FOLDER}${file}`)).toBe(true);
  });

  it("gives the right to publish to one job and no token to the checkout", () => {
    const workflow = parse(text);
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(workflow.jobs.publish.permissions["id-token"]).toBe("write");
    expect(text).not.toMatch(/secrets\./);
    expect(readFileSync(`${ROOT_FOLDER}package.json`, "utf8")).toContain('"provenance": true');
  });
});
