import { formatIssue, type Issue, isError } from "../config/issue.ts";
import { loadRunSettings, type RunSettings } from "../config/run-settings.ts";
import { createRedactor } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import { checkSourceValues } from "../config/source-values.ts";
import { type LoadedSources, loadSources } from "../config/sources.ts";
import { ConfigError } from "../lib/errors.ts";
import type { Exporter } from "../otlp/exporter.ts";
import { createOwnExporter } from "../otlp/own-exporter.ts";
import { createProviderExporter } from "../otlp/provider-exporter.ts";
import { type Configuration, type SourceFiles, secretsOf, usableSources } from "../receiver/configuration.ts";
import type { ReceiverOptions } from "./options.ts";

/** What a receiver is run with. */
export interface LoadedOptions {
  readonly configuration: Configuration;
  /** The program's own way for the records; undefined when the endpoint of the settings is meant. */
  readonly exporter: Exporter | undefined;
}

/**
 * Loads what the options name and checks them.
 *
 * @throws ConfigError with every mistake in its message, and no value of a secret
 */
export async function loadOptions(options: ReceiverOptions): Promise<LoadedOptions> {
  const { settings: file, sources, exporter, loggerProvider, onError = ignore, ...given } = options;
  if (exporter !== undefined && loggerProvider !== undefined) {
    throw new ConfigError("Both exporter and loggerProvider are given", { hint: "Give one of them." });
  }
  const readAgain = (): Promise<RunSettings> =>
    loadRunSettings({
      flags: file === undefined ? {} : { settings: file },
      values: { listen: "off", ...given, ...(typeof sources === "string" ? { sources } : {}) },
    });
  const loaded = await readAgain();
  refuse(loaded.issues);
  const files = await loadFiles(sources ?? loaded.settings.sources, loaded.settings.sources);
  if (files === undefined && loaded.settings.api === undefined) {
    const hint = "Give sources, or listen where they are made through the API.";
    throw new ConfigError("there are no sources", { hint });
  }
  const redact = createRedactor(secretsOf(loaded.settings, files?.loaded.sources ?? []));
  const own = loggerProvider === undefined ? exporter : createProviderExporter(loggerProvider);
  const { timeoutMs } = loaded.settings.endpoint;
  return {
    configuration: {
      settings: own === undefined ? loaded.settings : withLabel(loaded.settings, options),
      read: loaded,
      readAgain,
      files,
      redact,
    },
    exporter: own === undefined ? undefined : createOwnExporter(own, { timeoutMs, redact, onError }),
  };
}

/** A program that does not want to hear of errors. */
function ignore(): void {}

async function loadFiles(
  sources: ReceiverOptions["sources"],
  path: string | undefined,
): Promise<SourceFiles | undefined> {
  if (typeof sources === "object") return { path: undefined, loaded: toUsable(checkSourceValues(sources)) };
  return path === undefined ? undefined : { path, loaded: toUsable(await loadSources(path)) };
}

function toUsable(loaded: LoadedSources): LoadedSources {
  const usable = usableSources(loaded, false);
  if (usable === undefined) refuse(loaded.issues);
  return usable ?? loaded;
}

function refuse(issues: readonly Issue[]): void {
  const errors = issues.filter(isError);
  if (errors.length === 0) return;
  throw new ConfigError(errors.map(formatIssue).join("\n"));
}

/** Where the records go, as the Status shows it. */
function withLabel(settings: Settings, { exporter }: ReceiverOptions): Settings {
  const label = exporter === undefined ? "a LoggerProvider of the program" : "an exporter of the program";
  return { ...settings, endpoint: { ...settings.endpoint, label } };
}
