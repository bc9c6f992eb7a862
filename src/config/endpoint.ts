import type { Env } from "./expand.ts";
import { errorAt, warningAt } from "./issue.ts";
import { type ProxySettings, readProxy } from "./proxy.ts";
import { Secret } from "./secret.ts";
import { type FoundSetting, findSetting, type SettingsLayer } from "./settings-layer.ts";
import { type Report, toDurationMs, toPath, toUrl } from "./settings-values.ts";

/** How the OTLP endpoint is reached. */
export interface EndpointSettings {
  /** Used as it is. For some endpoints the URL is the credential. */
  readonly logsUrl: Secret;
  /** The endpoint as it may be shown: scheme, host and port. */
  readonly label: string;
  readonly protocol: "http/json" | "http/protobuf";
  readonly headers: Readonly<Record<string, Secret>>;
  readonly compression: "none" | "gzip";
  /** Bound on one export, its retries included. */
  readonly timeoutMs: number;
  /** Absolute paths of PEM files. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** Undefined: it is reached directly. */
  readonly proxy: ProxySettings | undefined;
}

const DEFAULT_ENDPOINT = "http://localhost:4318";
const LOGS_PATH = "/v1/logs";
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Reads everything about the endpoint. */
export function readEndpoint(
  layers: readonly SettingsLayer[],
  env: Env,
  defaultProtocol: EndpointSettings["protocol"],
  report: Report,
): EndpointSettings {
  const logsUrl = readLogsUrl(layers, report);
  return {
    logsUrl: new Secret(logsUrl.href),
    label: logsUrl.origin,
    protocol: findSetting(layers, "protocol")?.value ?? defaultProtocol,
    headers: readHeaders(findSetting(layers, "headers"), report),
    compression: findSetting(layers, "compression")?.value ?? "gzip",
    timeoutMs: toDurationMs(findSetting(layers, "timeout"), 30_000, report),
    tls: readTls(layers, report),
    proxy: readProxy(findSetting(layers, "proxy"), logsUrl, env, report),
  };
}

/** Of two that stand in one place, `logsEndpoint` wins; what stands above wins over both. */
function readLogsUrl(layers: readonly SettingsLayer[], report: Report): URL {
  for (const layer of layers) {
    const exact = findSetting([layer], "logsEndpoint");
    const base = findSetting([layer], "endpoint");
    if (exact === undefined && base === undefined) continue;
    const url = toUrl(exact ?? base, report);
    if (url === undefined) break;
    if (exact !== undefined || base === undefined) return url;
    if (url.pathname.endsWith(LOGS_PATH)) {
      const message = `${base.name} ends in ${LOGS_PATH} already, which is appended once more`;
      report(
        warningAt(base.place, { code: "doubled-path", message, hint: "Leave it out, or use logsEndpoint" }),
      );
    }
    return appendLogsPath(url);
  }
  return appendLogsPath(new URL(DEFAULT_ENDPOINT));
}

/** The path goes before a query string, and no slash is doubled. */
function appendLogsPath(base: URL): URL {
  const url = new URL(base);
  url.pathname = url.pathname.replace(/\/+$/, "") + LOGS_PATH;
  return url;
}

/** Reads headers whose values are secrets. */
export function readHeaders(
  found: FoundSetting<Readonly<Record<string, string>>> | undefined,
  report: Report,
): Record<string, Secret> {
  const headers = Object.entries(found?.value ?? {});
  if (found !== undefined && !headers.every(([name]) => HEADER_NAME.test(name))) {
    // Not repeated here: with a misplaced "=" or quote, the name holds the value.
    const message = "headers holds something that is not a header's name";
    report(
      errorAt(found.place, {
        code: "wrong-value",
        message,
        hint: "Names are like Authorization or X-Api-Key",
      }),
    );
  }
  return Object.fromEntries(headers.map(([name, value]) => [name, new Secret(value)]));
}

function readTls(layers: readonly SettingsLayer[], report: Report): EndpointSettings["tls"] {
  const found = (["ca", "cert", "key"] as const).map(
    (part) => [part, findSetting(layers, "tls", part)] as const,
  );
  const { cert, key } = Object.fromEntries(found);
  if ((cert === undefined) !== (key === undefined)) {
    const [given, missing] = cert === undefined ? [key, "tls.cert"] : [cert, "tls.key"];
    const message = `${given?.name} is given without ${missing}`;
    if (given !== undefined)
      report(errorAt(given.place, { code: "missing-key", message, hint: "Give both" }));
  }
  return Object.fromEntries(
    found.flatMap(([part, file]) => (file === undefined ? [] : [[part, toPath(file)]])),
  );
}
