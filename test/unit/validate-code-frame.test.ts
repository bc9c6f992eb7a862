import { expect, it } from "vitest";
import type { Place } from "../../src/config/issue.ts";
import { codeFrame as frameOf } from "../../src/validate/code-frame.ts";

const codeFrame = (text: string, place: Place): string => frameOf(text.split("\n"), place);

const at = (line: number, column: number, endLine = line, endColumn = column) => ({
  file: "a.json",
  line,
  column,
  endLine,
  endColumn,
});

it("shows the line, its neighbours, and carets below what is meant", () => {
  expect(codeFrame('{\n  "a": 1,\n  "b": 2\n}', at(2, 3, 2, 6))).toBe(
    ["    1 | {", '  > 2 |   "a": 1,', "      |   ^^^", '    3 |   "b": 2'].join("\n"),
  );
});

it("shows one caret where nothing has a width", () => {
  expect(codeFrame("{", at(1, 2))).toBe(["  > 1 | {", "      |  ^"].join("\n"));
});

it("aligns line numbers of several digits", () => {
  const text = Array.from({ length: 10 }, (_, index) => `${index}`).join("\n");
  expect(codeFrame(text, at(9, 1, 9, 2))).toBe(
    ["     8 | 7", "  >  9 | 8", "       | ^", "    10 | 9"].join("\n"),
  );
});

it("underlines the first line of what has several", () => {
  expect(codeFrame("/* a\n b */", at(1, 1, 2, 5))).toBe(
    ["  > 1 | /* a", "      | ^^^^", "    2 |  b */"].join("\n"),
  );
});

it("shows a line whole that is not long, wherever the column is", () => {
  const line = "x".repeat(90);
  expect(
    codeFrame(`{\n${line}`, at(2, 80, 2, 81))
      .split("\n")
      .slice(0, 2),
  ).toEqual(["    1 | {", `  > 2 | ${line}`]);
});

it("cuts long lines around the column, and the carets stay below their place", () => {
  const line = `${"x".repeat(500)}HERE${"y".repeat(500)}`;
  const [shown = "", carets = ""] = codeFrame(line, at(1, 501, 1, 505)).split("\n");
  expect(shown.length).toBeLessThan(120);
  expect(shown).toMatch(/^ {2}> 1 \| …x+HEREy+…$/);
  expect(carets.indexOf("^")).toBe(shown.indexOf("HERE"));
  expect(carets.trim()).toBe("| ".concat(" ".repeat(shown.indexOf("HERE") - 8), "^^^^"));
});

it("shows no control character", () => {
  expect(codeFrame("\ta\u202eb\u001b[31m", at(1, 2, 1, 3))).toBe(
    ["  > 1 |  a b [31m", "      |  ^"].join("\n"),
  );
});
