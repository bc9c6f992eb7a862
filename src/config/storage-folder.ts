import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { PACKAGE_NAME } from "../lib/package-info.ts";
import type { Env } from "./expand.ts";

/**
 * The folder of the checkpoints when no setting names one: systemd's `$STATE_DIRECTORY`, else our folder in
 * `$XDG_STATE_HOME` or `~/.local/state`.
 *
 * @returns undefined when this user has no home either
 */
export function defaultStorageFolder(env: Env): string | undefined {
  // systemd lists several with colons; relative ones are to be ignored, says the XDG specification.
  const [stateDirectory] = (env["STATE_DIRECTORY"] ?? "").split(":");
  if (stateDirectory !== undefined && isAbsolute(stateDirectory)) return stateDirectory;
  const stateHome = env["XDG_STATE_HOME"] ?? "";
  if (isAbsolute(stateHome)) return join(stateHome, PACKAGE_NAME);
  const home = env["HOME"] || homeOfUser();
  return home === undefined ? undefined : join(home, ".local", "state", PACKAGE_NAME);
}

function homeOfUser(): string | undefined {
  try {
    return homedir();
  } catch {
    // A user without an entry in the password file, as in many containers.
    return undefined;
  }
}
