import { describe, expect, it } from "vitest";
import { expandSnippet } from "../support/code-server-snippet.ts";
import { compileStrictly, readSchema, SCHEMA_NAMES, type SchemaName } from "../support/editor-schemas.ts";
import { createEditorService, GENERATIONS } from "../support/editor-services.ts";

const IN_CONFIG =
  '{ "source": { "config": { | }, "schemaRef": { "type": "Asana" }, "sourceType": "Universal" } }';

describe.each(GENERATIONS)("vscode-json-languageservice %s", (generation) => {
  const complete = (schema: SchemaName, marked: string) =>
    createEditorService(generation, schema).complete(marked);
  const labelsOf = async (schema: SchemaName, marked: string): Promise<string[]> =>
    (await complete(schema, marked)).map(({ label }) => label);
  const hover = (schema: SchemaName, marked: string) => createEditorService(generation, schema).hover(marked);

  it.each([
    ["asana-source", ["Asana source", "Asana sources", "Asana source without api.version"]],
    [
      "universal-source",
      ["Asana source", "Universal source", "Universal sources", "Universal source without api.version"],
    ],
    ["receiver", ["Receiver settings", "Receiver settings for Sumo Logic"]],
  ] as const)("offers whole files of %s where there is none yet", async (schema, labels) => {
    expect(await labelsOf(schema, "|")).toEqual(labels);
  });

  it.each(SCHEMA_NAMES)("inserts files of %s that are right as they stand", async (schema) => {
    const validate = compileStrictly(readSchema(schema));
    for (const { label, insertText = "" } of await complete(schema, "|")) {
      validate(JSON.parse(expandSnippet(insertText)));
      expect(validate.errors, label).toBeNull();
    }
  });

  it("leaves the token of a whole file to a variable", async () => {
    const [first] = await complete("asana-source", "|");
    expect(JSON.parse(expandSnippet(first?.insertText ?? "")).source.config.personalAccessToken).toBe(
      "${env:ASANA_TOKEN}",
    );
  });

  it("offers a whole source in a list of them", async () => {
    expect(await labelsOf("asana-source", '{ "sources": [ | ] }')).toEqual(["Asana source"]);
    expect(await labelsOf("universal-source", '{ "sources": [ | ] }')).toEqual([
      "Asana source",
      "Universal source",
    ]);
  });

  it.each(["asana-source", "universal-source"] as const)(
    "offers in an Asana source's config, by %s, its keys with their docs and no misspelling",
    async (schema) => {
      const items = await complete(schema, IN_CONFIG);
      expect(items.map(({ label }) => label)).toEqual([
        "name",
        "description",
        "category",
        "fields",
        "personalAccessToken",
        "workspaceID",
      ]);
      for (const { label, documentation } of items)
        expect(JSON.stringify(documentation), label).toMatch(/\]\(https:\/\//);
    },
  );

  it("writes the first value of a key along with it", async () => {
    const items = await complete("asana-source", IN_CONFIG);
    const texts = items.map(({ label, insertText = "" }) => [label, expandSnippet(insertText)]);
    expect(Object.fromEntries(texts)).toMatchObject({
      workspaceID: '"workspaceID": "1204094735693514"',
      personalAccessToken: '"personalAccessToken": "${env:ASANA_TOKEN}"',
    });
  });

  it.each([
    ["asana-source", '{ "source": { "sourceType": | } }', ['"Universal"']],
    ["asana-source", '{ "source": { "schemaRef": { "type": | } } }', ['"Asana"']],
    ["asana-source", '{ "source": { "config": { "fields": { "_siemForward": | } } } }', ["false", "true"]],
    ["receiver", '{ "protocol": | }', ['"http/json"', '"http/protobuf"']],
    ["receiver", '{ "redact": [|] }', ['"email"', '"ip"', '"saml_response"']],
    ["receiver", '{ "body": | }', ['"json"', '"map"', '"none"']],
    [
      "receiver",
      '{ "polling": { "startAt": | } }',
      ['"beginning"', '"now"', '"-24h"', '"2026-01-31T00:00:00Z"'],
    ],
  ] as const)("offers by %s at %s the values that can be", async (schema, marked, labels) => {
    expect((await labelsOf(schema, marked)).toSorted()).toEqual(labels.toSorted());
  });

  it("says of each value of a choice what it means", async () => {
    for (const { label, documentation } of await complete("receiver", '{ "profile": | }'))
      expect(JSON.stringify(documentation), label).toMatch(/\w/);
  });

  it("tells on hover what a key is, with a link to its page", async () => {
    const shown = await hover("asana-source", '{ "source": { "config": { "|workspaceID": "1" } } }');
    expect(shown).toContain("gid of the workspace");
    expect(shown).toContain("_Domain ID_");
    expect(shown).toContain("https://developers.asana.com/docs/audit-log-events");
    expect(shown).toContain("https://help.sumologic.com/docs/send-data/");
  });

  it("tells on hover over a reference what its key is", async () => {
    const config = '{ "source": { "config": { "personalAccessToken": "|${env:ASANA_TOKEN}" } } }';
    expect(await hover("asana-source", config)).toContain("Token of an Asana service account");
    expect(await hover("receiver", '{ "protocol": "|${env:PROTOCOL}" }')).toContain(
      "Encoding of the requests",
    );
  });

  it("tells on hover over a value of a choice what it means", async () => {
    expect(await hover("receiver", '{ "body": "|map" }')).toContain("The event as a structure");
  });
});
