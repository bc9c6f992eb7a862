import type { Collector } from "../collector/collector.ts";
import type { Place } from "../config/issue.ts";
import type { SettingsFlags } from "../config/settings.ts";
import { systemClock } from "../lib/clock.ts";
import { messageOf } from "../lib/errors.ts";
import { PACKAGE_VERSION } from "../lib/package-info.ts";
import { listenForSignals } from "../lib/shutdown.ts";
import { receive } from "../receiver/receive.ts";
import { createChangeLog } from "../telemetry/change-log.ts";
import { createLogger } from "../telemetry/log.ts";
import { loadConfiguration } from "./configuration.ts";
import { createOutput } from "./output.ts";

/** `otel-asana-receiver run`: follows the configured sources. Returns the exit code. */
export async function run(flags: SettingsFlags, once: boolean): Promise<number> {
  const configuration = await loadConfiguration(flags, (line) => process.stderr.write(`${line}\n`));
  if (configuration === undefined) return 1;
  const { settings, files, redact } = configuration;
  const logger = createLogger({ level: settings.logLevel, redact, stream: process.stderr });
  const shutdown = listenForSignals(process, systemClock);
  logger.info(
    {
      version: PACKAGE_VERSION,
      sources: files?.path ?? "made through the API",
      endpoint: settings.endpoint.label,
      storage: settings.storage,
    },
    "started",
  );
  let running: Collector | undefined;
  const placeOf = (name: string): Place | undefined =>
    running?.sources.find(({ config }) => config.name === name)?.config.origin;
  const code = await receive(configuration, {
    once,
    shutdown,
    signals: process,
    observe: createChangeLog(logger, placeOf),
    onStart: (collector, apiUrl) => {
      running = collector;
      if (apiUrl !== undefined) logger.info({ url: apiUrl, collectorId: settings.collector.id }, "API");
      shutdown.stop.addEventListener("abort", () => logger.info(collector.status(), "stopping"));
    },
    onIssue: (line) => logger.warn(line),
    onLate: createOutput(redact).err,
    onError: (error) => logger.error({ error: messageOf(error) }, "a request could not be answered"),
  });
  logger.info({ code }, "stopped");
  return code;
}
