import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { SettingsFlags } from "../../src/config/settings.ts";
import { type Clock, systemClock } from "../../src/lib/clock.ts";
import type { AsanaSimulatorOptions } from "../../src/simulator/asana-defaults.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../../src/simulator/asana-server.ts";
import { type OtlpSink, startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { NO_LIMITS } from "./no-limits.ts";
import { tempFolder } from "./temp-folder.ts";

export const TOKEN = "2/1200000000000001/1200000000000002:0123456789abcdef0123456789abcdef";
export const WORKSPACE = "1204094735693514";

/** A simulated Asana, a sink, and a folder with one source file between them. */
export interface Line {
  readonly asana: AsanaSimulator;
  readonly sink: OtlpSink;
  readonly folder: string;
  /** Lets Asana's clock show what the receiver's does, unless the simulator was given one. */
  setClock(clock: Pick<Clock, "now">): void;
  /** Writes one more source file. */
  addSource(file: string, config: Record<string, unknown>): void;
  /** Writes the settings anew. */
  writeSettings(settings: Record<string, unknown>): void;
  /** The flags that make a receiver of it, as they are loaded and as they are typed. */
  readonly flags: SettingsFlags;
  readonly args: readonly string[];
}

/** The Universal JSON of one Asana source. */
export function sourceJson(config: Record<string, unknown> = {}): string {
  const source = {
    config: {
      name: "Acme",
      category: "prod/asana",
      personalAccessToken: TOKEN,
      workspaceID: WORKSPACE,
      ...config,
    },
    schemaRef: { type: "Asana" },
    sourceType: "Universal",
  };
  return JSON.stringify({ "api.version": "v1", source }, null, 2);
}

/** Starts both ends; they are closed when the test has ended. */
export async function startLine(
  simulator: Partial<AsanaSimulatorOptions> = {},
  settings: Record<string, unknown> = {},
): Promise<Line> {
  const folder = tempFolder();
  let clock: Pick<Clock, "now"> = systemClock;
  const asana = await startAsanaSimulator({
    tokens: [TOKEN],
    workspaces: [WORKSPACE],
    events: 250,
    rate: 0,
    clock: { now: () => clock.now(), sleep: systemClock.sleep },
    ...simulator,
  });
  onTestFinished(() => asana.close());
  const sink = await startOtlpSink({ keep: "records" });
  onTestFinished(() => sink.close());
  mkdirSync(join(folder, "sources"));
  const addSource = (file: string, config: Record<string, unknown>): void =>
    writeFileSync(join(folder, "sources", file), sourceJson(config));
  addSource("acme.json", {});
  const writeSettings = (content: Record<string, unknown>): void => {
    const asana = { ...NO_LIMITS, ...Object(content["asana"]) };
    // One stream, in the order of time, is easier to look at; what is about slices asks for them.
    const polling = { backfillStreams: 0, ...Object(content["polling"]) };
    const all = { compression: "none", ...content, asana, polling };
    writeFileSync(join(folder, "receiver.json"), JSON.stringify(all));
  };
  writeSettings(settings);
  const flags = {
    sources: join(folder, "sources"),
    settings: join(folder, "receiver.json"),
    asanaUrl: asana.url,
    endpoint: sink.url,
    storage: join(folder, "state"),
  };
  const args = [
    ...["--sources", flags.sources, "--settings", flags.settings, "--asana-url", flags.asanaUrl],
    ...["--endpoint", flags.endpoint, "--storage", flags.storage, "--listen", "127.0.0.1:0"],
  ];
  const setClock = (other: Pick<Clock, "now">): void => {
    clock = other;
  };
  return { asana, sink, folder, setClock, addSource, writeSettings, flags, args };
}
