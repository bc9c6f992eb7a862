// npm run bench [-- --events 100000 --runs 3 --curve 10000,100000,1000000 --sources 1000]: our receiver beside a raw copy
// of the same pages, each in a process of its own, simulator and sink in theirs; then ever longer histories, the last of
// which the closing line is about, the start, a past in slices, and many idle sources. Medians over the runs; CPU and
// memory include Node's start. What is printed is kept in RESULTS.md.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PACKAGE_NAME, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { describeBackfill, measureBackfill } from "./backfill.ts";
import { here, MAIN, measure, serve, sourceText, TOKEN, type Usage, WORKSPACE } from "./process.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "100000" },
    runs: { type: "string", default: "3" },
    curve: { type: "string", default: "10000,100000,1000000" },
    sources: { type: "string", default: "1000" },
  },
});
const EVENTS = Number(values.events);
const RUNS = Number(values.runs);
const CURVE = values.curve.split(",").map(Number);
/** The simulator is asked at full speed. */
const LIMITS = { requestsPerMinute: 1_000_000_000, concurrency: 1000 };
/** As the raw copy reads. */
const ONE_STREAM = { backfillStreams: 0 };
const BACKFILL = { events: 150_000, latencyMs: 300, streams: 10, requestsPerMinute: 1500 };

interface Measure {
  readonly eventsPerSecond: number;
  readonly eventsPerCpuSecond: number;
  readonly peakRssMb: number;
  readonly highestEventsPerCpuSecond: number;
  readonly lowestEventsPerCpuSecond: number;
}

let report = "";
const print = (text: string): void => {
  report += text;
  process.stdout.write(text);
};

const folder = mkdtempSync(join(tmpdir(), "otel-asana-bench-"));
const sources = join(folder, "bench.json");
writeFileSync(sources, sourceText());

/** Of an even number of them, the lower one of the two in the middle. */
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? Number.NaN;

async function repeat(args: () => readonly string[]): Promise<readonly Usage[]> {
  const all: Usage[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await measure(args(), folder));
  return all;
}

async function medianOf(events: number, args: () => readonly string[]): Promise<Measure> {
  const all = await repeat(args);
  const perCpuSecond = all.map(({ cpuMs }) => events / (cpuMs / 1000));
  return {
    eventsPerSecond: median(all.map(({ seconds }) => events / seconds)),
    eventsPerCpuSecond: median(perCpuSecond),
    lowestEventsPerCpuSecond: Math.min(...perCpuSecond),
    highestEventsPerCpuSecond: Math.max(...perCpuSecond),
    peakRssMb: median(all.map(({ peakRssMb }) => peakRssMb)),
  };
}

async function row(name: string, events: number, args: () => readonly string[]): Promise<Measure> {
  const one = await medianOf(events, args);
  const cell = (value: number, width: number): string => Math.round(value).toString().padStart(width);
  print(
    `${name.padEnd(25)} ${cell(one.eventsPerSecond, 11)} ${cell(one.eventsPerCpuSecond, 14)}   (${cell(one.lowestEventsPerCpuSecond, 8)} to ${cell(one.highestEventsPerCpuSecond, 8)}) ${cell(one.peakRssMb, 7)} MB\n`,
  );
  return one;
}

const asana = await serve("serve-asana.ts", [String(EVENTS), WORKSPACE, TOKEN]);
const sink = await serve("serve-sink.ts", []);
let storage = 0;
const ours =
  (protocol: string, settings: object, from: string, to = sink.url) =>
  (): readonly string[] => {
    storage += 1;
    const file = join(folder, "receiver.json");
    writeFileSync(
      file,
      JSON.stringify({ compression: "none", asana: LIMITS, polling: ONE_STREAM, ...settings }),
    );
    return [
      ...[MAIN, "run", "--once", "--sources", sources, "--settings", file, "--log-level", "error"],
      ...["--asana-url", from, "--endpoint", to, "--protocol", protocol],
      ...["--storage", join(folder, String(storage))],
    ];
  };

/** What a receiver does beside reading and sending. */
const EXTRAS = {
  metrics: { export: true },
  filters: { exclude: { eventType: "never_seen" } },
  redact: ["email", "ip", "saml_response"],
};

const rawCopy = (from: string) => (): readonly string[] => [
  ...[here("raw-copy.ts"), from, sink.url, WORKSPACE, TOKEN],
];

/** Ever longer histories, the start of the process included. Returns the raw copy of the longest, and the best of ours. */
async function printCurve(): Promise<{ readonly raw: Measure; readonly best: Measure } | undefined> {
  print("\n");
  let longest: { raw: Measure; best: Measure } | undefined;
  for (const events of CURVE) {
    const { child, url } = await serve("serve-asana.ts", [String(events), WORKSPACE, TOKEN]);
    try {
      const raw = await row(`${events}: raw copy`, events, rawCopy(url));
      const json = await row(`${events}: http/json`, events, ours("http/json", {}, url));
      const protobuf = await row(`${events}: http/protobuf`, events, ours("http/protobuf", {}, url));
      longest = { raw, best: json.eventsPerCpuSecond > protobuf.eventsPerCpuSecond ? json : protobuf };
    } finally {
      child.kill();
    }
  }
  return longest;
}

/** From the start of the process to the first export. */
async function printStart(): Promise<void> {
  const history = await serve("serve-asana.ts", ["1", WORKSPACE, TOKEN]);
  const arrivals: number[] = [];
  const endpoint = createServer((request, response) => {
    arrivals.push(performance.now());
    request
      .resume()
      .on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  }).listen(0, "127.0.0.1");
  await once(endpoint, "listening");
  const { port } = endpoint.address() as AddressInfo;
  const starts: number[] = [];
  try {
    const args = ours("http/json", {}, history.url, `http://127.0.0.1:${port}`);
    for (let run = 0; run < Math.max(RUNS, 3); run++) {
      const startedAt = performance.now();
      arrivals.length = 0;
      await measure(args(), folder);
      starts.push((arrivals[0] ?? Number.NaN) - startedAt);
    }
    print(`\nstart to first export: ${(median(starts) / 1000).toFixed(2)} s\n`);
  } finally {
    history.child.kill();
    endpoint.close();
  }
}

/** What a benchmark of its own prints. */
async function printOf(file: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [here(file), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${file} ended with ${code}`);
  print(`\n${text}`);
}

try {
  print(
    `${EVENTS} events, 100 a page, median of ${RUNS}; ${PACKAGE_NAME} ${PACKAGE_VERSION}, Node ${process.version}, ${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB\n\n`,
  );
  print("                             events/s   events/CPU-s     (lowest to highest)   peak RSS\n");
  const gzip = { compression: "gzip" };
  await row("raw copy", EVENTS, rawCopy(asana.url));
  await row("http/json", EVENTS, ours("http/json", {}, asana.url));
  await row("http/json gzip", EVENTS, ours("http/json", gzip, asana.url));
  await row("http/json extras", EVENTS, ours("http/json", EXTRAS, asana.url));
  await row("http/protobuf", EVENTS, ours("http/protobuf", {}, asana.url));
  await row("http/protobuf gzip", EVENTS, ours("http/protobuf", gzip, asana.url));
  print("\nextras: metrics are pushed, a filter is looked at here, e-mail and IP addresses are redacted\n");
  const longest = await printCurve();
  await printStart();
  print(`\n${describeBackfill(BACKFILL, await measureBackfill(BACKFILL))}\n`);
  await printOf("wide.ts", ["--sources", values.sources]);
  if (longest !== undefined) {
    const { raw, best } = longest;
    const share = (100 * best.eventsPerSecond) / raw.eventsPerSecond;
    print(
      `\nbest: ${Math.round(best.eventsPerCpuSecond)} events per CPU-second, ${Math.round(best.peakRssMb)} MB peak, ${Math.round(share)} % of raw copy\n`,
    );
  }
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(
    here("RESULTS.md"),
    `# Benchmark\n\nWritten by \`npm run bench\` on ${date}. Other work on the machine makes CPU time longer, too: compare rows, and see how far apart the runs of a row are.\n\n\`\`\`\n${report}\`\`\`\n`,
  );
} finally {
  asana.child.kill();
  sink.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
