import type { Env } from "./expand.ts";
import { errorAt, warningAt } from "./issue.ts";
import { type ProxySettings, readProxy } from "./proxy.ts";
import { findSetting, type SettingsLayer } from "./settings-layer.ts";
import { type Report, toDurationMs, toPath, toUrl } from "./settings-values.ts";
import { isLoopback } from "./web-url.ts";

/** How Asana is asked. */
export interface AsanaSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly limit: number;
  /** Bound on one attempt, the connection included. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Of each token. */
  readonly limits: { readonly requestsPerMinute: number; readonly concurrency: number };
  /** Absolute path of a PEM file. */
  readonly ca: string | undefined;
  /** Undefined: it is reached directly. */
  readonly proxy: ProxySettings | undefined;
}

const DEFAULT_ASANA_URL = "https://app.asana.com/api/1.0";

/** Reads everything about Asana. */
export function readAsana(layers: readonly SettingsLayer[], env: Env, report: Report): AsanaSettings {
  const url = readAsanaUrl(layers, report);
  return {
    url: url.origin + url.pathname.replace(/\/+$/, ""),
    limit: findSetting(layers, "asana", "limit")?.value ?? 100,
    timeoutMs: toDurationMs(findSetting(layers, "asana", "timeout"), 60_000, report),
    connectTimeoutMs: toDurationMs(findSetting(layers, "asana", "connectTimeout"), 10_000, report),
    limits: {
      requestsPerMinute: findSetting(layers, "asana", "requestsPerMinute")?.value ?? 1500,
      concurrency: findSetting(layers, "asana", "concurrency")?.value ?? 50,
    },
    ca: toPath(findSetting(layers, "asana", "ca")),
    proxy: readProxy(findSetting(layers, "asana", "proxy"), url, env, report),
  };
}

function readAsanaUrl(layers: readonly SettingsLayer[], report: Report): URL {
  const found = findSetting(layers, "asana", "url");
  const url = toUrl(found, report);
  if (found === undefined || url === undefined) return new URL(DEFAULT_ASANA_URL);
  if (url.search !== "" || url.hash !== "") {
    const message = "asana.url must not have a query or a fragment";
    report(errorAt(found.place, { code: "wrong-url", message, hint: `Write it like ${DEFAULT_ASANA_URL}` }));
  }
  if (url.protocol === "http:" && !isLoopback(url)) {
    const message = "asana.url is plain http to another machine, so the token can be read on the way";
    report(warningAt(found.place, { code: "clear-text-token", message, hint: "Use https" }));
  }
  return url;
}
