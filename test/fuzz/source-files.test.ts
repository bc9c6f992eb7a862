import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSourceBody } from "../../src/config/source-body.ts";
import { loadSources } from "../../src/config/sources.ts";
import { brokenJson } from "../support/broken-json.ts";
import { expectIssues } from "../support/expect-issues.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ROOT = new URL("../../", import.meta.url);
const TOKEN = "2/98f4-token:that/nobody may+see%40all";

const examples = readdirSync(new URL("examples/sources/", ROOT)).map((name) =>
  readFileSync(new URL(`examples/sources/${name}`, ROOT), "utf8"),
);

/** The examples, with a token in the place of theirs, or somewhere else by mistake. */
const misplaced = fc
  .tuple(
    fc.constantFrom(...examples),
    fc.constantFrom("personalAccessToken", "personalAcessToken", "personal_access_token", "token", "apiKey"),
  )
  .map(([text, key]) =>
    JSON.parse(
      text.replaceAll(/"personalAccessToken": "[^"]*"/g, () => `"${key}": ${JSON.stringify(TOKEN)}`),
    ),
  );

/** Two of a name, which is a token as well. */
const named = fc.constantFrom("name", "category", "workspaceID", "other").map((key) => {
  const { source } = JSON.parse(examples[0] ?? "");
  const config = { ...source.config, personalAccessToken: TOKEN, [key]: TOKEN };
  return { sources: [0, 1].map(() => ({ ...source, config })) };
});

const valid = fc.oneof(misplaced, misplaced, named);

const schema = {
  properties: {
    "api.version": {},
    source: {
      properties: {
        config: {
          properties: {
            name: {},
            description: {},
            category: {},
            fields: { properties: { team: {}, _siemForward: {}, "": {} } },
            workspaceID: {},
          },
        },
        schemaRef: { properties: { type: {} } },
        sourceType: {},
      },
    },
    sources: {},
  },
};

it("source files of any content are loaded or refused, each finding with its place, and none tells a token", async () => {
  const path = join(tempFolder(), "acme.json");
  await fc.assert(
    fc.asyncProperty(brokenJson(valid, schema), async (bytes) => {
      writeFileSync(path, bytes);
      const { sources, issues } = await loadSources(path, {});
      expectIssues(issues, { path, bytes }, [TOKEN]);
      expect(sources.length > 0 || issues.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

it("so are bodies of the API", () => {
  fc.assert(
    fc.property(brokenJson(valid, schema), (bytes) => {
      const body = parseSourceBody(bytes, { name: "the body" });
      expectIssues(body.issues, { path: "the body", bytes }, [TOKEN]);
      expect(body.kind === "source" || body.issues.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
