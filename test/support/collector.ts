import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, onTestFinished } from "vitest";
import { findCollector } from "./collector-binary.ts";
import { type CollectedRecord, parseCollected } from "./collector-records.ts";
import { freePort } from "./free-port.ts";

/** A real OpenTelemetry Collector: OTLP/HTTP in, a file out. What it acknowledges is in the file by then. */
export interface TestCollector {
  /** The base URL of its OTLP receiver; the same after a restart. */
  readonly endpoint: string;
  /** Resolves when it is healthy; rejects with what it printed when it ends instead. */
  start(): Promise<void>;
  /** Ends it with SIGTERM and waits. */
  stop(): Promise<void>;
  /** Ends it with SIGKILL and waits. */
  kill(): Promise<void>;
  /** All it has written since it was made. */
  readRecords(): readonly CollectedRecord[];
}

/** 20 seconds in all; one tenth of a second is usual. */
const HEALTH_TRIES = 1000;
const HEALTH_EVERY_MS = 20;

const found = findCollector();

/** The binary; without one, none of the tests that need it runs. */
export const COLLECTOR = found.kind === "ready" ? found.path : "";

/** Tests that need an OpenTelemetry Collector. Where there is none, they say so and do not run. */
export function describeWithCollector(name: string, tests: () => void): void {
  if (found.kind === "missing")
    console.log(`No OpenTelemetry Collector: ${found.reason}. The tests of "${name}" are NOT run.`);
  describe.skipIf(found.kind === "missing")(name, tests);
}

/** Prepares one that keeps its files in `folder`; it is killed when the test has ended. */
export async function createTestCollector(folder: string): Promise<TestCollector> {
  const [otlpPort, healthPort] = [await freePort(), await freePort()];
  const config = join(folder, "otelcol.yaml");
  const file = join(folder, "out.jsonl");
  writeFileSync(config, configuration(otlpPort, healthPort, file));
  let child: ChildProcess | undefined;
  onTestFinished(() => {
    child?.kill("SIGKILL");
  });
  const readWritten = (): string => (existsSync(file) ? completeLines(readFileSync(file, "utf8")) : "");
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child === undefined || hasEnded(child)) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  };
  return {
    endpoint: `http://127.0.0.1:${otlpPort}`,
    async start() {
      // One that was killed may have left the beginning of a line, which it did not acknowledge.
      if (existsSync(file)) truncateSync(file, Buffer.byteLength(readWritten()));
      const started = spawn(COLLECTOR, ["--config", config], { stdio: ["ignore", "ignore", "pipe"] });
      child = started;
      await waitUntilHealthy(started, healthPort);
    },
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
    readRecords: () => parseCollected(readWritten()),
  };
}

/** With `rotation` the file exporter appends and, unlike without, writes before it acknowledges. */
function configuration(otlpPort: number, healthPort: number, file: string): string {
  return `
extensions: {health_check: {endpoint: "127.0.0.1:${healthPort}"}}
receivers: {otlp: {protocols: {http: {endpoint: "127.0.0.1:${otlpPort}"}}}}
exporters: {file: {path: "${file}", rotation: {max_megabytes: 1000}}}
service:
  telemetry: {metrics: {level: none}}
  extensions: [health_check]
  pipelines: {logs: {receivers: [otlp], exporters: [file]}}
`;
}

async function waitUntilHealthy(child: ChildProcess, port: number): Promise<void> {
  let log = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    log += text;
  });
  await once(child, "spawn");
  for (let tries = 0; tries < HEALTH_TRIES; tries++) {
    if (hasEnded(child)) throw new Error(`the OpenTelemetry Collector ended:\n${log}`);
    if (await isHealthy(port)) return;
    await wait(HEALTH_EVERY_MS);
  }
  throw new Error(`the OpenTelemetry Collector does not get healthy:\n${log}`);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

/** A line that is being written has no end yet. */
function completeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}
