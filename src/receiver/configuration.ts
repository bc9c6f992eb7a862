import type { Issue } from "../config/issue.ts";
import { secretsOfProxy } from "../config/proxy.ts";
import type { Redactor, Secret } from "../config/secret.ts";
import type { Settings } from "../config/settings.ts";
import type { LoadedSources, SourceConfig } from "../config/sources.ts";

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
  /** A file, or a folder of them; undefined where a program has given the sources themselves. */
  readonly path: string | undefined;
  readonly loaded: LoadedSources;
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
