import { execFileSync, spawn } from "node:child_process";
import { rmSync, truncateSync, writeFileSync } from "node:fs";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/lib/clock.ts";
import {
  createOutsideFiles,
  type FileSystem,
  LARGEST_FILE_BYTES,
  PIPE_SECONDS,
} from "../../src/lib/outside-files.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SYSTEM: FileSystem = { stat: (path) => stat(path, { bigint: true }), readdir, open };

const SOME_STATS = await SYSTEM.stat(import.meta.filename);

const files = createOutsideFiles(systemClock);

/** What came of reading, with the bytes as text. */
async function read(path: string, from = files): Promise<string> {
  const result = await from.read(path);
  return result.kind === "bytes" ? result.bytes.toString() : result.reason;
}

/** A named pipe; `write` has another process write to it once. */
function makePipe(folder: string, name = "pipe") {
  const path = join(folder, name);
  execFileSync("mkfifo", [path]);
  const write = (script: string) =>
    spawn("sh", ["-c", `(${script}) > "$1"`, "sh", path], { stdio: "ignore" });
  return { path, write };
}

/** A file system in memory, where operations on a path hang while `isHanging` says so. */
function memorySystem(isHanging: (path: string) => boolean, isPipe: (path: string) => boolean = () => false) {
  const asked: string[] = [];
  const releases: (() => void)[] = [];
  const maybe = async (path: string): Promise<void> => {
    asked.push(path);
    if (isHanging(path)) await new Promise<void>((resolve) => releases.push(resolve));
  };
  const system: FileSystem = {
    async stat(path) {
      await maybe(path);
      return Object.assign(SOME_STATS, {
        isDirectory: () => false,
        isFIFO: () => isPipe(path),
        isFile: () => !isPipe(path),
      });
    },
    readdir: SYSTEM.readdir,
    async open(path) {
      let left = isPipe(path) ? "" : "text";
      const read: FileHandle["read"] = async (buffer: Buffer) => {
        const bytesRead = buffer.write(left);
        left = "";
        return { bytesRead, buffer };
      };
      return { read, close: async () => undefined };
    },
  };
  const release = (): void => {
    for (const each of releases.splice(0)) each();
  };
  return { system, asked, release };
}

/** Lets time pass until `result` is there. */
async function whileTimePasses<T>(clock: FakeClock, result: Promise<T>): Promise<T> {
  let isThere = false;
  const ended = result.finally(() => {
    isThere = true;
  });
  while (!isThere) {
    await nextTurn();
    clock.advance(20);
  }
  return ended;
}

describe("a file", () => {
  it("is read to its end, and says why it cannot be read", async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, "a"), "x".repeat(200_000));
    writeFileSync(join(folder, "empty"), "");
    expect(await read(join(folder, "a"))).toBe("x".repeat(200_000));
    expect(await read(join(folder, "empty"))).toBe("");
    expect(await read(join(folder, "none"))).toBe("missing");
    expect(await read(folder)).toBe("folder");
    expect(await read(join(folder, "a", "b"))).toBe("unreadable");
  });

  it("that never ends is refused: by its size, or because it is a device", async () => {
    const large = join(tempFolder(), "large");
    writeFileSync(large, "");
    truncateSync(large, LARGEST_FILE_BYTES + 1);
    expect(await read(large)).toBe("tooLarge");
    truncateSync(large, LARGEST_FILE_BYTES);
    expect((await files.read(large)).kind).toBe("bytes");
    expect(await read("/dev/zero")).toBe("noFile");
  });

  it("that grows while it is read has a bound", async () => {
    const path = join(tempFolder(), "a");
    writeFileSync(path, "");
    const readMore: FileHandle["read"] = async (buffer: Buffer) => ({ bytesRead: buffer.length, buffer });
    const endless: FileSystem = {
      ...SYSTEM,
      open: async () => ({ read: readMore, close: async () => undefined }),
    };
    expect(await read(path, createOutsideFiles(systemClock, endless))).toBe("tooLarge");
  });
});

it("a folder has names, and anything else is none", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "a"), "");
  expect(await files.list(folder)).toEqual({ kind: "names", names: ["a"] });
  expect(await files.list(join(folder, "a"))).toEqual({ kind: "noFolder" });
  expect(await files.list(join(folder, "b"))).toEqual({ kind: "failed", reason: "missing" });
  expect(await files.list(makePipe(folder).path)).toEqual({ kind: "noFolder" });
});

describe("a pipe", () => {
  it("is read until its writer closes it, and what came through it is kept", async () => {
    const { path, write } = makePipe(tempFolder());
    const reading = Promise.all([read(path), read(path)]);
    write("printf to; sleep 0.05; printf ken");
    expect(await reading).toEqual(["token", "token"]);
    expect(await read(path)).toBe("token");
  });

  it("that stands in the place of another one is read", async () => {
    const folder = tempFolder();
    for (const text of ["first", "second"]) {
      const { path, write } = makePipe(folder);
      write(`printf ${text}`);
      expect(await read(path)).toBe(text);
      rmSync(path);
    }
  });

  it("has its writer before or after the reader", async () => {
    const { path, write } = makePipe(tempFolder());
    const writer = write("head -c 300000 /dev/zero");
    const left = new Promise((resolve) => writer.on("exit", resolve));
    expect((await read(path)).length).toBe(300_000);
    expect(await left).toBe(0);
  });

  it("that is written without an end is refused", async () => {
    const { path, write } = makePipe(tempFolder());
    write("cat /dev/zero");
    expect(await read(path)).toBe("tooLarge");
  });

  it("that nobody writes to is given up, and stops no other file", async () => {
    const clock = new FakeClock();
    const { system } = memorySystem(
      () => false,
      (path) => path.startsWith("/pipes/"),
    );
    const from = createOutsideFiles(clock, system);
    const pipes = Array.from({ length: 5 }, (_, index) => `/pipes/${index}`);
    const reading = Promise.all(pipes.map((path) => read(path, from)));
    expect(await read("/a", from)).toBe("text");
    const before = clock.now();
    expect(await whileTimePasses(clock, reading)).toEqual(pipes.map(() => "silent"));
    expect(clock.now() - before).toBeGreaterThanOrEqual(PIPE_SECONDS * 1000);
  });
});

it("a pipe that drips without an end is given up", async () => {
  const clock = new FakeClock();
  const { system } = memorySystem(
    () => false,
    () => true,
  );
  const read: FileHandle["read"] = async (buffer: Buffer) => {
    await nextTurn();
    return { bytesRead: buffer.write("x"), buffer };
  };
  const dripping = { ...system, open: async () => ({ read, close: async () => undefined }) };
  const result = createOutsideFiles(clock, dripping).read("/pipe");
  expect(await whileTimePasses(clock, result)).toEqual({ kind: "failed", reason: "silent" });
});

describe("a share that hangs", () => {
  it("is given up after seconds, then at once, and is asked again when it has answered", async () => {
    const { system, asked, release } = memorySystem((path) => path.startsWith("/s1/") && asked.length <= 1);
    const clock = new FakeClock();
    const from = createOutsideFiles(clock, system);
    expect(await whileTimePasses(clock, read("/s1/a", from))).toBe("late");
    expect(await read("/s1/a", from)).toBe("late");
    expect(await from.versionOf("/s1/a")).toBe("late");
    expect(await read("/s2/a", from)).toBe("text");
    expect(asked).toEqual(["/s1/a", "/s2/a"]);
    release();
    await nextTurn();
    expect(await read("/s1/a", from)).toBe("text");
  });

  it("holds one thread, however many of its files are read, and all shares together two", async () => {
    const { system, asked, release } = memorySystem((path) => !path.startsWith("/disk/"));
    const clock = new FakeClock();
    const from = createOutsideFiles(clock, system);
    const all = (share: string) =>
      Promise.all(["a", "b", "c"].map((name) => read(`/${share}/${name}`, from)));
    const alike = (text: string): string[] => [text, text, text];
    const first = all("s1");
    expect(await all("disk")).toEqual(alike("text"));
    expect(await whileTimePasses(clock, first)).toEqual(alike("late"));
    expect(await all("disk")).toEqual(alike("text"));
    expect(await whileTimePasses(clock, all("s2"))).toEqual(alike("late"));
    // Both threads are held: what would need a third one is not tried.
    expect(await all("disk")).toEqual(alike("late"));
    expect(asked.filter((path) => !path.startsWith("/disk/"))).toEqual(["/s1/a", "/s2/a"]);
    release();
    await nextTurn();
    expect(await all("disk")).toEqual(alike("text"));
  });
});
