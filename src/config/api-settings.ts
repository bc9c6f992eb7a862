import { isIP } from "node:net";
import { errorAt } from "./issue.ts";
import { Secret } from "./secret.ts";
import { type FoundSetting, findSetting, type SettingsLayer } from "./settings-layer.ts";
import type { Report } from "./settings-values.ts";
import { isLoopback } from "./web-url.ts";

/** Where the API is served, and to whom. */
export interface ApiSettings {
  /** Without brackets, as a server listens on it. */
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Whether only this machine can reach it. */
  readonly isLoopback: boolean;
  /** Without them, everybody on this machine may use it. */
  readonly credentials: { readonly accessId: string; readonly accessKey: Secret } | undefined;
  /** Names by which it may be called, beside those of this machine. */
  readonly hosts: readonly string[];
}

const DEFAULT_LISTEN = "127.0.0.1:8484";
const LARGEST_PORT = 65_535;

/** Reads everything about the API; undefined when it is switched off. */
export function readApi(layers: readonly SettingsLayer[], report: Report): ApiSettings | undefined {
  const listen = findSetting(layers, "listen");
  const credentials = readCredentials(layers, report);
  const text = listen?.value ?? DEFAULT_LISTEN;
  if (text === "off") return undefined;
  const url = URL.parse(`http://${text}`);
  const port = Number(/:(\d+)$/.exec(text)?.[1] ?? Number.NaN);
  if (url === null || !(port <= LARGEST_PORT)) {
    const message = "listen must be a host and a port up to 65535, such as 127.0.0.1:8484, or off";
    if (listen !== undefined) report(errorAt(listen.place, { code: "wrong-value", message }));
    return undefined;
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (!isLoopback(url) && credentials === undefined && listen !== undefined) {
    const message = "listen is an address beyond this machine, and nobody would have to say who they are";
    const hint = "Give api.accessId and api.accessKey, or listen on 127.0.0.1";
    report(errorAt(listen.place, { code: "open-api", message, hint }));
  }
  const hosts = findSetting(layers, "api", "hosts")?.value ?? [];
  // Without a list, every name is taken beyond loopback; the own name must not make one.
  const isListed = hosts.length > 0 || isLoopback(url);
  return {
    host,
    port,
    isLoopback: isLoopback(url),
    credentials,
    hosts: isListed && isIP(host) === 0 ? [...hosts, host] : hosts,
  };
}

function readCredentials(layers: readonly SettingsLayer[], report: Report): ApiSettings["credentials"] {
  const accessId = findSetting(layers, "api", "accessId");
  const accessKey = findSetting(layers, "api", "accessKey");
  if (accessId !== undefined && accessKey !== undefined) {
    return { accessId: accessId.value, accessKey: new Secret(accessKey.value) };
  }
  const given: FoundSetting<string> | undefined = accessId ?? accessKey;
  if (given !== undefined) {
    const missing = accessId === undefined ? "api.accessId" : "api.accessKey";
    const message = `${given.name} is given without ${missing}`;
    report(errorAt(given.place, { code: "missing-key", message, hint: "Give both" }));
  }
  return undefined;
}
