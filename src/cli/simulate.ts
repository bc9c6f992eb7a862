import { whenAborted } from "../lib/clock.ts";
import { formatCount } from "../lib/format.ts";
import type { Shutdown } from "../lib/shutdown.ts";
import { startAsanaSimulator } from "../simulator/asana-server.ts";
import { type SimulatorFlags, toSimulatorOptions } from "../simulator/options.ts";
import { createOutput } from "./output.ts";

/** `otel-asana-receiver simulate`: serves a simulated Asana until it is stopped. Returns the exit code. */
export async function simulate(flags: SimulatorFlags, { stop }: Shutdown): Promise<number> {
  const output = createOutput((text) => text);
  const options = toSimulatorOptions(flags);
  const simulator = await startAsanaSimulator(options);
  output.out(`Asana simulator at ${simulator.url}`);
  output.out(`  workspaces ${options.workspaces.join(", ")}; tokens ${options.tokens.join(", ")}`);
  output.out(`  ${formatCount(simulator.eventCount)} events so far, ${options.rate} a second from now on`);
  await whenAborted(stop);
  await simulator.close();
  return 0;
}
