import { execFile } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../src/lib/package-info.ts";
import { hasTool } from "../support/installed-tool.ts";
import { findUnportable } from "../support/portable-pattern.ts";
import { tempFolder } from "../support/temp-folder.ts";

const execute = promisify(execFile);

const FOLDER = new URL("schemas/", PACKAGE_ROOT);
const FILES = readdirSync(FOLDER).filter((file) => /\.(schema|openapi)\.json$/.test(file));

/** Every pattern of all published schemas, once. */
const PATTERNS = [...new Set(FILES.flatMap((file) => patternsIn(read(file))))];

/** Texts of which some engines say other things than others, where a pattern lets them. A line end at the end is Python's own. */
const SAMPLES = [
  ...["", " ", "a", "a b", "é", "ÿ", "Ā", "€", "\u{1f511}", "٣", "1", "12", "-1h", "1.5h", "30s", "now"],
  ...["a\tb", "a\nb", "a\rb", "a\vb", "a\u001fb", "a\u0085b", "a\u00a0b", "a\u200bb", "a\u2028b", "a\ufeffb"],
  ...[
    "\u00a0",
    "\u200b",
    "\u2028",
    "\u3000",
    "\ufeff",
    "~",
    "\u007f",
    "\u0080",
    "user_login",
    "/a/b~1c",
    "/~2",
  ],
  ...["https://example.com", "HTTP://x", "https://exämple.com", "http://a\nb", "off", "ftp://x", "Security"],
  ...["127.0.0.1:80", "[::1]:80", "host:1", "hôst:1", "a b:1", ":80", "ops", "o:ps", "****", "$" + "{env:A}"],
  ...[
    "2026-01-31T00:00:00Z",
    "2026-01-31T00:00:00.5+01:00",
    "٢026-01-31T00:00:00Z",
    "true",
    "Asana",
    "aSANA",
  ],
];

it("there are schemas, and patterns in them", () => {
  expect(FILES).toHaveLength(5);
  expect(PATTERNS.length).toBeGreaterThan(10);
});

it.each(PATTERNS)("%j has nothing that only some engines read", (pattern) => {
  expect(findUnportable(pattern)).toBeUndefined();
});

it.each([
  ["^[\\u0000-\\u001f]$", "[\\u0000-\\u001f]$"],
  ["\\u{1f511}", "\\u{1f511}"],
  ["\\p{L}", "\\p{L}"],
  ["^\\S+$", "\\S+$"],
  ["[^\\s:]", "[^\\s:]"],
  ["\\d", "\\d"],
  ["\\bx", "\\bx"],
  ["^.+$", ".+$"],
  ["(?!x)y", "(?!x)y"],
  ["(?<=x)y", "(?<=x)y"],
  ["(?<name>x)", "(?<name>x)"],
  ["(x)\\1", "\\1"],
  ["x++", "++"],
  ["x{1000}", "{1000}"],
  ["{", "{"],
  ["é", "é"],
  ["[a&&b]", "[a&&b]"],
  ["[[a]]", "[[a]]"],
])("in %j it is %j that only some engines read", (pattern, found) => {
  expect(findUnportable(pattern)).toBe(found);
});

it("ECMAScript reads each with Unicode and without", () => {
  for (const pattern of PATTERNS) {
    expect(() => new RegExp(pattern)).not.toThrow();
    expect(() => new RegExp(pattern, "u")).not.toThrow();
  }
});

/** What they say of each sample: the question is read from a file, the answer written to standard output. */
const GO = `package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
)

func main() {
	text, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var asked struct{ Patterns, Samples []string }
	if err := json.Unmarshal(text, &asked); err != nil {
		panic(err)
	}
	answers := [][]bool{}
	for _, pattern := range asked.Patterns {
		compiled := regexp.MustCompile(pattern)
		answer := []bool{}
		for _, sample := range asked.Samples {
			answer = append(answer, compiled.MatchString(sample))
		}
		answers = append(answers, answer)
	}
	out, _ := json.Marshal(answers)
	fmt.Println(string(out))
}
`;
const PYTHON = `
import json, re, sys, warnings
warnings.simplefilter("error")
asked = json.load(open(sys.argv[1], encoding="utf-8"))
print(json.dumps([[re.search(p, s) is not None for s in asked["samples"]] for p in asked["patterns"]]))
`;

describe.skipIf(!hasTool("go", "golang"))("Go's regexp", () => {
  it("says of each pattern and text what ECMAScript says", async () => {
    expect(await ask("go", ["run"], "main.go", GO)).toEqual(ecmaScript());
  });
});

describe.skipIf(!hasTool("python3", "python3"))("Python's re", () => {
  it("says of each pattern and text what ECMAScript says", async () => {
    expect(await ask("python3", [], "main.py", PYTHON)).toEqual(ecmaScript());
  });
});

function ecmaScript(): Record<string, readonly string[]> {
  return toTable(PATTERNS.map((pattern) => SAMPLES.map((sample) => new RegExp(pattern, "u").test(sample))));
}

async function ask(
  command: string,
  args: readonly string[],
  file: string,
  program: string,
): Promise<Record<string, readonly string[]>> {
  const folder = tempFolder();
  writeFileSync(join(folder, file), program);
  const asked = join(folder, "asked.json");
  writeFileSync(asked, JSON.stringify({ patterns: PATTERNS, samples: SAMPLES }));
  const { stdout } = await execute(command, [...args, join(folder, file), asked]);
  return toTable(JSON.parse(stdout));
}

/** The samples that fit each pattern. */
function toTable(answers: readonly (readonly boolean[])[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    PATTERNS.map((pattern, row) => [pattern, SAMPLES.filter((_, column) => answers[row]?.[column])]),
  );
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"));
}

function patternsIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === "pattern" && typeof child === "string") return [child];
    if (key === "patternProperties") return [...Object.keys(child), ...patternsIn(child)];
    return patternsIn(child);
  });
}
