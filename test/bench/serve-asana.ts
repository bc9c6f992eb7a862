// The simulated Asana of the benchmarks, in a process of its own: prints its URL and serves until it is killed.
import { startAsanaSimulator } from "../../src/simulator/asana-server.ts";

const [events, workspace, token, latencyMs = "0", rateLimitPerMinute = "Infinity"] = process.argv.slice(2);
const simulator = await startAsanaSimulator({
  events: Number(events),
  workspaces: [workspace ?? ""],
  tokens: [token ?? ""],
  // The raw copy does not unpack; both get the same bytes.
  gzip: false,
  rate: 0,
  latencyMs: Number(latencyMs),
  rateLimitPerMinute: Number(rateLimitPerMinute),
});
process.stdout.write(`${simulator.url}\n`);
