import { describe, expect, it } from "vitest";
import { parseSourceBody } from "../../src/config/source-body.ts";
import { SOURCE_FIELDS } from "../../src/config/source-fields.ts";
import { readForm, toBody } from "../../src/web/page/form-body.ts";

/** A form as a browser sends it; of names that repeat, in their order. */
function formOf(entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}

function jsonOf(form: FormData, id?: number): unknown {
  return JSON.parse(new TextDecoder().decode(toBody(readForm(form), id)));
}

const FILLED = [
  ["name", " Acme "],
  ["description", ""],
  ["category", "prod/asana"],
  ["workspaceID", "1204094735693514"],
  ["personalAccessToken", "a-token"],
  ["pair-name", "team"],
  ["pair-value", "security"],
  ["pair-name", ""],
  ["pair-value", ""],
  ["switch", "_siemForward"],
] as const;

describe("the form of a source", () => {
  it("asks for what the schema describes, and for nothing that stands there for a misspelling", () => {
    expect(SOURCE_FIELDS.map(({ key, title, kind, isRequired }) => [key, title, kind, isRequired])).toEqual([
      ["name", "Name", "text", true],
      ["description", "Description", "text", false],
      ["category", "Category", "text", false],
      ["fields", "Fields", "map", false],
      ["personalAccessToken", "Personal access token", "secret", true],
      ["workspaceID", "Workspace ID", "text", true],
    ]);
  });

  it("advises no reference, which a form would refuse", () => {
    for (const { help, example = "" } of SOURCE_FIELDS) expect(help + example).not.toContain("${");
  });

  it("becomes the JSON that the API takes", () => {
    expect(jsonOf(formOf(FILLED))).toEqual({
      source: {
        config: {
          name: "Acme",
          category: "prod/asana",
          workspaceID: "1204094735693514",
          fields: { team: "security", _siemForward: true },
          personalAccessToken: "a-token",
        },
        schemaRef: { type: "Asana" },
        sourceType: "Universal",
      },
    });
    expect(parseSourceBody(toBody(readForm(formOf(FILLED)), undefined), { name: "the form" }).kind).toBe(
      "source",
    );
  });

  it("keeps the token of a source that is changed where none was typed", () => {
    const untouched = FILLED.filter(([name]) => name !== "personalAccessToken");
    expect(jsonOf(formOf(untouched), 7)).toMatchObject({
      source: { id: 7, config: { personalAccessToken: expect.stringMatching(/^\*+$/) } },
    });
  });

  it("gives the mistake of an empty field its place", () => {
    const body = parseSourceBody(toBody(readForm(formOf([])), undefined), { name: "the form" });
    const places = body.issues.map(({ pointer }) => pointer);
    for (const key of ["name", "personalAccessToken", "workspaceID"]) {
      expect(places).toContain(`/source/config/${key}`);
    }
  });
});
