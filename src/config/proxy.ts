import type { WebProxy } from "../lib/web-proxy.ts";
import type { Env } from "./expand.ts";
import { findInvisible } from "./invisible.ts";
import { errorAt, type Place } from "./issue.ts";
import { isExcepted } from "./no-proxy.ts";
import { Secret } from "./secret.ts";
import type { FoundSetting } from "./settings-layer.ts";
import { placeOfName } from "./settings-overrides.ts";
import type { Report } from "./settings-values.ts";

/** The proxy toward one side, as the settings hold it. */
export interface ProxySettings extends WebProxy {
  readonly url: Secret;
}

const HINT = "Write it in full, such as http://proxy.example.com:3128";

/**
 * Finds the proxy toward a URL: that of the setting, or none where it says "off"; without the setting that of
 * HTTP_PROXY or HTTPS_PROXY, by the URL's scheme, unless NO_PROXY names the host. The lower-case spelling of a
 * variable wins, as with curl.
 */
export function readProxy(
  found: FoundSetting<string> | undefined,
  target: URL,
  env: Env,
  report: Report,
): ProxySettings | undefined {
  if (found?.value === "off") return undefined;
  if (found !== undefined) return toProxy(found.name, found.value, found.place, report);
  const name = variableOf(target.protocol === "https:" ? "https_proxy" : "http_proxy", env);
  const value = env[name] ?? "";
  if (value === "" || isExcepted(target, env[variableOf("no_proxy", env)] ?? "")) return undefined;
  // Variables often name host and port alone.
  const url = /^[a-z0-9]+:\/\//i.test(value) ? value : `http://${value}`;
  return toProxy(name, url, placeOfName(name), report);
}

/** What nobody may see of it, also as it stands in a header. */
export function secretsOfProxy(proxy: ProxySettings | undefined): readonly Secret[] {
  const url = URL.parse(proxy?.url.reveal() ?? "");
  if (url === null || url.password === "") return [];
  const { href, username, password } = url;
  const plain = decodeURIComponent(password);
  const basic = Buffer.from(`${decodeURIComponent(username)}:${plain}`).toString("base64");
  return [href, password, plain, basic].map((text) => new Secret(text));
}

function variableOf(lowerCase: string, env: Env): string {
  return env[lowerCase] ? lowerCase : lowerCase.toUpperCase();
}

function toProxy(name: string, text: string, place: Place, report: Report): ProxySettings | undefined {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol) && isEncodedWell(url))
    return { url: new Secret(url.href), label: url.origin };
  // Not repeated here: it may hold a password.
  report(
    errorAt(place, { code: "wrong-url", message: `${name} is not the URL of an HTTP proxy`, hint: HINT }),
  );
  return undefined;
}

/** What does not decode, or holds an invisible character, is no password that somebody has set. */
function isEncodedWell({ username, password }: URL): boolean {
  try {
    return findInvisible(decodeURIComponent(username + password)) === undefined;
  } catch {
    return false;
  }
}
