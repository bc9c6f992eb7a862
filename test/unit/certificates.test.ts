import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import { loadRunSettings } from "../../src/config/run-settings.ts";
import { writeFiles } from "../support/config-file.ts";
import { tlsFiles } from "../support/tls-files.ts";

/** Loads settings beside the tests' own certificates. */
async function load(file: object) {
  const folder = writeFiles({ "receiver.json": file });
  for (const [name, path] of Object.entries(tlsFiles)) copyFileSync(path, join(folder, `${name}.pem`));
  writeFileSync(join(folder, "none.pem"), "no certificate");
  const flags = { settings: join(folder, "receiver.json") };
  const loaded = await loadRunSettings({ flags, env: { HOME: "/home/ada" } });
  return {
    ...loaded,
    lines: loaded.issues.map((issue) => formatIssue(issue).replaceAll(`${folder}/`, "")),
    folder,
  };
}

it("certificates are what their files hold, and are followed", async () => {
  const tls = { ca: "ca.pem", cert: "clientCert.pem", key: "clientKey.pem" };
  const { certificates, lines, files, folder } = await load({ tls, asana: { ca: "ca.pem" } });
  expect(lines).toEqual([]);
  expect(certificates.asana.ca?.reveal()).toContain("BEGIN CERTIFICATE");
  expect(certificates.endpoint.key?.reveal()).toContain("PRIVATE KEY");
  expect(files).toEqual(
    ["receiver.json", "ca.pem", "ca.pem", "clientCert.pem", "clientKey.pem"].map((name) =>
      join(folder, name),
    ),
  );
  expect(JSON.stringify(certificates)).not.toContain("BEGIN");
});

it.each([
  [
    "a missing ca",
    { tls: { ca: "missing.pem" } },
    "10: error: tls.ca names missing.pem: there is no such file. Check",
  ],
  [
    "another missing ca",
    { asana: { ca: "missing.pem" } },
    "12: error: asana.ca names missing.pem: there is no such file",
  ],
  [
    "a ca that is none",
    { tls: { ca: "none.pem" } },
    "10: error: tls.ca names none.pem, which holds no certificate. Check",
  ],
  ["a folder", { tls: { ca: "." } }, "10: error: tls.ca names "],
  [
    "a key that is none",
    { tls: { cert: "clientCert.pem", key: "none.pem" } },
    "10: error: tls.cert and tls.key cannot be used: ",
  ],
  [
    "a key of another certificate",
    { tls: { cert: "clientCert.pem", key: "serverKey.pem" } },
    "10: error: tls.cert and tls.key cannot be used: ",
  ],
])("%s is an error with its place", async (_, file, message) => {
  const { lines } = await load(file);
  expect(lines).toEqual([expect.stringContaining("receiver.json:1:")]);
  expect(lines[0]).toContain(message.replace(/^\d+: /, ""));
});
