import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { COLLECTOR, describeWithCollector } from "../support/collector.ts";
import { exampleFiles } from "../support/example-files.ts";
import { kubernetesExamples } from "../support/kubernetes-examples.ts";
import { ROOT_FOLDER, rootFile } from "../support/root-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const execute = promisify(execFile);
/** Lets the OpenTelemetry Collector check a configuration; its folders are ones that this user may make. */
async function validate(text: string): Promise<string> {
  const folder = tempFolder();
  const path = join(folder, "config.yaml");
  writeFileSync(path, text.replaceAll("/var/", `${folder}/`));
  const { stderr } = await execute(COLLECTOR, ["validate", "--config", path], { cwd: ROOT_FOLDER });
  return stderr;
}

describeWithCollector("the examples for the OpenTelemetry Collector", () => {
  it.each([...exampleFiles("otelcol/*.yaml"), "examples/docker/otelcol.yaml"])(
    "%s is valid",
    async (file) => {
      expect(await validate(rootFile(file))).toBe("");
    },
  );

  it("in the sidecar's ConfigMap is valid", async () => {
    const manifests = kubernetesExamples().flatMap((example) => example.manifests);
    const texts = manifests.flatMap(({ data }) => data?.["otelcol.yaml"] ?? []);
    expect(texts).toHaveLength(1);
    for (const text of texts) expect(await validate(text)).toBe("");
  });

  it("in the README is valid", async () => {
    const texts = [...rootFile("README.md").matchAll(/^```yaml\n(receivers:.*?)^```/gms)];
    expect(texts).toHaveLength(1);
    for (const [, text = ""] of texts) expect(await validate(text)).toBe("");
  });

  it("with a mistake is told", async () => {
    const text = rootFile("examples/otelcol/forward.yaml").replace(
      "storage: file_storage",
      "storages: file_storage",
    );
    await expect(validate(text)).rejects.toThrow(/storages/);
  });
});
