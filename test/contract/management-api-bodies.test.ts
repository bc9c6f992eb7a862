import { describe, expect, it } from "vitest";
import { type Answer, type Api, createSource, SOURCES, startApi } from "../support/api.ts";
import { sourceJson, startLine, TOKEN } from "../support/line.ts";

const CONFIG = { name: "Acme", personalAccessToken: TOKEN, workspaceID: "1204094735693514" };
const KIND = { schemaRef: { type: "Asana" }, sourceType: "Universal" };

function of(config: Readonly<Record<string, unknown>>): object {
  return { source: { config: { ...CONFIG, ...config }, ...KIND } };
}

function post(api: Api, body: unknown): Promise<Answer> {
  return api.call("POST", SOURCES, { body });
}

/** The lines of a refusal. */
function linesOf({ json }: Answer): string[] {
  return json instanceof Object && "message" in json ? String(json.message).split("\n") : [];
}

describe("a body that is no source is refused with its place:", () => {
  it.each<[string, unknown, string]>([
    ["nothing", "", "the body:1:1: error: the body is empty"],
    ["no JSON", "{'source': 1}", "the body:1:2: error: this is not JSON"],
    ["a cut body", sourceJson().slice(0, -2), "error: a closing } is missing here"],
    ["a comment", '{\n  // ours\n  "source": {}}', "the body:2:3: error: JSON has no comments"],
    ["a list", [of({})], 'the body:1:1: error: the body holds a list. Wrap it: {"sources": […]}'],
    ["a text", '"source"', "the body:1:1: error: the body holds no object"],
    ["null", "null", "the body:1:1: error: the body holds no object"],
    ["a number that is none of JSON", '{"source": 01}', "the body:1:13: error:"],
    [
      "UTF-16",
      Buffer.from(JSON.stringify(of({})), "utf16le"),
      "the body: error: the body is in UTF-16 or UTF-32. Send it as UTF-8",
    ],
    [
      "bytes",
      Buffer.from([0x7b, 0xff, 0x7d]),
      "the body: error: the body holds bytes that are not UTF-8. Send it as UTF-8",
    ],
    ["a key twice", '{"source": {}, "source": {}}', 'the body:1:16: error: the key "source" stands twice'],
    ["a nesting", `{"source": ${"[".repeat(20_000)}${"]".repeat(20_000)}}`, "the body:1:1: error: this is"],
    [
      "a smaller nesting",
      `{"source": ${"[".repeat(200)}${"]".repeat(200)}}`,
      "the body:1:1: error: this is nested too deeply",
    ],
    ["an empty object", {}, "the body:1:1: error: the body has neither source nor sources"],
    [
      "a bare source",
      { config: CONFIG, ...KIND },
      "the body:1:1: error: the body holds a source without its envelope",
    ],
    [
      "a bare config",
      CONFIG,
      "the body:1:1: error: the body holds the config of a source without its envelope",
    ],
    ["another version", { "api.version": "v2", ...of({}) }, 'the body:1:16: error: api.version must be "v1"'],
    ["an unknown key", { ...of({}), colour: 1 }, 'error: the body has an unknown key "colour"'],
    [
      "two sources",
      { sources: [of({}), of({})] },
      "the body:1:12: error: there are several sources in it. Send one source at a time",
    ],
    [
      "no source",
      { sources: [] },
      "the body:1:12: error: there is no source in it. Send one source at a time",
    ],
    ["a text as source", { source: "Acme" }, "the body:1:11: error: source must be an object, not a string"],
  ])("%s", async (_, body, told) => {
    const api = await startApi(await startLine());
    const answer = await post(api, body);
    expect(answer).toMatchObject({ status: 400, json: { code: "BadRequest" } });
    expect(linesOf(answer)[0]).toContain(told);
  });
});

describe("a source with a mistake is refused with its place:", () => {
  it.each<[string, object, string]>([
    [
      "a number as name",
      of({ name: 5 }),
      "the body:1:29: error: source.config.name must be a string, not a number",
    ],
    ["no name", of({ name: undefined }), 'the body:1:21: error: source.config has no "name"'],
    ["an empty name", of({ name: "" }), "the body:1:29: error: source.config.name must not be empty"],
    ["a long name", of({ name: "x".repeat(129) }), "must not have more than 128 characters"],
    [
      "a number as workspace",
      of({ workspaceID: 1204094735693514 }),
      "must be a string of digits. Put it in double quotes",
    ],
    ["a misspelt key", of({ workspaceId: "1" }), 'unknown key "workspaceId". Did you mean "workspaceID"?'],
    ["a list as fields", of({ fields: [] }), "source.config.fields must be an object, not a list"],
    [
      "a number as a field",
      of({ fields: { team: 5 } }),
      "source.config.fields.team must be a string, not a number",
    ],
    ["a word as _siemForward", of({ fields: { _siemForward: "yes" } }), "_siemForward must be true or false"],
    [
      "a field named sourceType",
      of({ fields: { sourceType: 5 } }),
      "source.config.fields.sourceType must be a string",
    ],
    [
      "an id that is none",
      { source: { id: "1", config: CONFIG, ...KIND } },
      "source.id must be a whole number",
    ],
    [
      "a token with a blank",
      of({ personalAccessToken: "a blank" }),
      "must be a token: not empty, of printable ASCII characters, without white space",
    ],
    [
      "a token with a zero-width space",
      of({ personalAccessToken: "2/1\u200b" }),
      "It holds the invisible character U+200B",
    ],
    [
      "no token",
      of({ personalAccessToken: undefined }),
      'has no "personalAccessToken". Add it: Token of an Asana service account that may read the audit log',
    ],
    [
      "a masked token",
      of({ personalAccessToken: "****************************" }),
      "personalAccessToken is masked with asterisks. Write the token itself: there is none yet",
    ],
    [
      "a mask of one asterisk",
      of({ personalAccessToken: "*" }),
      "personalAccessToken is masked with asterisks",
    ],
    [
      "a token that is masked in part",
      of({ personalAccessToken: "2/12****" }),
      "is masked with asterisks, as in files downloaded from Sumo Logic. Write the token itself",
    ],
  ])("%s", async (_, body, told) => {
    const api = await startApi(await startLine());
    const answer = await post(api, body);
    expect(answer).toMatchObject({ status: 400, json: { code: "BadRequest" } });
    expect(linesOf(answer)[0]).toContain(told);
    expect(answer.text).not.toContain("${env:");
  });

  it.each([
    ["EmptySourceType", { source: { config: CONFIG, schemaRef: { type: "Asana" } } }],
    ["EmptySourceType", { sources: [{ config: CONFIG, schemaRef: { type: "Asana" } }] }],
    ["InvalidSourceType", { source: { config: CONFIG, schemaRef: { type: "Asana" }, sourceType: "HTTP" } }],
    ["InvalidSourceType", { source: { config: CONFIG, schemaRef: { type: "Asana" }, sourceType: 5 } }],
    [
      "InvalidSourceType",
      { source: { config: CONFIG, schemaRef: { type: "Okta" }, sourceType: "Universal" } },
    ],
    [
      "InvalidSourceType",
      { source: { config: CONFIG, schemaRef: { type: "asana" }, sourceType: "Universal" } },
    ],
  ])("its type, as %s", async (code, body) => {
    const api = await startApi(await startLine());
    expect(await post(api, body)).toMatchObject({ status: 400, json: { code } });
  });

  it.each(["personalAccessToken", "name", "description", "category", "workspaceID"])(
    "a reference in %s, which would open this machine's variables and files",
    async (key) => {
      const api = await startApi(await startLine());
      for (const reference of ["${env:HOME}", "x${file:/etc/passwd}", "$${env:HOME}", "${env:HOME:-x}"]) {
        const answer = await post(api, of({ [key]: reference }));
        expect(answer).toMatchObject({ status: 400, json: { code: "BadRequest" } });
        expect(linesOf(answer)[0]).toMatch(
          /^the body:1:\d+: error: a reference stands in this text\. Write the value itself: references are replaced in files only$/,
        );
      }
    },
  );

  it("many of them, of which the first are told", async () => {
    const api = await startApi(await startLine());
    const keys = Array.from({ length: 3000 }, (_, index) => [`key${index}`, 1]);
    const lines = linesOf(await post(api, of(Object.fromEntries(keys))));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("the body: error: there are 2980 more");
  });
});

describe("a body that is taken", () => {
  it.each<[string, unknown]>([
    [
      "as Sumo Logic's own example says it",
      { source: { config: CONFIG, schemaRef: { type: "Asana" }, sourceType: "Security" } },
    ],
    [
      "with what only a GET shows",
      {
        source: {
          id: 7,
          config: CONFIG,
          schemaRef: { type: "Asana", version: "1.0.0" },
          sourceType: "Universal",
          alive: true,
          state: { state: "Pending" },
        },
      },
    ],
    ["as a list of one", { "api.version": "v1", sources: [{ config: CONFIG, ...KIND }] }],
    ["with the schema of an editor", { $schema: "./asana-source.schema.json", ...of({}) }],
    ["with a byte order mark", `\ufeff${JSON.stringify(of({}))}`],
    ["with a boolean in quotes", of({ fields: { _siemForward: "true" } })],
    ["of another media type", JSON.stringify(of({}))],
  ])("%s", async (_, body) => {
    const api = await startApi(await startLine());
    const answer = await api.call("POST", SOURCES, { body, headers: { "content-type": "text/plain" } });
    expect(answer).toMatchObject({ status: 201, json: { source: { id: 1 } } });
  });

  it("in pieces of unknown length, as curl sends it", async () => {
    const api = await startApi(await startLine());
    const headers = { "transfer-encoding": "chunked" };
    expect(await api.call("POST", SOURCES, { body: sourceJson(), headers })).toMatchObject({ status: 201 });
  });
});

describe("a body of more than 64 KiB", () => {
  it.each([{}, { "transfer-encoding": "chunked" }])("is not read, with %j", async (headers) => {
    const api = await startApi(await startLine());
    await createSource(api);
    const tooLarge = { status: 413, json: { code: "BodyTooLarge" } };
    const options = { body: " ".repeat(65_537), headers: { ...headers, "if-match": "*" } };
    expect(await api.call("POST", SOURCES, options)).toMatchObject(tooLarge);
    expect(await api.call("PUT", `${SOURCES}/1`, options)).toMatchObject(tooLarge);
    expect(await api.call("DELETE", `${SOURCES}/1`, options)).toMatchObject(tooLarge);
    expect(await api.call("POST", `${SOURCES}/1/action/restart`, options)).toMatchObject(tooLarge);
  });

  it("is one byte more than the longest", async () => {
    const api = await startApi(await startLine());
    expect(await post(api, sourceJson().padEnd(65_536))).toMatchObject({ status: 201 });
  });
});
