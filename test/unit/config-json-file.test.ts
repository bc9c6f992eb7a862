import { join } from "node:path";
import { expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { type JsonFileResult, readJsonFile } from "../../src/config/json-file.ts";
import { writeFiles } from "../support/config-file.ts";

async function read(content: string | Uint8Array): Promise<JsonFileResult & { readonly lines: string[] }> {
  const folder = writeFiles({ "a.json": content });
  const result = await readJsonFile(join(folder, "a.json"));
  return { ...result, lines: result.issues.map((issue) => formatIssue(issue).replace(`${folder}/`, "")) };
}

it("reads a file with a byte order mark, and warns", async () => {
  const { json, lines } = await read('\uFEFF{"a": 1}');
  expect(json?.value).toEqual({ a: 1 });
  expect(json?.placeOf(["a"])).toMatchObject({ line: 1, column: 7 });
  expect(lines).toEqual([
    'a.json:1:1: warning: the file begins with a byte order mark, which JSON does not allow. Save it as "UTF-8", not as "UTF-8 with BOM"',
  ]);
});

it.each([
  ["little-endian with a mark", Buffer.from('\uFEFF{"a": 1}', "utf16le")],
  ["little-endian without one", Buffer.from('{"a": 1}', "utf16le")],
  ["big-endian with a mark", Buffer.from('\uFEFF{"a": 1}', "utf16le").swap16()],
  ["big-endian without one", Buffer.from('{"a": 1}', "utf16le").swap16()],
])("does not read UTF-16 (%s)", async (_, bytes) => {
  const { json, lines } = await read(bytes);
  expect(json).toBeUndefined();
  expect(lines).toEqual(["a.json: error: the file is in UTF-16 or UTF-32. Save it as UTF-8"]);
});

it("does not read Latin-1", async () => {
  const { json, lines } = await read(Buffer.from('{"name": "Müller"}', "latin1"));
  expect(json).toBeUndefined();
  expect(lines).toEqual(["a.json: error: the file holds bytes that are not UTF-8. Save it as UTF-8"]);
});

it.each([
  "[1,]",
  '{"a":1,}',
  "{a:1}",
  '{"a":1} x',
  "/* c */1",
  "[01]",
  "[.5]",
  "[+1]",
  "[0x1]",
  "NaN",
  "undefined",
  '{"a":"\t"}',
  '["\\x41"]',
  '["\\u12"]',
  "\u00a01",
  "[1 2]",
  "nul",
  "\0",
])("refuses %j, as JSON.parse does", async (text) => {
  const { json, issues } = await read(text);
  expect(() => JSON.parse(text)).toThrow();
  expect(json).toBeUndefined();
  expect(issues.map(({ severity }) => severity)).toEqual(["error"]);
});

it("refuses what is nested too deeply to be looked at", async () => {
  const { json, lines } = await read("[".repeat(200_000));
  expect(json).toBeUndefined();
  expect(lines).toEqual(["a.json:1:1: error: this is not JSON, or nested too deeply"]);
});

it("names the second of two equal keys, at every depth", async () => {
  const { lines } = await read('{"a": [{"b": 1, "b": 2}],\n "a": {}}');
  expect(lines).toEqual([
    'a.json:1:17: error: the key "b" stands twice in this object. Keep one of the two',
    'a.json:2:2: error: the key "a" stands twice in this object. Keep one of the two',
  ]);
});

it("finds values and keys whatever ends the lines", async () => {
  const { json } = await read('{\r\n  "a": [\r    10,\n    {"b/c": null}\n  ]\n}');
  const place = (path: string[], part?: "key" | "value"): [number, number] | undefined => {
    const found = json?.placeOf(path, part);
    return found === undefined ? undefined : [found.line, found.column];
  };
  expect(place([])).toEqual([1, 1]);
  expect(place(["a"], "key")).toEqual([2, 3]);
  expect(place(["a"])).toEqual([2, 8]);
  expect(place(["a", "0"])).toEqual([3, 5]);
  expect(place(["a", "1", "b/c"])).toEqual([4, 13]);
});

it("gives for what is missing the place of what should hold it", async () => {
  const { json } = await read('{"a": {"b": 1}}');
  expect(json?.placeOf(["a", "x", "y"])).toMatchObject({ line: 1, column: 7 });
  expect(json?.placeOf(["a", "b", "y"], "key")).toMatchObject({ line: 1, column: 13 });
});
