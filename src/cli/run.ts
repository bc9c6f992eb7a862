import type { SettingsFlags } from "../config/settings.ts";
import { systemClock } from "../lib/clock.ts";
import { PACKAGE_VERSION } from "../lib/package-info.ts";
import { listenForSignals } from "../lib/shutdown.ts";
import { createChangeLog } from "../telemetry/change-log.ts";
import { createLogger } from "../telemetry/log.ts";
import { loadConfiguration } from "./configuration.ts";
import { createOutput } from "./output.ts";
import { receive } from "./receive.ts";

/** `otel-asana-receiver run`: follows the configured sources. Returns the exit code. */
export async function run(flags: SettingsFlags, once: boolean): Promise<number> {
  const configuration = await loadConfiguration(flags, (line) => process.stderr.write(`${line}\n`));
  if (configuration === undefined) return 1;
  const { settings, sources, redact } = configuration;
  const output = createOutput(redact);
  const logger = createLogger({ level: settings.logLevel, redact, stream: process.stderr });
  const shutdown = listenForSignals(process, systemClock);
  logger.info(
    {
      version: PACKAGE_VERSION,
      sources: sources.length,
      endpoint: settings.endpoint.label,
      storage: settings.storage,
    },
    "started",
  );
  const code = await receive(configuration, {
    once,
    shutdown,
    output,
    observe: createChangeLog(logger, sources),
    onStart: (collector) => {
      shutdown.stop.addEventListener("abort", () => logger.info(collector.status(), "stopping"));
    },
  });
  logger.info({ code }, "stopped");
  return code;
}
