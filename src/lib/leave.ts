import { setTimeout as sleep } from "node:timers/promises";

/** What Node calls requests that hold a thread: of files, and of names that are looked up. */
const HOLDS_A_THREAD = /^(?:FSReq|GetAddrInfo|GetNameInfo)/;

const LOOK_MS = 50;
const MOST_LOOKS = 10;

/**
 * Ends the process. Node's own exit waits for its threads, and one that looks into a network share or asks a name server
 * may hang for minutes. Then this process becomes one that does nothing but exit, which no thread outlives.
 */
export async function leave(exitCode: number): Promise<void> {
  for (let looks = 0; looks < MOST_LOOKS && isThreadHeld(); looks++) await sleep(LOOK_MS);
  if (isThreadHeld() && process.execve !== undefined && process.platform !== "win32") {
    // On Linux also when an update has replaced the file meanwhile.
    const node = process.platform === "linux" ? "/proc/self/exe" : process.execPath;
    // Without the environment: NODE_OPTIONS may name files on the same share.
    process.execve(node, [process.execPath, "--eval", `process.exit(${exitCode})`], {});
  }
  process.exit(exitCode);
}

function isThreadHeld(): boolean {
  return process.getActiveResourcesInfo().some((name) => HOLDS_A_THREAD.test(name));
}
