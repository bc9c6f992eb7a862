// What the benchmarks share: processes of their own, and the sources they read.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const WORKSPACE = "1204094735693514";
export const TOKEN = "bench-token";

/** The program as it is published; `npm run build` makes it. */
export const MAIN = new URL("../../dist/main.js", import.meta.url).pathname;

/** What one process used. */
export interface Usage {
  readonly seconds: number;
  readonly cpuMs: number;
  readonly peakRssMb: number;
}

/** A file of this folder. */
export function here(file: string): string {
  return new URL(file, import.meta.url).pathname;
}

/** The text of a source file. */
export function sourceText(name = "Bench", workspaceID = WORKSPACE): string {
  const config = { name, personalAccessToken: TOKEN, workspaceID };
  return JSON.stringify({ source: { config, schemaRef: { type: "Asana" }, sourceType: "Universal" } });
}

/** Starts a server of this folder; resolves when it listens. */
export async function serve(
  file: string,
  args: readonly string[],
): Promise<{ readonly url: string; readonly child: ChildProcess }> {
  const child = spawn(process.execPath, [here(file), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return { url: chunk.toString().trim(), child };
}

/** Runs a program to its end; `folder` is for what it used. */
export async function measure(args: readonly string[], folder: string): Promise<Usage> {
  const usageFile = join(folder, "usage.json");
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", here("report-usage.js"), ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, USAGE_FILE: usageFile },
  });
  const [code] = await once(child, "exit");
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  return { seconds, ...(JSON.parse(readFileSync(usageFile, "utf8")) as Omit<Usage, "seconds">) };
}
