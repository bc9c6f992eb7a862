import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A running VS Code that serves browsers on this machine. */
export interface CodeServer {
  /** The address that shows the workspace with one file open. */
  urlOf(file: string): string;
  /** Ends every process of it and removes its profile and workspace. */
  stop(): Promise<void>;
}

interface CodeServerOptions {
  /** Its entry.js. */
  readonly entry: string;
  /** The extension that is installed in it. */
  readonly vsix: string;
  /** Paths within the workspace, and their texts. */
  readonly files: Readonly<Record<string, string>>;
}

/** 60 seconds in all; one second is usual. */
const HEALTH_TRIES = 600;
const HEALTH_EVERY_MS = 100;

/** A marketplace where nobody listens. */
const NO_GALLERY = JSON.stringify({ serviceUrl: "http://127.0.0.1:9/gallery" });

/** Nothing that moves, asks or fetches by itself. */
const SETTINGS = {
  "chat.disableAIFeatures": true,
  "editor.hover.delay": 100,
  "editor.wordBasedSuggestions": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": "off",
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.editor.enablePreviewFromQuickOpen": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Starts one with a profile of its own. */
export async function startCodeServer(options: CodeServerOptions): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), "otel-asana-editor-"));
  const workspace = join(home, "ws");
  writeFiles(join(home, "data", "User"), { "settings.json": JSON.stringify(SETTINGS) });
  writeFiles(workspace, options.files);
  const env = {
    ...process.env,
    HOME: home,
    TMPDIR: home,
    XDG_RUNTIME_DIR: home,
    EXTENSIONS_GALLERY: NO_GALLERY,
  };
  const profile = ["--config", join(home, "config.yaml"), "--user-data-dir", join(home, "data")];
  const args = [options.entry, ...profile, "--extensions-dir", join(home, "extensions")];
  execFileSync(process.execPath, [...args, "--install-extension", options.vsix], { env, stdio: "pipe" });
  const port = await freePort();
  const listen = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`];
  const quiet = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"];
  // A group of its own: the server starts processes that start others.
  const child = spawn(process.execPath, [...args, ...listen, ...quiet], {
    env,
    detached: true,
    stdio: "pipe",
  });
  const killGroup = (): void => endGroup(child);
  process.once("exit", killGroup);
  await waitUntilHealthy(child, port);
  return {
    urlOf(file) {
      const open = ["openFile", `vscode-remote://127.0.0.1:${port}${join(workspace, file)}`];
      const payload = encodeURIComponent(JSON.stringify([open]));
      return `http://127.0.0.1:${port}/?folder=${workspace}&payload=${payload}`;
    },
    async stop() {
      const exit = once(child, "exit");
      killGroup();
      await exit;
      process.off("exit", killGroup);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // All of them have ended.
  }
}

async function waitUntilHealthy(child: ChildProcess, port: number): Promise<void> {
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  for (let tries = 0; tries < HEALTH_TRIES; tries++) {
    if (child.exitCode !== null) throw new Error(`code-server ended:\n${log}`);
    // Until it listens, the request is refused.
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await wait(HEALTH_EVERY_MS);
  }
  throw new Error(`code-server does not get healthy:\n${log}`);
}
