import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Issue } from "../../src/config/issue.ts";
import { formatGithub } from "../../src/validate/format-github.ts";
import { formatJson } from "../../src/validate/format-json.ts";
import { formatPretty } from "../../src/validate/format-pretty.ts";
import { formatSarif } from "../../src/validate/format-sarif.ts";
import type { Findings } from "../../src/validate/validate-files.ts";

const CWD = "/home/ada";

const ERROR: Issue = {
  severity: "error",
  code: "unknown-key",
  message: 'source.config has an unknown key "workspaceId"',
  hint: 'Did you mean "workspaceID"?',
  file: "sources/acme.json",
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 16,
  pointer: "/workspaceId",
};

const WARNING: Issue = { ...ERROR, severity: "warning", code: "workspace-id", message: "no digits" };

const MISSING: Issue = { ...asFileIssue(ERROR), code: "no-such-file", message: "there is no such file" };

function asFileIssue({ severity, code, message, file }: Issue): Issue {
  return { severity, code, message, file, line: 0, column: 0 };
}

function findings(...issues: readonly Issue[]): Findings {
  const text = '{\n  "workspaceId": 12,\n  "name": "Acme"\n}\n';
  return { issues, texts: new Map([["sources/acme.json", text]]), fileCount: 1 };
}

/** Anything a name or a message may hold. */
const anyIssue = fc.record({
  severity: fc.constantFrom("error", "warning"),
  code: fc.constantFrom("unknown-key", "not-json"),
  message: fc.string({ unit: "grapheme", minLength: 1 }),
  hint: fc.string({ unit: "binary", minLength: 1 }),
  file: fc.string({ unit: "grapheme", minLength: 1 }),
  line: fc.nat(9),
  column: fc.integer({ min: 1, max: 99 }),
  pointer: fc.string({ unit: "binary" }),
});

describe("pretty", () => {
  it("tells place, level, message, hint and rule, shows the lines, and sums up", () => {
    expect(formatPretty(findings(ERROR))).toBe(
      [
        'sources/acme.json:2:3: error: source.config has an unknown key "workspaceId". Did you mean "workspaceID"? [unknown-key]',
        "    1 | {",
        '  > 2 |   "workspaceId": 12,',
        "      |   ^^^^^^^^^^^^^",
        '    3 |   "name": "Acme"',
        "",
        "1 error and 0 warnings in 1 file.",
      ].join("\n"),
    );
  });

  it("shows no lines of a file that could not be read", () => {
    expect(formatPretty({ ...findings(MISSING), texts: new Map() })).toBe(
      "sources/acme.json: error: there is no such file [no-such-file]\n\n1 error and 0 warnings in 1 file.",
    );
  });

  it("says that it looked when there is nothing to say", () => {
    expect(formatPretty({ ...findings(), fileCount: 3 })).toBe("Nothing to say about 3 files.");
  });
});

describe("json", () => {
  it("has every part of a finding", () => {
    expect(JSON.parse(formatJson(findings(ERROR)))).toEqual({
      valid: false,
      diagnostics: [
        {
          file: "sources/acme.json",
          ruleId: "unknown-key",
          level: "error",
          message: ERROR.message,
          hint: ERROR.hint,
          pointer: "/workspaceId",
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: 16,
        },
      ],
    });
  });

  it("is valid with warnings only", () => {
    expect(JSON.parse(formatJson(findings(WARNING)))).toMatchObject({ valid: true });
  });

  it("has null for the place of what has none", () => {
    expect(JSON.parse(formatJson(findings(MISSING)))).toMatchObject({
      diagnostics: [{ line: null, column: null, endLine: null, endColumn: null, pointer: null, hint: null }],
    });
  });

  it("keeps every text, and holds no control or direction character", () => {
    fc.assert(
      fc.property(anyIssue, (issue) => {
        const text = formatJson(findings(issue));
        expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
        const { file, message, hint, pointer } = issue;
        expect(JSON.parse(text).diagnostics).toMatchObject([{ file, message, hint, pointer }]);
      }),
    );
  });
});

describe("github", () => {
  it("is one workflow command for each finding", () => {
    expect(formatGithub(findings(ERROR, WARNING))).toBe(
      [
        '::error file=sources/acme.json,line=2,col=3,endLine=2,endColumn=16,title=unknown-key::source.config has an unknown key "workspaceId". Did you mean "workspaceID"?',
        '::warning file=sources/acme.json,line=2,col=3,endLine=2,endColumn=16,title=workspace-id::no digits. Did you mean "workspaceID"?',
      ].join("\n"),
    );
  });

  it("names only the file of what has no line", () => {
    expect(formatGithub(findings(MISSING))).toBe(
      "::error file=sources/acme.json,title=no-such-file::there is no such file",
    );
  });

  it("escapes what would end a property or the command", () => {
    const { hint: _, ...issue } = { ...ERROR, file: "a:b,c%d\r\ne", message: "100%:\r\n, ::error::x" };
    expect(formatGithub(findings(issue))).toBe(
      "::error file=a%3Ab%2Cc%25d%0D%0Ae,line=2,col=3,endLine=2,endColumn=16,title=unknown-key::100%25:%0D%0A, ::error::x",
    );
  });

  it("is always one line for each finding", () => {
    fc.assert(
      fc.property(anyIssue, (issue) => {
        expect(formatGithub(findings(issue))).toMatch(/^::(error|warning) file=[^\r\n]*$/);
      }),
    );
  });
});

describe("sarif", () => {
  const folder = new URL("../fixtures/sarif/", import.meta.url);
  const official = JSON.parse(readFileSync(new URL("sarif-2.1.0-rtm.5.json", folder), "utf8"));
  // Named as draft-04, of which it uses nothing that draft-07 has changed but the keyword id.
  const { $schema: _, id: __, ...schema } = official;
  const isSarif = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false }).compile(schema);

  function sarifOf(...issues: readonly Issue[]) {
    const log = JSON.parse(formatSarif(findings(...issues), CWD));
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    return log.runs[0];
  }

  it("is checked by a schema that refuses what is not SARIF", () => {
    expect(isSarif({ version: "2.1.0", runs: [{}] })).toBe(false);
  });

  it("is valid without a finding, so that old ones are closed", () => {
    expect(sarifOf()).toMatchObject({ columnKind: "utf16CodeUnits", results: [] });
  });

  it("has each finding, and each of its rules once", () => {
    const run = sarifOf(WARNING, ERROR, ERROR);
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      "unknown-key",
      "workspace-id",
    ]);
    expect(run.results).toHaveLength(3);
    expect(run.results[1]).toEqual({
      ruleId: "unknown-key",
      ruleIndex: 0,
      level: "error",
      message: { text: `${ERROR.message}. ${ERROR.hint}` },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "sources/acme.json" },
            region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 16 },
          },
          logicalLocations: [{ fullyQualifiedName: "/workspaceId" }],
        },
      ],
    });
    expect(run.results.map(({ ruleIndex }: { ruleIndex: number }) => ruleIndex)).toEqual([1, 0, 0]);
  });

  it.each([
    ["/home/ada/a/b.json", "a/b.json"],
    ["a b/ü#%?.json", "a%20b/%C3%BC%23%25%3F.json"],
    ["../other/a b.json", "file:///home/other/a%20b.json"],
    ["..a/b.json", "..a/b.json"],
    ["<stdin>", "%3Cstdin%3E"],
  ])("names the file %s as %s", (file, uri) => {
    const run = sarifOf({ ...ERROR, file });
    expect(run.results[0].locations[0].physicalLocation.artifactLocation).toEqual({ uri });
  });

  it("is valid whatever a finding holds", () => {
    fc.assert(fc.property(anyIssue, (issue) => void sarifOf(issue)));
  });
});
