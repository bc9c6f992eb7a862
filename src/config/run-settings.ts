import { type Certificates, loadCertificates } from "./certificates.ts";
import { Secret } from "./secret.ts";
import { type LoadedSettings, loadSettings } from "./settings.ts";
import type { SettingsLayer } from "./settings-layer.ts";

/** The settings with all that they name, as a run needs them; they may be used when no issue is an error. */
export interface RunSettings extends Omit<LoadedSettings, "layers"> {
  readonly certificates: Certificates;
  /** The settings that are given, by their names such as `asana.url`, as text that tells one value from another. */
  readonly values: ReadonlyMap<string, Secret>;
}

/** They hold names that are not ours. */
const WHOLE = new Set(["headers", "resource"]);

/** Loads the settings, and the certificates that they name. It does not throw, as `loadSettings`. */
export async function loadRunSettings(options: Parameters<typeof loadSettings>[0]): Promise<RunSettings> {
  const { layers, ...loaded } = await loadSettings(options);
  const { certificates, issues, files } = await loadCertificates(layers);
  return {
    ...loaded,
    issues: [...loaded.issues, ...issues],
    files: [...loaded.files, ...files],
    certificates,
    values: valuesOf(layers, certificates),
  };
}

function valuesOf(layers: readonly SettingsLayer[], { asana, endpoint }: Certificates): Map<string, Secret> {
  const texts = new Map<string, string>();
  // The first layer wins, so it comes last.
  for (const { values } of layers.toReversed()) {
    for (const [name, value] of flatten(values)) texts.set(name, JSON.stringify(value));
  }
  const pems = {
    "asana.ca": asana.ca,
    "tls.ca": endpoint.ca,
    "tls.cert": endpoint.cert,
    "tls.key": endpoint.key,
  };
  for (const [name, pem] of Object.entries(pems)) {
    const path = texts.get(name);
    if (path !== undefined && pem !== undefined) texts.set(name, path + pem.reveal());
  }
  return new Map([...texts].map(([name, text]) => [name, new Secret(text)]));
}

function flatten(values: object): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]): [string, unknown][] => {
    const isGroup = typeof value === "object" && value !== null && !Array.isArray(value) && !WHOLE.has(key);
    if (!isGroup) return [[key, value]];
    return Object.entries(value).map(([inner, each]) => [`${key}.${inner}`, each]);
  });
}
