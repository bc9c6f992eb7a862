import { nearestKey } from "./unknown-key.ts";

const SECRET_WORDS = /token|secret|passw|credential|api[-_]?key|access[-_]?key|authorization|^pat$/i;

/** Keys of the settings whose values, or what is below them, are secrets; a URL may be or hold the credential. */
const SECRET_SETTINGS = new Set(["headers", "endpoint", "logsEndpoint", "proxy"]);

/** Whether what stands under this key is a secret, or was probably meant to be one. */
export function isSecretKey(key: string): boolean {
  return (
    SECRET_SETTINGS.has(key) ||
    SECRET_WORDS.test(key) ||
    nearestKey(key, ["personalAccessToken"]) !== undefined
  );
}

/** Every text that stands under a secret's key, at any depth. */
export function secretTextsIn(value: unknown, isSecret = false): string[] {
  if (typeof value === "string") return isSecret ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => secretTextsIn(child, isSecret || isSecretKey(key)));
}
