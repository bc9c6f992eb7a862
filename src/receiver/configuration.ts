import { isError } from "../config/issue.ts";
import { mergeSources } from "../config/merge-sources.ts";
import { secretsOfProxy } from "../config/proxy.ts";
import type { RunSettings } from "../config/run-settings.ts";
import type { Redactor, Secret } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import type { LoadedSources, SourceConfig } from "../config/sources.ts";

/** What a run needs to know, checked. */
export interface Configuration {
  readonly settings: Settings;
  /** The settings as they were read; none of what was found in them is an error. */
  readonly read: RunSettings;
  /** Reads them again. */
  readonly readAgain: () => Promise<RunSettings>;
  /** The sources' files; undefined where sources are made through the API. */
  readonly files: SourceFiles | undefined;
  /** Takes every configured secret out of a text. */
  readonly redact: Redactor;
}

/** The files that sources come from. */
export interface SourceFiles {
  /** A file, or a folder of them; undefined where a program has given the sources themselves. */
  readonly path: string | undefined;
  readonly loaded: LoadedSources;
}

/**
 * What a run can begin with. A mistake in one file of a folder keeps only that file's sources from running, which are
 * taken up when it is corrected: as while a run goes on, and not worse after a restart. Of two sources with one name,
 * that of the first file runs.
 *
 * @param once whether the run will end before a file could be corrected: then nothing is left out
 * @returns undefined when it cannot begin
 */
export function usableSources(loaded: LoadedSources, once: boolean): LoadedSources | undefined {
  if (!loaded.issues.some(isError)) return loaded;
  if (once || loaded.kind !== "folder") return undefined;
  const { sources } = mergeSources([], loaded);
  return sources.length === 0 ? undefined : { ...loaded, sources };
}

/** All that may be seen by nobody. */
export function secretsOf(
  { asana, endpoint, metrics, api }: Settings,
  sources: readonly SourceConfig[],
): Secret[] {
  return [
    endpoint.logsUrl,
    ...Object.values(endpoint.headers),
    ...[asana.proxy, endpoint.proxy, metrics?.proxy].flatMap(secretsOfProxy),
    ...(metrics === undefined ? [] : [metrics.url, ...Object.values(metrics.headers)]),
    ...(api?.credentials === undefined ? [] : [api.credentials.accessKey]),
    ...sources.map(({ personalAccessToken }) => personalAccessToken),
  ];
}
