import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, it } from "vitest";
import { formatIssue, type Issue } from "../../src/config/issue.ts";
import { loadSettings } from "../../src/config/settings.ts";
import { loadSources } from "../../src/config/sources.ts";
import { damage, damaged, token } from "../support/broken-files.ts";
import { source } from "../support/config-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Looks for the secret as it is, and as it stands in JSON. */
function expectUntold(issues: readonly Issue[], secret: string): void {
  const told = `${issues.map(formatIssue).join("\n")}\n${inspect(issues)}`;
  expect(told).not.toContain(secret);
  expect(told).not.toContain(JSON.stringify(secret).slice(1, -1));
}

it("tells no token of a source file, whatever is wrong with the file", async () => {
  const file = join(tempFolder(), "acme.json");
  await fc.assert(
    fc.asyncProperty(token, damage, async (secret, harm) => {
      const escaped = secret.replaceAll("$", "$$$$");
      const text = JSON.stringify({ source: source({ personalAccessToken: escaped }) }, null, 1);
      writeFileSync(file, damaged(text, harm));
      const { issues } = await loadSources(file, {});
      expectUntold(issues, secret);
    }),
    { numRuns: 500 },
  );
});

it.each([
  ["the name", { name: "SECRET" }],
  ["the description", { description: "SECRET" }],
  ["a field's name", { fields: { SECRET: 1 } }],
  ["a field", { fields: { a: "SECRET" } }],
  ["the workspace", { workspaceID: "SECRET" }],
  ["a key", { SECRET: "x" }],
  ["a misspelt key", { personalAcessToken: "SECRET" }],
])("tells no token that stands in %s as well", async (_, config) => {
  const file = join(tempFolder(), "acme.json");
  await fc.assert(
    fc.asyncProperty(token, async (secret) => {
      const inJson = JSON.stringify(secret).slice(1, -1).replaceAll("$", "$$$$");
      const sources = [0, 1].map(() => source({ personalAccessToken: "SECRET", ...config }));
      writeFileSync(
        file,
        JSON.stringify({ sources }).replaceAll("SECRET", () => inJson),
      );
      expectUntold((await loadSources(file, {})).issues, secret);
    }),
    { numRuns: 50 },
  );
});

it("tells no token that comes from a variable, whatever it is", async () => {
  const file = join(tempFolder(), "acme.json");
  writeFileSync(
    file,
    JSON.stringify({ sources: [source({ personalAccessToken: "$".concat("{env:TOKEN}") })] }),
  );
  await fc.assert(
    fc.asyncProperty(token, async (secret) => {
      expectUntold((await loadSources(file, { TOKEN: secret })).issues, secret);
    }),
  );
});

it("tells no header and no URL of the settings, whatever is wrong with the file", async () => {
  const file = join(tempFolder(), "receiver.json");
  await fc.assert(
    fc.asyncProperty(token, damage, async (secret, harm) => {
      const escaped = secret.replaceAll("$", "$$$$");
      const settings = {
        headers: { Authorization: escaped },
        logsEndpoint: `https://${escaped}/`,
        asana: { url: `https://a:${escaped}@b` },
        protocol: escaped,
      };
      writeFileSync(file, damaged(JSON.stringify(settings, null, 1), harm));
      const { issues } = await loadSettings({ flags: { settings: file }, env: { HOME: "/home/ada" } });
      expectUntold(issues, secret);
    }),
    { numRuns: 300 },
  );
});

it("tells no flag's and no variable's value", async () => {
  await fc.assert(
    fc.asyncProperty(token, async (secret) => {
      const flags = {
        endpoint: secret,
        asanaUrl: secret,
        protocol: secret,
        interval: secret,
        startAt: secret,
      };
      const env = {
        HOME: "/home/ada",
        OTEL_EXPORTER_OTLP_HEADERS: `${secret},a=${secret}`,
        OTEL_EXPORTER_OTLP_TIMEOUT: secret,
        OTEL_EXPORTER_OTLP_COMPRESSION: secret,
        OTEL_RESOURCE_ATTRIBUTES: secret,
        OTEL_LOG_LEVEL: secret,
      };
      expectUntold((await loadSettings({ flags, env })).issues, secret);
    }),
  );
});
