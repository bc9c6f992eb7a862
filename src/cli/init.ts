import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ConfigError } from "../lib/errors.ts";
import { PACKAGE_NAME } from "../lib/package-info.ts";
import { createOutput } from "./output.ts";

const STARTER_FILES: Readonly<Record<string, object>> = {
  "sources/asana.json": {
    "api.version": "v1",
    source: {
      config: {
        name: "Asana",
        description: "Audit log of our Asana organisation",
        category: "prod/asana/audit",
        fields: { _siemForward: false },
        personalAccessToken: `\${env:ASANA_TOKEN}`,
        workspaceID: `\${env:ASANA_WORKSPACE_ID}`,
      },
      schemaRef: { type: "Asana" },
      sourceType: "Universal",
    },
  },
  "receiver.json": {
    sources: "sources",
    endpoint: "http://localhost:4318",
    polling: { interval: "5m", startAt: "beginning" },
  },
  ".vscode/settings.json": {
    "json.schemas": [
      {
        fileMatch: ["/sources/*.json"],
        url: `./node_modules/${PACKAGE_NAME}/schemas/asana-source.schema.json`,
      },
      { fileMatch: ["/receiver.json"], url: `./node_modules/${PACKAGE_NAME}/schemas/receiver.schema.json` },
    ],
  },
};

/**
 * `otel-asana-receiver init`: writes a folder to start from. A file that is there stays as it is. Returns the exit
 * code.
 *
 * @throws ConfigError when a file cannot be written
 */
export async function init(folder: string): Promise<number> {
  const output = createOutput((text) => text);
  for (const [name, content] of Object.entries(STARTER_FILES)) {
    const file = join(folder, name);
    const isNew = await writeNew(file, `${JSON.stringify(content, null, 2)}\n`);
    output.out(isNew ? `${file} is written` : `${file} is there already and stays as it is`);
  }
  output.out(
    [
      "",
      "Set ASANA_TOKEN to a service account's token and ASANA_WORKSPACE_ID to the workspace's gid, then:",
      `  ${PACKAGE_NAME} validate ${join(folder, "receiver.json")} ${join(folder, "sources")}`,
      `  ${PACKAGE_NAME} run --settings ${join(folder, "receiver.json")}`,
    ].join("\n"),
  );
  return 0;
}

async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(file), { recursive: true });
  } catch (cause) {
    throw cannotWrite(dirname(file), cause);
  }
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") return false;
    throw cannotWrite(file, cause);
  }
}

function cannotWrite(path: string, cause: unknown): ConfigError {
  return new ConfigError(`${path} cannot be written`, { cause, hint: "Name a folder you may write to." });
}
