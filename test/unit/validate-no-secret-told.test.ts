import { inspect } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatGithub } from "../../src/validate/format-github.ts";
import { formatJson } from "../../src/validate/format-json.ts";
import { formatPretty } from "../../src/validate/format-pretty.ts";
import { formatSarif } from "../../src/validate/format-sarif.ts";
import { validateFiles } from "../../src/validate/validate-files.ts";
import { damage, damaged, token } from "../support/broken-files.ts";
import { source } from "../support/config-file.ts";

/** Pieces are cut out of a file, and something else is put in. */
const damages = fc.array(damage, { maxLength: 3 });

async function tellAll(text: string): Promise<string> {
  const findings = await validateFiles(["-"], async () => Buffer.from(text));
  const formats = [
    formatPretty(findings),
    formatJson(findings),
    formatGithub(findings),
    formatSarif(findings, "/"),
  ];
  return `${formats.join("\n")}\n${inspect(findings.issues)}`;
}

/** Looks for the secret as it is, and as it stands in JSON, in JSON within JSON, and in a workflow command. */
function expectUntold(told: string, secret: string): void {
  const escaped = JSON.stringify(secret).slice(1, -1);
  expect(told).not.toContain(secret);
  expect(told).not.toContain(escaped);
  expect(told).not.toContain(JSON.stringify(escaped).slice(1, -1));
  expect(told).not.toContain(secret.replaceAll("%", "%25").replaceAll("\n", "%0A"));
}

it.each([1, 0])(
  "shows no token of a source file in any format, whatever is broken around it (indent %s)",
  async (indent) => {
    await fc.assert(
      fc.asyncProperty(token, damages, async (secret, harms) => {
        const config = { personalAccessToken: secret.replaceAll("$", "$$$$") };
        const text = JSON.stringify({ source: source(config) }, null, indent);
        expectUntold(await tellAll(harms.reduce(damaged, text)), secret);
      }),
      { numRuns: 400 },
    );
  },
);

it.each([
  ["the name", { name: "SECRET" }],
  ["the description", { description: "SECRET" }],
  ["a field's name", { fields: { SECRET: 1 } }],
  ["a field", { fields: { a: "SECRET" } }],
  ["the workspace", { workspaceID: "SECRET" }],
  ["a key", { SECRET: "x" }],
  ["a misspelt key", { personalAcessToken: "SECRET" }],
  ["a known misspelling", { token: "SECRET", apiKey: "SECRET" }],
])("shows no token that stands in %s as well", async (_, config) => {
  await fc.assert(
    fc.asyncProperty(token, async (secret) => {
      const inJson = JSON.stringify(secret).slice(1, -1).replaceAll("$", "$$$$");
      const sources = [0, 1].map(() => source({ personalAccessToken: "SECRET", ...config }));
      const text = JSON.stringify({ sources }, null, 1).replaceAll("SECRET", () => inJson);
      expectUntold(await tellAll(text), secret);
    }),
    { numRuns: 50 },
  );
});

it("shows no header and no URL of the settings in any format, whatever is broken around it", async () => {
  await fc.assert(
    fc.asyncProperty(token, damages, async (secret, harms) => {
      const escaped = secret.replaceAll("$", "$$$$");
      const settings = {
        headers: { Authorization: escaped },
        logsEndpoint: `https://${escaped}/`,
        profile: 1,
        asana: { url: `https://a:${escaped}@b` },
      };
      expectUntold(await tellAll(harms.reduce(damaged, JSON.stringify(settings, null, 1))), secret);
    }),
    { numRuns: 300 },
  );
});

it("says something about every broken file, and never throws", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.json(),
    fc.string({
      unit: fc.constantFrom(...'{}[]",:\\ \n', "source", "sources", "config", "1", "${", "\u2028"),
    }),
  );
  await fc.assert(
    fc.asyncProperty(text, async (broken) => {
      expect(await tellAll(broken)).toMatch(/(warnings?|Nothing to say about 1 file\.)/);
    }),
    { numRuns: 500 },
  );
});

it("says something about any bytes, and never throws", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 64 }), async (bytes) => {
      const findings = await validateFiles(["-"], async () => bytes);
      expect(formatPretty(findings)).toMatch(/1 file\.$/);
    }),
  );
});
