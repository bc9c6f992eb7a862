import fc from "fast-check";
import { expect, it } from "vitest";
import { maskText } from "../../src/validate/mask-text.ts";

const TOKEN = "2/1204094735693514/1204094735693515:0123456789abcdef0123456789abcdef";

it("shows a source, its token excepted", () => {
  const text = `{"source": {"config": {"name": "Acme", "personalAccessToken": "2/ab", "workspaceID": "12"}}}`;
  expect(maskText(text)).toBe(text.replace("2/ab", "••••"));
});

it("shows settings, their headers and endpoints excepted", () => {
  const text = `{"endpoint": "http://x", "headers": {"A": "b"}, "profile": "otel", "asana": {"limit": 100}}`;
  expect(maskText(text)).toBe(text.replace("http://x", "••••••••").replace('"b"', '"•"'));
});

it.each([
  ["under an unknown key", `{"myThing": "abc"}`, `{"myThing": "•••"}`],
  ["that is a number", `{"personalAccessToken": 123}`, `{"personalAccessToken": •••}`],
  ["that stands elsewhere as well", `{"name": "xyz", "token": "y"}`, `{"name": "•••", "token": "•"}`],
  [
    "of the first of two keys",
    `{"token": "q", "token": "bb", "category": "xqz"}`,
    `{"token": "•", "token": "••", "category": "•••"}`,
  ],
  ["in a list", `{"token": ["a"]}`, `{"token": ["•"]}`],
])("masks a value %s", (_, text, masked) => {
  expect(maskText(text)).toBe(masked);
});

it.each(["name", "description", "category", "workspaceID"])("masks a token that was put into %s", (key) => {
  expect(maskText(JSON.stringify({ [key]: TOKEN }))).not.toMatch(/\d/);
  expect(maskText(JSON.stringify({ [TOKEN]: key }))).not.toMatch(/\d/);
});

it("shows of what is not JSON only punctuation and the schemas' words", () => {
  expect(maskText(`{"name": "Acme" "workspaceID": "12", "personalAccessToken": ab:c}`)).toBe(
    `{"name": •••••• "workspaceID": ••••, "personalAccessToken": ••:•}`,
  );
});

it("masks a token that a missing quote has put outside of its text", () => {
  const masked = maskText(`{"personalAccessToken: "${TOKEN}", "name": "Acme"}`);
  expect(masked).not.toMatch(/\d/);
  expect(masked).not.toContain("Acme");
});

it("masks comments", () => {
  expect(maskText("{} // abc")).toBe("{} •• •••");
});

it("keeps length and lines of every text, and never throws", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const masked = maskText(text);
      expect(masked).toHaveLength(text.length);
      expect(masked.split("\n").map(({ length }) => length)).toEqual(
        text.split("\n").map(({ length }) => length),
      );
    }),
  );
});

it("does not throw at a text that is nested too deeply", () => {
  const deep = "[".repeat(200_000);
  expect(maskText(deep)).toBe(deep);
});
