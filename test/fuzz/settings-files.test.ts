import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { loadSettings } from "../../src/config/settings.ts";
import { brokenJson } from "../support/broken-json.ts";
import { expectIssues } from "../support/expect-issues.ts";
import { findSecrets } from "../support/find-secrets.ts";
import { tempFolder } from "../support/temp-folder.ts";

const ROOT = new URL("../../", import.meta.url);
const HEADER = "Q7w-header-value/that+nobody=may%see";
const PATH = "ZaVnC4dhaV0-path-that-nobody-may-see";
const KEY = "x9K2-access-key&that-nobody:may-see";
const SECRETS = [HEADER, PATH, KEY];

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(path, ROOT), "utf8"));
}

/** All that the example says, and all that is secret. */
const valid = fc
  .record(
    {
      headers: fc.constant({ Authorization: `Bearer ${HEADER}`, "x-other": HEADER }),
      endpoint: fc.constant(`https://collector.example.com/receiver/v1/otlp/${PATH}`),
      logsEndpoint: fc.constant(`https://ada:${PATH}@collector.example.com/${PATH}?key=${PATH}`),
      api: fc.constant({ accessId: "suX1", accessKey: KEY }),
      listen: fc.constant("0.0.0.0:8484"),
      asana: fc
        .constantFrom(`ada:${PATH}@asana.example.com/api`, `asana.example.com/api?key=${KEY}#${PATH}`)
        .map((url) => ({ url: `https://${url}` })),
      profile: fc.constant("sumologic"),
      tls: fc.constant({ ca: "ca.pem" }),
    },
    { requiredKeys: [] },
  )
  .map((secrets) => ({ ...readJson("examples/receiver.json"), ...secrets }));

const schema = readJson("schemas/receiver.schema.json");

it("settings of any content are loaded or refused, each finding with its place, and none tells a secret", async () => {
  const path = join(tempFolder(), "receiver.json");
  await fc.assert(
    fc.asyncProperty(brokenJson(valid, schema), async (bytes) => {
      writeFileSync(path, bytes);
      const { settings, issues } = await loadSettings({
        flags: { settings: path },
        env: { HOME: "/home/ada" },
      });
      expectIssues(issues, { path, bytes }, SECRETS);
      // Whatever is shown of settings is shown as JSON.
      expect(findSecrets(SECRETS, { settings: JSON.stringify(settings) })).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
