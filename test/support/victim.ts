import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));

/** A receiver in a process of its own that may be killed. */
export interface Victim {
  /** All it has printed so far. */
  readonly printed: string;
  readonly hasEnded: boolean;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The most memory it has had, in megabytes; undefined where the system does not tell. */
  readPeakMb(): number | undefined;
  /** Ends it at once, unless it has ended. */
  kill(): void;
}

/** Starts `otel-asana-receiver run …args`. */
export function startVictim(args: readonly string[], env: Readonly<Record<string, string>> = {}): Victim {
  const child = spawn(process.execPath, [MAIN, "run", ...args], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // Whoever ends this process early leaves none behind.
  const onExit = (): void => void child.kill("SIGKILL");
  process.on("exit", onExit);
  child.once("close", () => process.off("exit", onExit));
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  return {
    get printed() {
      return printed;
    },
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    ended: endOf(child),
    readPeakMb: () => readPeakMb(child.pid),
    kill: () => void child.kill("SIGKILL"),
  };
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals> {
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return code ?? signal ?? -1;
}

function readPeakMb(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    // Not Linux, or it has ended.
    return undefined;
  }
}
