import { type EndpointSettings, readHeaders } from "./endpoint.ts";
import type { Env } from "./expand.ts";
import { errorAt } from "./issue.ts";
import { type ProxySettings, readProxy } from "./proxy.ts";
import { Secret } from "./secret.ts";
import { type FoundSetting, findSetting, type SettingsLayer } from "./settings-layer.ts";
import { placeOfName } from "./settings-overrides.ts";
import { type Report, toDurationMs, toUrl } from "./settings-values.ts";

/** Where our own metrics go; what is not here is as for the logs. */
export interface MetricsSettings {
  /** Used as it is. For some endpoints the URL is the credential. */
  readonly url: Secret;
  /** The endpoint as it may be shown: scheme, host and port. */
  readonly label: string;
  readonly headers: Readonly<Record<string, Secret>>;
  readonly intervalMs: number;
  /** Undefined: it is reached directly. */
  readonly proxy: ProxySettings | undefined;
}

/** Reads everything about the push of metrics; undefined where there is none. */
export function readMetrics(
  layers: readonly SettingsLayer[],
  env: Env,
  logs: EndpointSettings,
  report: Report,
): MetricsSettings | undefined {
  const endpoint = findSetting(layers, "metrics", "endpoint");
  const isExported = findSetting(layers, "metrics", "export");
  const ownHeaders = findSetting(layers, "metrics", "headers");
  const headers = readHeaders(ownHeaders, report);
  const intervalMs = toDurationMs(findSetting(layers, "metrics", "interval"), 60_000, report);
  const url = endpoint === undefined ? undefined : toUrl(endpoint, report);
  if (!(isExported?.value ?? endpoint !== undefined)) return undefined;
  const target = endpoint === undefined ? besideLogs(logs, isExported, report) : url;
  if (target === undefined) return undefined;
  // Headers for one endpoint are not for another one.
  const isOwn = ownHeaders !== undefined || endpoint !== undefined;
  return {
    url: new Secret(target.href),
    label: target.origin,
    headers: isOwn ? headers : logs.headers,
    intervalMs,
    // What is wrong with the proxy of one host is told once.
    proxy:
      target.origin === logs.label
        ? logs.proxy
        : readProxy(findSetting(layers, "proxy"), target, env, report),
  };
}

/** The URL that belongs to the one of the logs. */
function besideLogs(
  { logsUrl }: EndpointSettings,
  isExported: FoundSetting<boolean> | undefined,
  report: Report,
): URL | undefined {
  const url = new URL(logsUrl.reveal());
  if (url.pathname.endsWith("/v1/logs")) {
    url.pathname = url.pathname.replace(/logs$/, "metrics");
    return url;
  }
  const message = "metrics.endpoint is missing: the logs' URL does not end in /v1/logs";
  const place = isExported?.place ?? placeOfName("metrics.endpoint");
  report(errorAt(place, { code: "missing-key", message, hint: "Give it in full" }));
  return undefined;
}
