import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLITE_PERM, SQLITE_BUSY and SQLITE_LOCKED; the bits above these say more. */
const REFUSED = new Set([3, 5, 6]);
const PRIMARY_CODE = 0xff;

/** SQLITE_IOERR_RDLOCK, SQLITE_IOERR_CHECKRESERVEDLOCK and SQLITE_IOERR_LOCK. */
const BROKEN = new Set([2314, 3594, 3850]);

/** Whether SQLite did not get a lock: somebody else has it, or the file system has none. */
export function isLockRefused(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error) || typeof error.errcode !== "number") return false;
  return REFUSED.has(error.errcode & PRIMARY_CODE) || BROKEN.has(error.errcode);
}

/** Whether the file system of a folder has locks: a file that only this process knows can be locked by no other. */
export function hasLocks(folder: string): boolean {
  const path = join(folder, `.locks-${randomUUID()}`);
  try {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec("BEGIN EXCLUSIVE; COMMIT;");
    } finally {
      database.close();
    }
    return true;
  } catch (error) {
    // Where no file can be made, nothing is known of locks.
    return !isLockRefused(error);
  } finally {
    rmSync(path, { force: true });
  }
}
