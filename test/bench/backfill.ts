// node test/bench/backfill.ts [--events 1000000 --latency 300 --streams 10 --rate 1500], after `npm run build`: how fast
// a past is read in slices, beside the rate that Asana allows. Simulator, receiver and sink are processes of their own;
// --streams 0 reads it in one stream. By default a million events, for which the rate alone asks 6.7 minutes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { MAIN, measure, serve, sourceText, TOKEN, type Usage, WORKSPACE } from "./process.ts";

/** Asana's largest page. */
const PAGE = 100;

/** What is read, and what of. */
export interface BackfillBench {
  readonly events: number;
  /** How long Asana takes for a page, in milliseconds. */
  readonly latencyMs: number;
  /** Slices at once; 0: one stream. */
  readonly streams: number;
  readonly requestsPerMinute: number;
}

/** How fast it was. */
export interface BackfillSpeed extends Usage {
  /** Of the events that `requestsPerMinute` full pages would bring. */
  readonly percentOfRate: number;
}

/** Reads a history of 30 days to its end in a process of its own. */
export async function measureBackfill(bench: BackfillBench): Promise<BackfillSpeed> {
  const { events, latencyMs, requestsPerMinute } = bench;
  const folder = mkdtempSync(join(tmpdir(), "otel-asana-backfill-"));
  const limits = [latencyMs, requestsPerMinute].map(String);
  const asana = await serve("serve-asana.ts", [String(events), WORKSPACE, TOKEN, ...limits]);
  const sink = await serve("serve-sink.ts", []);
  try {
    const usage = await measure(toArguments(bench, folder, asana.url, sink.url), folder);
    const idealSeconds = (60 * events) / PAGE / requestsPerMinute;
    return { ...usage, percentOfRate: (100 * idealSeconds) / usage.seconds };
  } finally {
    asana.child.kill();
    sink.child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A row for people. */
export function describeBackfill(bench: BackfillBench, speed: BackfillSpeed): string {
  const { events, latencyMs, streams, requestsPerMinute } = bench;
  const { seconds, percentOfRate, cpuMs, peakRssMb } = speed;
  const how = streams === 0 ? "in one stream" : `${streams} slices at once`;
  return (
    `backfill of ${events} events, ${latencyMs} ms a page, ${how}: ${seconds.toFixed(1)} s, ` +
    `${percentOfRate.toFixed(1)} % of ${requestsPerMinute} pages a minute, ` +
    `${(cpuMs / 1000).toFixed(1)} CPU-s, ${Math.round(peakRssMb)} MB`
  );
}

function toArguments(
  { streams, requestsPerMinute }: BackfillBench,
  folder: string,
  asanaUrl: string,
  endpoint: string,
): readonly string[] {
  const [sources, settings] = [join(folder, "bench.json"), join(folder, "receiver.json")];
  writeFileSync(sources, sourceText());
  const polling = { startAt: "-30d", backfillStreams: streams };
  writeFileSync(settings, JSON.stringify({ compression: "none", polling, asana: { requestsPerMinute } }));
  return [
    ...[MAIN, "run", "--once", "--log-level", "error"],
    ...["--sources", sources, "--settings", settings, "--storage", join(folder, "state")],
    ...["--asana-url", asanaUrl, "--endpoint", endpoint, "--listen", "off"],
  ];
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      events: { type: "string", default: "1000000" },
      latency: { type: "string", default: "300" },
      streams: { type: "string", default: "10" },
      rate: { type: "string", default: "1500" },
    },
  });
  const bench = {
    events: Number(values.events),
    latencyMs: Number(values.latency),
    streams: Number(values.streams),
    requestsPerMinute: Number(values.rate),
  };
  process.stdout.write(`${describeBackfill(bench, await measureBackfill(bench))}\n`);
}
