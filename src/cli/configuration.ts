import { formatIssue, type Issue } from "../config/issue.ts";
import { createRedactor, type Redactor, type Secret } from "../config/secret.ts";
import { loadSettings, type Settings, type SettingsFlags } from "../config/settings.ts";
import { type LoadedSources, loadSources, type SourceConfig } from "../config/sources.ts";
import { ConfigError } from "../lib/errors.ts";
import { createOutput } from "./output.ts";

/** What a run needs to know, checked. */
export interface Configuration {
  readonly settings: Settings;
  /** What was found in the settings; none of it is an error. */
  readonly settingsIssues: readonly Issue[];
  /** The sources' files; undefined where sources are made through the API. */
  readonly files: SourceFiles | undefined;
  /** Takes every configured secret out of a text. */
  readonly redact: Redactor;
}

/** The files that sources come from. */
export interface SourceFiles {
  /** A file, or a folder of them. */
  readonly path: string;
  readonly loaded: LoadedSources;
}

/**
 * Loads settings and sources and hands every issue, formatted, to `print`.
 *
 * @returns undefined when an issue is an error
 */
export async function loadConfiguration(
  flags: SettingsFlags,
  print: (line: string) => void,
): Promise<Configuration | undefined> {
  const { settings, issues } = await loadSettings({ flags });
  if (report(issues, print)) return undefined;
  const files = settings.sources === undefined ? undefined : await loadFiles(settings.sources);
  const redact = createRedactor(secretsOf(settings, files?.loaded.sources ?? []));
  if (report(files?.loaded.issues ?? [], (line) => print(redact(line)))) return undefined;
  return { settings, settingsIssues: issues, files, redact };
}

/**
 * Loads the settings alone, for a command that reads no source. Only errors are printed: what else is found in them is
 * told by the commands that use it.
 *
 * @throws ConfigError when there is an error in them
 */
export async function loadSettingsOnly(
  flags: SettingsFlags,
): Promise<{ readonly settings: Settings; readonly redact: Redactor }> {
  const { settings, issues } = await loadSettings({ flags });
  const redact = createRedactor(secretsOf(settings, []));
  const errors = issues.filter(({ severity }) => severity === "error");
  if (!report(errors, createOutput(redact).err)) return { settings, redact };
  throw new ConfigError("the settings cannot be used", { hint: "Correct what is named above." });
}

async function loadFiles(path: string): Promise<SourceFiles> {
  return { path, loaded: await loadSources(path) };
}

function report(issues: readonly Issue[], print: (line: string) => void): boolean {
  for (const issue of issues) print(formatIssue(issue));
  return issues.some(({ severity }) => severity === "error");
}

/** All that may be seen by nobody. */
export function secretsOf({ endpoint, metrics, api }: Settings, sources: readonly SourceConfig[]): Secret[] {
  return [
    endpoint.logsUrl,
    ...Object.values(endpoint.headers),
    ...(metrics === undefined ? [] : [metrics.url, ...Object.values(metrics.headers)]),
    ...(api?.credentials === undefined ? [] : [api.credentials.accessKey]),
    ...sources.map(({ personalAccessToken }) => personalAccessToken),
  ];
}
