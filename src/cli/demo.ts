import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Collector } from "../collector/collector.ts";
import { loadSources } from "../config/sources.ts";
import { messageOf } from "../lib/errors.ts";
import { formatCount, formatSpan } from "../lib/format.ts";
import { PACKAGE_ROOT } from "../lib/package-info.ts";
import type { Shutdown } from "../lib/shutdown.ts";
import type { Configuration } from "../receiver/configuration.ts";
import { receive } from "../receiver/receive.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../simulator/asana-server.ts";
import { toSimulatorOptions } from "../simulator/options.ts";
import { type OtlpSink, startOtlpSink } from "../simulator/otlp-sink.ts";
import { loadConfiguration } from "./configuration.ts";
import { createDemoReport } from "./demo-report.ts";
import { createOutput, type Output } from "./output.ts";

/** The demo's flags as typed. */
export interface DemoFlags {
  readonly endpoint?: string;
  readonly events: string;
  readonly rate: string;
  readonly once: boolean;
}

const SOURCES = fileURLToPath(new URL("examples/sources", PACKAGE_ROOT));

/** `otel-asana-receiver demo`: simulator, receiver and sink in one process. Returns the exit code. */
export async function demo(flags: DemoFlags, shutdown: Shutdown): Promise<number> {
  const storage = mkdtempSync(join(tmpdir(), "otel-asana-demo-"));
  const simulator = await startSimulator(flags);
  const sink = flags.endpoint === undefined ? await startOtlpSink({ keep: "gids" }) : undefined;
  try {
    const configuration = await loadConfiguration(
      {
        sources: SOURCES,
        asanaUrl: simulator.url,
        endpoint: flags.endpoint ?? sink?.url ?? "",
        storage,
        interval: "2s",
        startAt: "beginning",
        listen: "127.0.0.1:0",
      },
      true,
      (line) => process.stderr.write(`${line}\n`),
    );
    return configuration === undefined
      ? 1
      : await follow(configuration, { simulator, sink, shutdown, once: flags.once });
  } finally {
    await Promise.all([simulator.close(), sink?.close()]);
    rmSync(storage, { recursive: true, force: true });
  }
}

async function startSimulator(flags: DemoFlags): Promise<AsanaSimulator> {
  const { sources } = await loadSources(SOURCES);
  const { events, rate } = toSimulatorOptions({ events: flags.events, rate: flags.rate });
  return startAsanaSimulator({
    tokens: sources.map(({ personalAccessToken }) => personalAccessToken.reveal()),
    workspaces: [...new Set(sources.map(({ workspaceID }) => workspaceID))],
    events,
    rate,
  });
}

/** What the demo runs between. */
interface Surroundings {
  readonly simulator: AsanaSimulator;
  readonly sink: OtlpSink | undefined;
  readonly shutdown: Shutdown;
  readonly once: boolean;
}

async function follow(
  configuration: Configuration,
  { simulator, sink, shutdown, once }: Surroundings,
): Promise<number> {
  const { settings, files, redact } = configuration;
  const output = createOutput(redact);
  // Nobody watches any more: the demo ends as at Ctrl-C.
  process.stdout.once("error", () => process.emit("SIGINT"));
  output.out(`Asana      simulated at ${simulator.url}, ${formatCount(simulator.eventCount)} events so far`);
  output.out(`Endpoint   ${settings.endpoint.label}, ${sink === undefined ? "yours" : "the built-in sink"}`);
  output.out(`Sources    ${files?.loaded.sources.map(({ name }) => name).join(", ")}, from examples/sources`);
  output.out("           Ctrl-C ends the demo");
  let running: Collector | undefined;
  const code = await receive(configuration, {
    once,
    shutdown,
    observe: createDemoReport(output, () => running?.status()),
    onStart: (collector, url) => {
      running = collector;
      if (url !== undefined) output.out(`Page       ${url}/\n`);
    },
    onIssue: output.err,
    // It has no settings file.
    onSetting: () => undefined,
    onLate: output.err,
    onError: (error) => output.err(messageOf(error)),
  });
  if (running !== undefined) printSummary(output, running, simulator, sink);
  return code;
}

function printSummary(
  output: Output,
  collector: Collector,
  simulator: AsanaSimulator,
  sink: OtlpSink | undefined,
): void {
  output.out("\nSummary");
  for (const { name, state, pages, accepted, rejected, lagMs } of collector.status().sources) {
    const lag = lagMs === undefined ? "" : `, lag ${formatSpan(lagMs)}`;
    output.out(
      `  ${name}: ${state}; ${formatCount(pages)} pages, ${formatCount(accepted)} records acknowledged, ${formatCount(rejected)} rejected${lag}`,
    );
  }
  const { eventCount } = simulator;
  const delivered = collector.status().sources.reduce((sum, { accepted }) => sum + accepted, 0);
  const open =
    eventCount === delivered ? "" : `, ${formatCount(eventCount - delivered)} of them not delivered yet`;
  output.out(`  Asana held ${formatCount(eventCount)} events${open}`);
  if (sink === undefined) return;
  const { records, distinctGids, duplicates } = sink.counts;
  output.out(
    `  The sink holds ${formatCount(records)} records of ${formatCount(distinctGids)} events, ${formatCount(duplicates)} twice`,
  );
}
