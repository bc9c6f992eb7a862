import type { Logger } from "pino";
import type { Collector } from "../collector/collector.ts";
import type { Status } from "../collector/status.ts";
import { formatIssue, isError, type Place } from "../config/issue.ts";
import type { Redactor } from "../config/secret.ts";
import type { SettingsFlags } from "../config/settings.ts";
import { whenAborted } from "../lib/clock.ts";
import { messageOf } from "../lib/errors.ts";
import { PACKAGE_VERSION } from "../lib/package-info.ts";
import type { OnReload, Shutdown } from "../lib/shutdown.ts";
import type { Configuration } from "../receiver/configuration.ts";
import { receive } from "../receiver/receive.ts";
import { createChangeLog } from "../telemetry/change-log.ts";
import { createHttpTrace } from "../telemetry/http-trace.ts";
import { createLogger } from "../telemetry/log.ts";
import { loadConfiguration } from "./configuration.ts";
import { createOutput } from "./output.ts";

/** The options of `run` as they were typed. */
export interface RunFlags extends SettingsFlags {
  readonly once: boolean;
  readonly traceHttp: boolean;
}

const NOT_RUNNING_HINT = "The sources of this file run when it is corrected; the others are followed.";

/** The signals of the process, which were listened for before anything else. */
interface Signals {
  readonly shutdown: Shutdown;
  readonly onReload: OnReload;
}

/**
 * `otel-asana-receiver run`: follows the configured sources. `onSecrets` gets what takes them out of a text. Returns the
 * exit code.
 */
export async function run(
  { once, traceHttp, ...flags }: RunFlags,
  signals: Signals,
  onSecrets: (redact: Redactor) => void,
): Promise<number> {
  const loading = loadConfiguration(flags, once, (line) => process.stderr.write(`${line}\n`));
  // A file that hangs keeps nothing from ending: no more has begun.
  const stopped = whenAborted(signals.shutdown.stop).then(() => "stopped" as const);
  const configuration = await Promise.race([loading, stopped]);
  if (configuration === "stopped") return once ? 1 : 0;
  if (configuration === undefined) return 1;
  const { settings, redact } = configuration;
  onSecrets(redact);
  const logger = createLogger({ level: settings.logLevel, redact, stream: process.stderr });
  for (const issue of configuration.files?.loaded.issues.filter(isError) ?? []) {
    logger.error({ hint: NOT_RUNNING_HINT }, formatIssue(issue));
  }
  const code = await follow(configuration, logger, signals, { once, traceHttp });
  logger.info({ code }, "stopped");
  return code;
}

function follow(
  configuration: Configuration,
  logger: Logger,
  { shutdown, onReload }: Signals,
  { once, traceHttp }: Pick<RunFlags, "once" | "traceHttp">,
): Promise<number> {
  const { settings, files, redact } = configuration;
  let running: Collector | undefined;
  const placeOf = (name: string): Place | undefined =>
    running?.sources.find(({ config }) => config.name === name)?.config.origin;
  return receive(configuration, {
    once,
    shutdown,
    onReload,
    observe: createChangeLog(logger, placeOf),
    trace: traceHttp ? createHttpTrace(logger, redact) : undefined,
    onStart: (collector, apiUrl) => {
      running = collector;
      logger.info(
        {
          version: PACKAGE_VERSION,
          sources: files?.path ?? "made through the API",
          endpoint: settings.endpoint.label,
          storage: settings.storage,
        },
        "started",
      );
      if (apiUrl !== undefined) logger.info({ url: apiUrl, collectorId: settings.collector.id }, "API");
      for (const { severity, trackerId, reason, hint } of collector.status().incidents) {
        if (severity === "Error") logger.error({ trackerId, hint }, reason);
      }
      shutdown.stop.addEventListener("abort", () =>
        logger.info(withoutActivity(collector.status()), "stopping"),
      );
    },
    onIssue: (line) => logger.warn(line),
    onSetting: (name, effect) => {
      if (effect === "now") logger.info(`the new value of ${name} has taken effect`);
      else logger.warn(`the new value of ${name} takes effect after a restart`);
    },
    onLate: createOutput(redact).err,
    onError: (error) => logger.error({ error: messageOf(error) }, "a request could not be answered"),
  });
}

/** What happened when is no news any more, and most of a snapshot. */
function withoutActivity({ sources, ...status }: Status): object {
  return { ...status, sources: sources.map(({ activity: _, ...source }) => source) };
}
