import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleFiles } from "../support/example-files.ts";
import { kubernetesExamples } from "../support/kubernetes-examples.ts";
import { startLine } from "../support/line.ts";
import { startLocalServer } from "../support/local-server.ts";
import { runCommand } from "../support/receiver-process.ts";
import { ROOT_FOLDER } from "../support/root-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function expectValid(paths: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await runCommand(["validate", "--max-warnings", "0", ...paths]);
  expect(code, stdout + stderr).toBe(0);
}

/** By folder of the examples, since each is a configuration of its own. */
function folders(): [string, string[]][] {
  const files = exampleFiles("**/*.json").filter((file) => !file.includes("/grafana/"));
  const isInOwn = (file: string): boolean => !/^examples\/(receiver|sources)\b/.test(file);
  return Object.entries(
    Object.groupBy(files, (file) => (isInOwn(file) ? file.split("/")[1] : "examples") ?? ""),
  ).map(([folder, inIt = []]) => [folder, inIt]);
}

describe("the examples of settings and sources", () => {
  it.each(folders())("are valid, without a warning, in %s", async (_, files) => {
    await expectValid(files.map((file) => join(ROOT_FOLDER, file)));
  });

  it.each(kubernetesExamples())("are valid in the ConfigMap of $file", async ({ manifests }) => {
    const folder = tempFolder();
    const data = manifests.flatMap((manifest) => Object.entries(manifest.data ?? {}));
    const texts = data.filter(([name]) => name.endsWith(".json"));
    for (const [name, text] of texts) writeFileSync(join(folder, name), text);
    expect(texts.map(([name]) => name).sort()).toEqual(["asana.json", "receiver.json"]);
    await expectValid(texts.map(([name]) => join(folder, name)));
  });

  it("for Sumo Logic send Asana's own text as protobuf", async () => {
    const { sink, asana, flags } = await startLine();
    const { code, stderr } = await runCommand(
      [
        ...["run", "--once", "--settings", join(ROOT_FOLDER, "examples/sumologic/receiver.json")],
        ...["--sources", flags.sources ?? "", "--asana-url", asana.url, "--storage", flags.storage ?? ""],
      ],
      { SUMO_OTLP_URL: sink.url },
    );
    expect(code, stderr).toBe(0);
    expect(sink.counts.records).toBe(250);
    expect(sink.records[0]?.logRecord.attributes ?? []).toEqual([]);
    expect(sink.records[0]?.logRecord.body?.stringValue).toMatch(/^\{"gid":/);
  });

  it("for Loki send to its OTLP path, with the tenant, and take its 204 for an answer", async () => {
    const { asana, flags } = await startLine({ events: 10, historyMs: 3_600_000 });
    const loki = await startLocalServer((request, response) => {
      request.resume().on("end", () => response.writeHead(204).end());
    });
    const { code, stderr } = await runCommand(
      [
        ...["run", "--once", "--settings", join(ROOT_FOLDER, "examples/loki/receiver.json")],
        ...["--sources", flags.sources ?? "", "--asana-url", asana.url, "--storage", flags.storage ?? ""],
      ],
      { LOKI_URL: loki.url, LOKI_TENANT: "acme" },
    );
    expect(code, stderr).toBe(0);
    expect(
      loki.requests.map(({ method, url, headers }) => [method, url.pathname, headers["x-scope-orgid"]]),
    ).toEqual([["POST", "/otlp/v1/logs", "acme"]]);
  });
});
