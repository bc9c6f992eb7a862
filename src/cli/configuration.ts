import { formatIssue, type Issue } from "../config/issue.ts";
import { createRedactor, type Redactor, type Secret } from "../config/secret.ts";
import { loadSettings, type Settings, type SettingsFlags } from "../config/settings.ts";
import { type LoadedSources, loadSources, type SourceConfig } from "../config/sources.ts";
import { UsageError } from "../lib/errors.ts";

/** What a run needs to know, checked. */
export interface Configuration {
  readonly settings: Settings;
  /** The file or folder that the sources come from. */
  readonly sourcesPath: string;
  readonly loaded: LoadedSources;
  /** Takes every configured secret out of a text. */
  readonly redact: Redactor;
}

/**
 * Loads settings and sources and hands every issue, formatted, to `print`.
 *
 * @returns undefined when an issue is an error
 * @throws UsageError when no sources are named anywhere
 */
export async function loadConfiguration(
  flags: SettingsFlags,
  print: (line: string) => void,
): Promise<Configuration | undefined> {
  const { settings, issues } = await loadSettings({ flags });
  if (report(issues, print)) return undefined;
  if (settings.sources === undefined) {
    throw new UsageError("no sources", { hint: "Name a file or folder with --sources, or in the settings." });
  }
  const loaded = await loadSources(settings.sources);
  const redact = createRedactor(secretsOf(settings, loaded.sources));
  if (report(loaded.issues, (line) => print(redact(line)))) return undefined;
  return { settings, sourcesPath: settings.sources, loaded, redact };
}

function report(issues: readonly Issue[], print: (line: string) => void): boolean {
  for (const issue of issues) print(formatIssue(issue));
  return issues.some(({ severity }) => severity === "error");
}

function secretsOf({ endpoint }: Settings, sources: readonly SourceConfig[]): Secret[] {
  return [
    endpoint.logsUrl,
    ...Object.values(endpoint.headers),
    ...sources.map(({ personalAccessToken }) => personalAccessToken),
  ];
}
