import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** A command of ours that runs in a process of its own. */
export interface CommandProcess {
  readonly child: ChildProcess;
  /** All it has printed so far. */
  readonly output: { stdout: string; stderr: string };
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/**
 * Starts `otel-asana-receiver …args`; it is killed when the test ends before it does. `stdout` may be a file descriptor;
 * what goes there is no output that is kept here.
 */
export function startCommand(
  args: readonly string[],
  env: Record<string, string> = {},
  stdout: "pipe" | number = "pipe",
): CommandProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...env },
    stdio: ["ignore", stdout, "pipe"],
  });
  const output = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? -1));
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return { child, output, ended };
}

/** Runs a command to its end. */
export async function runCommand(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<{ readonly code: number | NodeJS.Signals; readonly stdout: string; readonly stderr: string }> {
  const { output, ended } = startCommand(args, env);
  return { code: await ended, ...output };
}
