import { describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../src/lib/package-info.ts";
import { startEditorServer } from "../support/editor-server.ts";

const SCHEMA = new URL("schemas/asana-source.schema.json", PACKAGE_ROOT).href;

const BAD_JSON = `{
  "source": {
    "config": {
      "name": "Acme",
      "personalAccessToken": "********",
      "workspaceId": "1204094735693514"
    },
    "schemaRef": { "type": "Asana" },
    "sourceType": "universal"
  }
}
`;

const BAD_YAML = `source:
  config:
    name: Acme
    personalAccessToken: "********"
    workspaceId: "1204094735693514"
  schemaRef:
    type: Asana
  sourceType: universal
`;

/** What is found, by line. */
const IN_JSON = [
  [3, 'Missing property "workspaceID".'],
  [5, expect.stringMatching(/^personalAccessToken is masked with asterisks/)],
  [6, 'Unknown property. Did you mean "workspaceID"?'],
  [9, 'sourceType must be "Universal".'],
];

/** Of "not" this server has one text only; its hover tells the rest. */
const NOT = "Matches a schema that is not allowed.";
const BY_YAML_SERVER = [IN_JSON[0], [5, NOT], [6, NOT], IN_JSON[3]];
const IN_YAML = [
  [2, 'Missing property "workspaceID".'],
  [4, NOT],
  [5, NOT],
  [8, 'sourceType must be "Universal".'],
];

const YAML_SETTINGS = {
  yaml: { validate: true, schemas: { [SCHEMA]: ["*.json", "*.yaml"] }, schemaStore: { enable: false } },
};

describe("vscode-json-language-server", () => {
  it("tells an editor what is wrong, and where", async () => {
    const schemas = [{ fileMatch: ["*.json"], url: SCHEMA }];
    const json = { validate: { enable: true }, schemas };
    const server = await startEditorServer("vscode-json-language-server", { json });
    const found = await server.open("file:///folder/acme.json", "json", BAD_JSON);
    expect(byLine(found)).toEqual(IN_JSON);
  });
});

describe("yaml-language-server", () => {
  it.each([
    ["json", BAD_JSON, BY_YAML_SERVER],
    ["yaml", BAD_YAML, IN_YAML],
  ] as const)("tells an editor what is wrong in %s, and where", async (language, text, expected) => {
    const server = await startEditorServer("yaml-language-server", YAML_SETTINGS);
    const found = await server.open(`file:///folder/acme.${language}`, language, text);
    expect(byLine(found)).toEqual(expected);
  });
});

type Found = Awaited<ReturnType<Awaited<ReturnType<typeof startEditorServer>>["open"]>>;

function byLine(found: Found) {
  const lines = found.map(({ message, range }) => [range.start.line + 1, message] as const);
  return lines.toSorted(([a], [b]) => a - b);
}
