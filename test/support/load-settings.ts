import { expect } from "vitest";
import { formatIssue } from "../../src/config/issue.ts";
import {
  type LoadedSettings,
  loadSettings,
  type Settings,
  type SettingsFlags,
} from "../../src/config/settings.ts";
import { writeFiles } from "./config-file.ts";
import { tempFolder } from "./temp-folder.ts";

/** What settings are loaded from. */
export interface Given {
  /** The content of `receiver.json`; there is none without it. */
  readonly file?: unknown;
  readonly flags?: SettingsFlags;
  readonly env?: Record<string, string>;
}

/** What was loaded; paths in the lines start at the file's folder, which is the working folder as well. */
export type Loaded = LoadedSettings & { readonly lines: readonly string[]; readonly folder: string };

/** Loads settings in a folder of their own. */
export async function load({ file, flags = {}, env = {} }: Given): Promise<Loaded> {
  const folder = file === undefined ? tempFolder() : writeFiles({ "receiver.json": file });
  const settings = file === undefined ? {} : { settings: "receiver.json" };
  const loaded = await loadSettings({
    flags: { ...settings, ...flags },
    env: { HOME: "/home/ada", ...env },
    cwd: folder,
  });
  const lines = loaded.issues.map((issue) => formatIssue(issue).replaceAll(`${folder}/`, ""));
  return { ...loaded, folder, lines };
}

/** Loads settings about which there is nothing to say. */
export async function loadClean(given: Given): Promise<Settings & { readonly folder: string }> {
  const { settings, lines, folder } = await load(given);
  expect(lines).toEqual([]);
  return { ...settings, folder };
}
