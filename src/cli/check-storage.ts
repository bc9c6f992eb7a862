import { constants } from "node:fs";
import { access, lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf } from "../lib/errors.ts";
import { DATABASE_FILE } from "../storage/state-file.ts";
import type { Finding } from "./finding.ts";

const { R_OK, W_OK, X_OK } = constants;

/**
 * Says whether the storage folder can be used or made. The database is not opened: a receiver that runs holds its
 * lock, and one that is about to start needs it.
 */
export async function checkStorage(folder: string): Promise<Finding> {
  const about = { subject: "storage", check: "storage" } as const;
  try {
    const existing = await nearestExisting(folder);
    await access(existing, R_OK | W_OK | X_OK);
    if (existing !== folder) return { ...about, ok: true, message: `${folder} can be made in ${existing}` };
    const file = join(folder, DATABASE_FILE);
    if (await exists(file)) await access(file, R_OK | W_OK);
    return { ...about, ok: true, message: `${folder} is writable` };
  } catch (error) {
    const message = `FirstPartyGeneric: ${folder} cannot be used: ${messageOf(error)}`;
    return {
      ...about,
      ok: false,
      message,
      hint: "Make it writable for this user, or name another folder with --storage.",
    };
  }
}

/** The folder itself, or the one in which it would be made. */
async function nearestExisting(folder: string): Promise<string> {
  if (await exists(folder)) {
    const isFolder = (await stat(folder)).isDirectory();
    if (!isFolder) throw new Error(`${folder} is not a folder`);
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`there is no ${folder}`);
  return nearestExisting(parent);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ENOENT") throw error;
  }
  if (await isLink(path)) throw new Error(`${path} is a link to what is not there`);
  return false;
}

async function isLink(path: string): Promise<boolean> {
  const entry = await lstat(path).catch(() => undefined);
  return entry?.isSymbolicLink() === true;
}
