import { execFile } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { hasTool } from "../support/installed-tool.ts";
import { startLine } from "../support/line.ts";
import { runCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const execute = promisify(execFile);

/** Refuses every lock, as NFS without lockd and SMB without nobrl do. */
const REFUSE_LOCKS = `
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <errno.h>
  #include <fcntl.h>
  #include <stdarg.h>
  #define REFUSING(name) \\
    int name(int file, int command, ...) { \\
      va_list rest; va_start(rest, command); void *argument = va_arg(rest, void *); va_end(rest); \\
      if (command == F_SETLK || command == F_SETLKW || command == F_OFD_SETLK) { errno = ENOLCK; return -1; } \\
      int (*original)(int, int, ...) = dlsym(RTLD_NEXT, #name); \\
      return original(file, command, argument); \\
    }
  REFUSING(fcntl)
  REFUSING(fcntl64)
`;

async function withoutLocks(): Promise<Record<string, string>> {
  const folder = tempFolder();
  const library = join(folder, "refuse-locks.so");
  writeFileSync(join(folder, "refuse-locks.c"), REFUSE_LOCKS);
  await execute("gcc", ["-shared", "-fPIC", "-o", library, join(folder, "refuse-locks.c"), "-ldl"]);
  return { LD_PRELOAD: library };
}

describe.skipIf(!hasTool("gcc", "gcc, libc6-dev"))("a file system without locks", () => {
  it.each([
    ["a new folder", 0],
    ["one with a state in it", 1],
  ])("is named as the reason, in %s", async (_, runsBefore) => {
    const { args, flags } = await startLine({ events: 3 });
    const { storage = "" } = flags;
    for (let run = 0; run < runsBefore; run++) await runCommand(["run", ...args, "--once"]);
    const before = runsBefore === 0 ? [] : readdirSync(storage);
    const env = await withoutLocks();
    const { code, stderr } = await runCommand(["run", ...args, "--once"], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /its file system has no locks: database is locked.*NFS with lockd, SMB with nobrl/,
    );
    expect(stderr).not.toContain("Stop the other otel-asana-receiver");
    expect(readdirSync(storage)).toEqual(before);
    const list = await runCommand(["checkpoint", "list", "--storage", storage], env);
    expect(list.stderr).toContain(
      runsBefore === 0 ? "nothing was ever kept" : "its file system has no locks",
    );
  });
});
