import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import type { Diagnostic } from "vscode-json-languageservice";
import { createMessageConnection, type MessageConnection } from "vscode-jsonrpc/node";

/** The language servers of editors other than VS Code, by the file that starts them. */
const SERVERS = {
  "vscode-json-language-server": import.meta.resolve(
    "vscode-langservers-extracted/bin/vscode-json-language-server",
  ),
  "yaml-language-server": import.meta.resolve("yaml-language-server/bin/yaml-language-server"),
} as const;

/** A language server that an editor has started. */
export interface EditorServer {
  /** Opens a text as a file and waits for what the server finds in it. */
  open(uri: string, languageId: "json" | "yaml", text: string): Promise<readonly Diagnostic[]>;
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Starts a language server over stdio and waits until it is ready. It is ended with the test.
 *
 * @param settings what the editor's own settings say, by section
 */
export async function startEditorServer(
  name: keyof typeof SERVERS,
  settings: Readonly<Record<string, unknown>>,
): Promise<EditorServer> {
  const child = spawn(process.execPath, [fileURLToPath(SERVERS[name]), "--stdio"], {
    stdio: ["pipe", "pipe", "ignore"],
  });
  const connection = createMessageConnection(child.stdout, child.stdin);
  onTestFinished(async () => {
    connection.dispose();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  });
  connection.onRequest("workspace/configuration", ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => settings[section ?? ""] ?? null),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.listen();
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
    },
  });
  await connection.sendNotification("initialized", {});
  await connection.sendNotification("workspace/didChangeConfiguration", { settings });
  return { open: (uri, languageId, text) => open(connection, { uri, languageId, text }) };
}

async function open(
  connection: MessageConnection,
  document: { readonly uri: string; readonly languageId: string; readonly text: string },
): Promise<readonly Diagnostic[]> {
  const published = new Promise<readonly Diagnostic[]>((resolve) => {
    connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: Published) => {
      // Before it has read its settings a server finds nothing in anything.
      if (uri === document.uri && diagnostics.length > 0) resolve(diagnostics);
    });
  });
  await connection.sendNotification("textDocument/didOpen", { textDocument: { ...document, version: 1 } });
  return published;
}
