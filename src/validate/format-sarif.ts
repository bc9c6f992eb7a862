import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Issue } from "../config/issue.ts";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../lib/package-info.ts";
import { printableJson } from "../lib/printable-json.ts";
import { describeRule } from "./rules.ts";
import { type Findings, STDIN } from "./validate-files.ts";

const SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** Findings as a SARIF 2.1.0 log; files are named relative to `cwd` where they stand below it. */
export function formatSarif({ issues }: Findings, cwd: string): string {
  const rules = [...new Set(issues.map(({ code }) => code))].sort();
  const driver = {
    name: PACKAGE_NAME,
    version: PACKAGE_VERSION,
    rules: rules.map((id) => ({ id, shortDescription: { text: describeRule(id) } })),
  };
  const results = issues.map((issue) => toResult(issue, rules.indexOf(issue.code), cwd));
  return printableJson({
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  });
}

function toResult(issue: Issue, ruleIndex: number, cwd: string): object {
  const { code, severity, message, hint, pointer } = issue;
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint === undefined ? message : `${message}. ${hint}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: toUri(issue.file, cwd) }, ...regionOf(issue) },
        ...(pointer === undefined || pointer === ""
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
      },
    ],
  };
}

function regionOf({ line, column, endLine = line, endColumn = column }: Issue): object {
  if (line === 0) return {};
  return { region: { startLine: line, startColumn: column, endLine, endColumn } };
}

function toUri(file: string, cwd: string): string {
  if (file === STDIN) return encodeURIComponent(file);
  const path = relative(cwd, resolve(cwd, file));
  if (path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path)) {
    return pathToFileURL(resolve(cwd, file)).href;
  }
  return path.split(sep).map(encodeURIComponent).join("/");
}
