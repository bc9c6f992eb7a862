import { formatIssue, type Issue } from "../config/issue.ts";
import { createRedactor, type Redactor } from "../config/secret.ts";
import { loadSettings, type Settings, type SettingsFlags } from "../config/settings.ts";
import { loadSources } from "../config/sources.ts";
import { ConfigError } from "../lib/errors.ts";
import { type Configuration, type SourceFiles, secretsOf } from "../receiver/configuration.ts";
import { createOutput } from "./output.ts";

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
