// node test/bench/wide.ts [--sources 1000 --seconds 60], after `npm run build`: what many sources with nothing to read
// cost. All share a token, so their first polls alone take a while. Prints a line, and with --json an object.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startAsanaSimulator } from "../../src/simulator/asana-server.ts";
import { startOtlpSink } from "../../src/simulator/otlp-sink.ts";
import { freePort } from "../support/free-port.ts";
import { here, MAIN, sourceText, TOKEN } from "./process.ts";

const { values } = parseArgs({
  options: {
    sources: { type: "string", default: "1000" },
    seconds: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});
const SOURCES = Number(values.sources);
const SECONDS = Number(values.seconds);
const SETTLE_MS = 5000;
const NEVER_MS = 600_000;
const LOOK_MS = 10_000;
/** An event that is older would be a warning for each source. */
const HISTORY_MS = 600_000;

interface Usage {
  readonly cpuMs: number;
  readonly rssMb: number;
}

const folder = mkdtempSync(join(tmpdir(), "otel-asana-wide-"));
const workspaces = Array.from({ length: SOURCES }, (_, index) => String(1_300_000_000_000_000 + index));
const asana = await startAsanaSimulator({
  tokens: [TOKEN],
  workspaces,
  events: 1,
  historyMs: HISTORY_MS,
  rate: 0,
  rateLimitPerMinute: Number.POSITIVE_INFINITY,
});
const sink = await startOtlpSink({ keep: "counts" });
mkdirSync(join(folder, "sources"));
for (const [index, workspaceID] of workspaces.entries()) {
  writeFileSync(join(folder, "sources", `${index}.json`), sourceText(`Team ${index}`, workspaceID));
}

const listen = `127.0.0.1:${await freePort()}`;
const child = spawn(
  process.execPath,
  [
    ...["--import", here("answer-usage.js"), MAIN, "run", "--log-level", "error", "--listen", listen],
    ...["--sources", join(folder, "sources"), "--storage", join(folder, "state")],
    ...["--asana-url", asana.url, "--endpoint", sink.url],
  ],
  { stdio: ["ignore", "ignore", "inherit", "ipc"] },
);

async function usage(): Promise<Usage> {
  child.send("usage");
  const [answer] = (await once(child, "message")) as [Usage];
  return answer;
}

/** How many sources have read their logs to the end. */
async function countResting(): Promise<number> {
  const answer = await fetch(`http://${listen}/api/v1/status`).catch(() => undefined);
  const { sources } = ((await answer?.json()) ?? { sources: [] }) as { sources: { nextPollAt?: string }[] };
  return sources.filter(({ nextPollAt }) => nextPollAt !== undefined).length;
}

try {
  const startedAt = performance.now();
  for (let resting = 0; resting < SOURCES; resting = await countResting()) {
    if (performance.now() - startedAt > NEVER_MS) throw new Error(`${resting} sources have read their logs`);
    // Each answer is a megabyte, and asking is not what is measured.
    await wait(LOOK_MS);
  }
  const firstPollsSeconds = (performance.now() - startedAt) / 1000;
  await wait(SETTLE_MS);
  const [before, idleFrom] = [await usage(), Date.now()];
  let peakRssMb = before.rssMb;
  for (let second = 0; second < SECONDS; second++) {
    await wait(1000);
    peakRssMb = Math.max(peakRssMb, (await usage()).rssMb);
  }
  const after = await usage();
  const cpuSeconds = (after.cpuMs - before.cpuMs) / 1000;
  const corePercent = (100 * cpuSeconds) / SECONDS;
  const requests = asana.requests.filter(({ at }) => at >= idleFrom).length;
  const result = { sources: SOURCES, firstPollsSeconds, cpuSeconds, corePercent, peakRssMb, requests };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : `${SOURCES} sources, first polls in ${firstPollsSeconds.toFixed(1)} s; idle for ${SECONDS} s: ${cpuSeconds.toFixed(2)} CPU-s (${corePercent.toFixed(1)} % of a core), ${Math.round(peakRssMb)} MB, ${requests} requests\n`,
  );
} finally {
  child.kill();
  await once(child, "exit");
  await Promise.all([asana.close(), sink.close()]);
  rmSync(folder, { recursive: true, force: true });
}
