import type { JsonPath } from "./json-place.ts";
import type { SettingOverride } from "./settings-overrides.ts";

/** Settings from the command line, as they were typed. */
export interface SettingsFlags {
  /** The settings file; without it there is none. */
  readonly settings?: string;
  readonly sources?: string;
  readonly asanaUrl?: string;
  readonly endpoint?: string;
  readonly protocol?: string;
  readonly storage?: string;
  readonly listen?: string;
  readonly interval?: string;
  readonly startAt?: string;
  readonly logLevel?: string;
}

const SETTINGS_OF_FLAGS = [
  { flag: "sources", name: "--sources", path: ["sources"] },
  { flag: "asanaUrl", name: "--asana-url", path: ["asana", "url"] },
  { flag: "endpoint", name: "--endpoint", path: ["endpoint"] },
  { flag: "protocol", name: "--protocol", path: ["protocol"] },
  { flag: "storage", name: "--storage", path: ["storage"] },
  { flag: "listen", name: "--listen", path: ["listen"] },
  { flag: "interval", name: "--interval", path: ["polling", "interval"] },
  { flag: "startAt", name: "--start-at", path: ["polling", "startAt"] },
] as const satisfies readonly { flag: keyof SettingsFlags; name: string; path: JsonPath }[];

/** The settings that were given as flags. */
export function readFlags(flags: SettingsFlags): SettingOverride[] {
  return SETTINGS_OF_FLAGS.filter(({ flag }) => flags[flag] !== undefined).map(({ flag, name, path }) => ({
    path,
    name,
    value: flags[flag],
  }));
}
