// npm run bench [-- --events 100000 --runs 3]: our receiver beside a raw copy of the same pages, each in a
// process of its own, simulator and sink in theirs. Medians over the runs; CPU and memory include Node's start.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { events: { type: "string", default: "100000" }, runs: { type: "string", default: "3" } },
});
const EVENTS = Number(values.events);
const RUNS = Number(values.runs);
const WORKSPACE = "1204094735693514";
const TOKEN = "bench-token";

interface Measure {
  readonly eventsPerSecond: number;
  readonly eventsPerCpuSecond: number;
  readonly peakRssMb: number;
}

const folder = mkdtempSync(join(tmpdir(), "otel-asana-bench-"));
const here = (file: string): string => new URL(file, import.meta.url).pathname;
const main = new URL("../../dist/main.js", import.meta.url).pathname;
const sources = join(folder, "bench.json");
writeFileSync(
  sources,
  JSON.stringify({
    source: {
      config: { name: "Bench", personalAccessToken: TOKEN, workspaceID: WORKSPACE },
      schemaRef: { type: "Asana" },
      sourceType: "Universal",
    },
  }),
);

async function serve(file: string, args: readonly string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [here(file), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return { url: chunk.toString().trim(), child };
}

async function measure(args: readonly string[]): Promise<Measure> {
  const usageFile = join(folder, "usage.json");
  const startedAt = performance.now();
  const child = spawn(process.execPath, ["--import", here("report-usage.ts"), ...args], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, USAGE_FILE: usageFile },
  });
  const [code] = await once(child, "exit");
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}`);
  const usage = JSON.parse(readFileSync(usageFile, "utf8")) as { cpuMs: number; peakRssMb: number };
  return {
    eventsPerSecond: EVENTS / seconds,
    eventsPerCpuSecond: EVENTS / (usage.cpuMs / 1000),
    peakRssMb: usage.peakRssMb,
  };
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function medianOf(args: () => readonly string[]): Promise<Measure> {
  const all: Measure[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await measure(args()));
  return {
    eventsPerSecond: median(all.map((one) => one.eventsPerSecond)),
    eventsPerCpuSecond: median(all.map((one) => one.eventsPerCpuSecond)),
    peakRssMb: median(all.map((one) => one.peakRssMb)),
  };
}

const asana = await serve("serve-asana.ts", [String(EVENTS), WORKSPACE, TOKEN]);
const sink = await serve("serve-sink.ts", []);
let storage = 0;
const ours = (protocol: string, compression: string) => (): readonly string[] => {
  storage += 1;
  const settings = join(folder, "receiver.json");
  writeFileSync(settings, JSON.stringify({ compression, asana: { requestsPerMinute: 1e9 } }));
  return [
    ...[main, "run", "--once", "--sources", sources, "--settings", settings, "--log-level", "error"],
    ...["--asana-url", asana.url, "--endpoint", sink.url, "--protocol", protocol],
    ...["--storage", join(folder, String(storage))],
  ];
};

const rows: [string, Measure][] = [];
try {
  process.stdout.write(
    `${EVENTS} events, 100 a page, median of ${RUNS}; Node ${process.version}, ${cpus().length} cores\n\n`,
  );
  process.stdout.write("                        events/s   events/CPU-s   peak RSS\n");
  const row = async (name: string, args: () => readonly string[]): Promise<Measure> => {
    const one = await medianOf(args);
    rows.push([name, one]);
    process.stdout.write(
      `${name.padEnd(20)} ${Math.round(one.eventsPerSecond).toString().padStart(11)} ${Math.round(one.eventsPerCpuSecond).toString().padStart(14)} ${Math.round(one.peakRssMb).toString().padStart(7)} MB\n`,
    );
    return one;
  };
  const raw = await row("raw copy", () => [here("raw-copy.ts"), asana.url, sink.url, WORKSPACE, TOKEN]);
  await row("http/json", ours("http/json", "none"));
  await row("http/json gzip", ours("http/json", "gzip"));
  await row("http/protobuf", ours("http/protobuf", "none"));
  await row("http/protobuf gzip", ours("http/protobuf", "gzip"));
  const [, best] = rows
    .slice(1)
    .reduce((a, b) => (b[1].eventsPerCpuSecond > a[1].eventsPerCpuSecond ? b : a));
  const share = (100 * best.eventsPerSecond) / raw.eventsPerSecond;
  process.stdout.write(
    `\nbest: ${Math.round(best.eventsPerCpuSecond)} events per CPU-second, ${Math.round(best.peakRssMb)} MB peak, ${Math.round(share)} % of raw copy\n`,
  );
} finally {
  asana.child.kill();
  sink.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
