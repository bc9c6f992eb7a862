import type { RunSettings } from "./run-settings.ts";

const BY_PART = {
  endpoint: [
    ...["endpoint", "logsEndpoint", "headers", "compression", "timeout", "proxy"],
    ...["tls.ca", "tls.cert", "tls.key"],
  ],
  asana: ["asana.ca", "asana.proxy"],
  api: ["api.accessId", "api.accessKey", "api.hosts"],
  metrics: ["metrics.endpoint", "metrics.headers"],
};

/** Settings of which a change takes effect while a run goes on: how both sides are reached, and who may use the API. */
export const LIVE_SETTINGS: ReadonlySet<string> = new Set(Object.values(BY_PART).flat());

/** Whether one of these settings is about a part of the receiver. */
export function isAbout(part: keyof typeof BY_PART, names: readonly string[]): boolean {
  return names.some((name) => BY_PART[part].includes(name));
}

/** What has changed since the settings that are in force. */
export interface SettingsChange {
  /** The names of those that take effect now. */
  readonly live: readonly string[];
  /** The names of those that take effect after a restart. */
  readonly pending: readonly string[];
}

/** Compares what is in force with what was read. */
export function findChanges(
  inForce: Pick<RunSettings, "values" | "settings">,
  read: Pick<RunSettings, "values" | "settings">,
): SettingsChange {
  const names = [...new Set([...inForce.values.keys(), ...read.values.keys()])];
  const changed = names.filter((name) => !isSame(name, inForce, read)).sort();
  const isLive = (name: string): boolean => LIVE_SETTINGS.has(name) && !waits(name, inForce, read);
  return { live: changed.filter(isLive), pending: changed.filter((name) => !isLive(name)) };
}

/** Whether a setting has to wait for another one, which takes effect after a restart. */
function waits(name: string, ...both: Parameters<typeof findChanges>): boolean {
  // Where the API can be reached from and who may use it were checked together.
  if (name.startsWith("api.")) return !isSame("listen", ...both);
  if (name.startsWith("metrics.")) return both.some(({ settings }) => settings.metrics === undefined);
  return false;
}

function isSame(name: string, ...[a, b]: Parameters<typeof findChanges>): boolean {
  return a.values.get(name)?.reveal() === b.values.get(name)?.reveal();
}
