import { formatIssue, type Issue, isError } from "../config/issue.ts";
import { loadRunSettings, type RunSettings } from "../config/run-settings.ts";
import { createRedactor, type Redactor } from "../config/secret.ts";
import { loadSettings, type Settings, type SettingsFlags } from "../config/settings.ts";
import { loadSources } from "../config/sources.ts";
import { ConfigError } from "../lib/errors.ts";
import { type Configuration, secretsOf, usableSources } from "../receiver/configuration.ts";
import { createOutput } from "./output.ts";

/**
 * Loads settings and sources and hands every issue, formatted, to `print`; but for errors that a run can begin with,
 * which are in the configuration.
 *
 * @param once whether the run ends by itself, and can begin with no error
 * @returns undefined when it cannot begin
 */
export async function loadConfiguration(
  flags: SettingsFlags,
  once: boolean,
  print: (line: string) => void,
): Promise<Configuration | undefined> {
  const readAgain = (): Promise<RunSettings> => loadRunSettings({ flags });
  const read = await readAgain();
  if (report(read.issues, print)) return undefined;
  const { settings } = read;
  const path = settings.sources;
  if (path === undefined) {
    return { settings, read, readAgain, files: undefined, redact: createRedactor(secretsOf(settings, [])) };
  }
  const loaded = await loadSources(path);
  const redact = createRedactor(secretsOf(settings, loaded.sources));
  const usable = usableSources(loaded, once);
  const printedIssues =
    usable === undefined ? loaded.issues : loaded.issues.filter((issue) => !isError(issue));
  report(printedIssues, (line) => print(redact(line)));
  if (usable === undefined) return undefined;
  return { settings, read, readAgain, files: { path, loaded: usable }, redact };
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
  const errors = issues.filter(isError);
  if (!report(errors, createOutput(redact).err)) return { settings, redact };
  throw new ConfigError("the settings cannot be used", { hint: "Correct what is named above." });
}

function report(issues: readonly Issue[], print: (line: string) => void): boolean {
  for (const issue of issues) print(formatIssue(issue));
  return issues.some(isError);
}
