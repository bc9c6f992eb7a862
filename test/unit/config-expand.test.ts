import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { expandReferences } from "../../src/config/expand.ts";
import { formatIssue } from "../../src/config/issue.ts";
import { readJsonFile } from "../../src/config/json-file.ts";
import { writeFiles } from "../support/config-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** `#` stands for `$`, so that no reference below is one of this file's own. */
const dollars = (text: string): string => text.replaceAll("#", "$");

async function expand(
  written: unknown,
  {
    env = {},
    files = {},
  }: { env?: Record<string, string>; files?: Record<string, string | Uint8Array> } = {},
): Promise<{ value: unknown; lines: string[] }> {
  const folder = writeFiles({ ...files, "a.json": JSON.stringify(written) });
  const { json } = await readJsonFile(join(folder, "a.json"));
  if (json === undefined) throw new Error("not JSON");
  const { value, issues } = await expandReferences(json, env, folder);
  return { value, lines: issues.map((issue) => formatIssue(issue).replaceAll(folder, "")) };
}

it.each([
  ["#{env:A}", "one"],
  ["x#{env:A}y#{env:A}z", "xoneyonez"],
  ["#{env:NONE:-two}", "two"],
  ["#{env:NONE:-}", ""],
  ["#{env:NONE:-a:-b c\n}", "a:-b c\n"],
  ["#{env:A:-two}", "one"],
  ["#{env:EMPTY:-two}", "two"],
  ["#{env:EMPTY}", ""],
  ["##", "$"],
  ["##{env:A}", dollars("#{env:A}")],
  ["###{env:A}", "$one"],
  ["#5 and a# and #A", "$5 and a$ and $A"],
  ["#{file:text}", "from a file"],
  ["#{file:deeper/text}", "deeper"],
  ["#{file:windows}", "lines"],
  ["#{file:marked}", "  of an editor\nof Windows "],
])("makes %j into %j", async (written, expected) => {
  const marked = "\ufeff  of an editor\nof Windows \r\n";
  const files = { marked, text: "from a file\n", "deeper/text": "deeper\n\n", windows: "lines\r\n\r\n" };
  const { value, lines } = await expand(dollars(written), { env: { A: "one", EMPTY: "" }, files });
  expect(lines).toEqual([]);
  expect(value).toBe(expected);
});

it("takes an absolute path as it is", async () => {
  const other = writeFiles({ token: "2/abc" });
  expect(await expand(dollars(`#{file:${join(other, "token")}}`))).toEqual({ value: "2/abc", lines: [] });
});

it("does not expand what has come in", async () => {
  const env = { A: dollars("#{env:B}##"), B: "no" };
  const files = { a: dollars("#{env:B}") };
  const { value } = await expand(dollars("#{env:A} #{file:a}"), { env, files });
  expect(value).toBe(dollars("#{env:B}## #{env:B}"));
});

it("expands values at every depth, but no key", async () => {
  const { value } = await expand(
    { [dollars("#{env:A}")]: [{ a: dollars("#{env:A}") }, 1, null, true] },
    { env: { A: "x" } },
  );
  expect(value).toEqual({ [dollars("#{env:A}")]: [{ a: "x" }, 1, null, true] });
});

it.each([
  ["#{env:NONE}", "the variable NONE is not set. Set it, or write a default: #{env:NONE:-…}"],
  ["#{file:none}", "#{file:…} names /none: there is no such file"],
  ["#{file:.}", "#{file:…} names : this is a folder, not a file"],
  ["#{file:latin}", "#{file:…} names /latin: the file holds bytes that are not UTF-8. Save it as UTF-8"],
])("says of %s at its place: %s", async (written, message) => {
  const files = { latin: Buffer.from("é", "latin1") };
  const { lines } = await expand({ a: "", b: dollars(`x ${written}`) }, { files });
  expect(lines).toEqual([dollars(`/a.json:1:13: error: ${message}`)]);
});

it.each(["#{A}", "#{}", "#{env:}", "#{env:1A}", "#{env:A B}", "#{http://x}", "#{file:}", "#{env:A", "#{"])(
  "does not take %s for a text",
  async (written) => {
    const { lines } = await expand(dollars(written), { env: { A: "one" } });
    expect(lines).toEqual([
      dollars(
        "/a.json:1:1: error: there is a #{…} of an unknown form in this text. Write #{env:NAME}, #{env:NAME:-default} or #{file:/path}; a dollar sign itself is ##",
      ),
    ]);
  },
);

it("leaves every text without a dollar sign as it is, and doubles are the way to write one", async () => {
  const folder = tempFolder();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
      const json = {
        value: [text.replaceAll("$", "$$$$")],
        placeOf: () => ({ file: "", line: 0, column: 0 }),
      };
      expect(await expandReferences(json, {}, folder)).toMatchObject({ value: [text], issues: [] });
    }),
  );
});
