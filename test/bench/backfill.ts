// node test/bench/backfill.ts [--events 60000 --latency 300 --streams 10 --rate 1500]: how fast a past is read in
// slices, beside the rate that Asana allows. Simulator, receiver and sink are processes of their own; --streams 0 reads
// it in one stream. A minute's requests may be spent at once, so the first minute's are left out of the share.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "60000" },
    latency: { type: "string", default: "300" },
    streams: { type: "string", default: "10" },
    rate: { type: "string", default: "1500" },
  },
});
const WORKSPACE = "1204094735693514";
const TOKEN = "bench-token";
const PAGE = 100;

const here = (file: string): string => new URL(file, import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "otel-asana-backfill-"));

async function serve(file: string, args: readonly string[]): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [here(file), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [chunk] = (await once(child.stdout, "data")) as [Buffer];
  return { url: chunk.toString().trim(), child };
}

const asana = await serve("serve-asana.ts", [values.events, WORKSPACE, TOKEN, values.latency, values.rate]);
const sink = await serve("serve-sink.ts", []);
const sources = join(folder, "bench.json");
const settings = join(folder, "receiver.json");
const config = { name: "Bench", personalAccessToken: TOKEN, workspaceID: WORKSPACE };
writeFileSync(
  sources,
  JSON.stringify({ source: { config, schemaRef: { type: "Asana" }, sourceType: "Universal" } }),
);
const polling = { startAt: "-30d", backfillStreams: Number(values.streams) };
writeFileSync(settings, JSON.stringify({ compression: "none", polling }));
try {
  const startedAt = performance.now();
  const receiver = spawn(
    process.execPath,
    [
      ...[
        "src/main.ts",
        "run",
        "--once",
        "--sources",
        sources,
        "--settings",
        settings,
        "--log-level",
        "error",
      ],
      ...[
        "--asana-url",
        asana.url,
        "--endpoint",
        sink.url,
        "--storage",
        join(folder, "state"),
        "--listen",
        "off",
      ],
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  const [code] = await once(receiver, "exit");
  const seconds = (performance.now() - startedAt) / 1000;
  if (code !== 0) throw new Error(`the receiver ended with ${code}`);
  const perMinute = (60 * Number(values.events)) / PAGE / seconds;
  const share = Math.round((100 * perMinute) / Number(values.rate));
  process.stdout.write(
    `${values.events} events, ${values.latency} ms a request, ${values.streams} slices at once: ${seconds.toFixed(1)} s, ` +
      `${Math.round(perMinute)} full pages a minute, ${share} % of ${values.rate}\n`,
  );
} finally {
  asana.child.kill();
  sink.child.kill();
  rmSync(folder, { recursive: true, force: true });
}
