import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { PACKAGE_ROOT, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { SCHEMA_NAMES } from "./editor-schemas.ts";

const ROOT = fileURLToPath(PACKAGE_ROOT);
const EXTENSION = join(ROOT, "schemas", "vscode");

/** Packs the VS Code extension into `folder`, without the network, and returns the file's path. */
export async function buildVsix(folder: string): Promise<string> {
  const stage = mkdtempSync(join(tmpdir(), "otel-asana-vsix-"));
  try {
    const manifest = fillStage(stage);
    const packagePath = join(folder, `${manifest.name}-${manifest.version}.vsix`);
    await createVSIX({ cwd: stage, packagePath, dependencies: false, allowMissingRepository: true });
    return packagePath;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** The extension as it is packed: its own files, the licence and the schemas, under the package's version. */
function fillStage(stage: string): { name: string; version: string } {
  cpSync(EXTENSION, stage, { recursive: true });
  copyFileSync(join(ROOT, "LICENSE"), join(stage, "LICENSE"));
  mkdirSync(join(stage, "schemas"));
  for (const file of schemaFiles()) copyFileSync(join(ROOT, "schemas", file), join(stage, "schemas", file));
  const own = JSON.parse(readFileSync(join(EXTENSION, "package.json"), "utf8")) as { name: string };
  const manifest = { ...own, version: PACKAGE_VERSION };
  writeFileSync(join(stage, "package.json"), JSON.stringify(manifest, null, 2));
  return manifest;
}

/** The schemas of files that people write; what the receiver itself tells has another one. */
export function schemaFiles(): string[] {
  return SCHEMA_NAMES.map((name) => `${name}.schema.json`);
}
