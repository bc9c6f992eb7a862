import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import { type Clock, systemClock } from "./clock.ts";
import { codeOf } from "./connection-error.ts";
import { FileGate, OVERDUE } from "./file-gate.ts";

/** Why a path that a person has named could not be read. */
export type FileFailure =
  | {
      readonly kind: "failed";
      /** `noFile`: neither a file nor a pipe. `late`: it did not answer. `silent`: nothing came through the pipe. */
      readonly reason: "missing" | "folder" | "noFile" | "tooLarge" | "late" | "silent";
    }
  | { readonly kind: "failed"; readonly reason: "unreadable"; readonly error: unknown };

/** Files and folders that a person has named: they may hang, never end, or be devices. */
export interface OutsideFiles {
  /** The bytes of a file, or of a pipe: what came through one is kept, for it comes once. */
  read(path: string): Promise<{ readonly kind: "bytes"; readonly bytes: Buffer } | FileFailure>;
  /** The names in a folder; `noFolder`: something else is there. */
  list(path: string): Promise<Listing>;
  /** What tells one version of a file, or of its absence, from another. */
  versionOf(path: string): Promise<string>;
}

/** What came of looking into a folder. */
export type Listing =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "noFolder" }
  | FileFailure;

/** What is asked of the system. */
export interface FileSystem {
  stat(path: string): Promise<BigIntStats>;
  readdir(path: string): Promise<string[]>;
  open(path: string, flags: number): Promise<Pick<FileHandle, "read" | "close">>;
}

/** Sources and settings are kilobytes; a bundle of all well-known authorities has a quarter of a megabyte. */
export const LARGEST_FILE_BYTES = 16 * 1024 * 1024;

/** How long a file system may take for one operation. */
export const ANSWER_SECONDS = 5;

/** How long the other end of a pipe may take, such as a program that asks a vault; it holds no thread meanwhile. */
export const PIPE_SECONDS = 30;

const PIPE_LOOK_MS = 20;
/** What a pipe holds on Linux. */
const CHUNK_BYTES = 64 * 1024;
const NEVER = new AbortController().signal;

/** A pipe without a writer does not keep the open waiting, and no terminal becomes ours. Windows has neither. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

const SYSTEM: FileSystem = { stat: (path) => stat(path, { bigint: true }), readdir, open };

const LATE: FileFailure = { kind: "failed", reason: "late" };

/** What breaks a reading off. */
class Refusal extends Error {
  readonly failure: FileFailure;

  constructor(failure: FileFailure) {
    super(failure.reason);
    this.failure = failure;
  }
}

/** Creates the one way to files outside; the threads that it spares are those of the process. */
export function createOutsideFiles(clock: Clock, system: FileSystem = SYSTEM): OutsideFiles {
  const gate = new FileGate(clock, ANSWER_SECONDS);
  const pipes = new Map<string, Buffer>();
  /** Two readers of one pipe would share what comes through it. */
  const underWay = new Map<string, ReturnType<OutsideFiles["read"]>>();
  const ask = async <T>(path: string, operation: () => Promise<T>): Promise<T> => {
    const result = await gate.run(path, operation);
    if (result === OVERDUE) throw new Refusal(LATE);
    return result;
  };
  const readOpened = async (path: string, readAll: (read: Read) => Promise<Buffer>): Promise<Buffer> => {
    const file = await openFile(path, system, ask);
    try {
      return await readAll((buffer) => ask(path, () => readSome(file, buffer)));
    } finally {
      // Not waited for: behind a read that hangs it would hang as well.
      file.close().catch(() => undefined);
    }
  };
  const readBytes = async (path: string): Promise<Buffer> => {
    const stats = await ask(path, () => system.stat(path));
    if (stats.isDirectory()) refuse("folder");
    if (stats.isFIFO()) {
      // A new pipe often has the number of the one that was removed before it.
      const identity = [path, stats.dev, stats.ino, stats.birthtimeNs].join(" ");
      const bytes = pipes.get(identity) ?? (await readOpened(path, (read) => readPipe(read, clock)));
      pipes.set(identity, bytes);
      return bytes;
    }
    if (!stats.isFile()) refuse("noFile");
    if (stats.size > LARGEST_FILE_BYTES) refuse("tooLarge");
    return readOpened(path, (read) => readWhole(read, Number(stats.size)));
  };
  return {
    read(path) {
      const reading =
        underWay.get(path) ??
        readBytes(path)
          .then((bytes) => ({ kind: "bytes", bytes }) as const, toFailure)
          .finally(() => underWay.delete(path));
      underWay.set(path, reading);
      return reading;
    },
    list: (path) =>
      ask(path, () => system.readdir(path)).then(
        (names) => ({ kind: "names", names }) as const,
        (error) => (codeOf(error) === "ENOTDIR" ? { kind: "noFolder" } : toFailure(error)),
      ),
    versionOf: (path) =>
      ask(path, () => system.stat(path)).then(
        // The last one changes with the rights as well.
        ({ ino, size, mtimeNs, ctimeNs }) => `${ino} ${size} ${mtimeNs} ${ctimeNs}`,
        // Reading it says why.
        (error) => (error instanceof Refusal ? "late" : "-"),
      ),
  };
}

/** The files outside of this process. */
export const outsideFiles = createOutsideFiles(systemClock);

type Ask = <T>(path: string, operation: () => Promise<T>) => Promise<T>;

/** Fills a buffer; undefined: there is nothing just now, but a writer is there. */
type Read = (buffer: Buffer) => Promise<number | undefined>;

async function openFile(path: string, system: FileSystem, ask: Ask): ReturnType<FileSystem["open"]> {
  let isGivenUp = false;
  try {
    return await ask(path, async () => {
      const file = await system.open(path, FLAGS);
      if (isGivenUp) await file.close();
      return file;
    });
  } catch (error) {
    isGivenUp = true;
    throw error;
  }
}

async function readSome(file: Pick<FileHandle, "read">, buffer: Buffer): Promise<number | undefined> {
  try {
    return (await file.read(buffer, 0, buffer.length, null)).bytesRead;
  } catch (error) {
    if (codeOf(error) === "EAGAIN") return undefined;
    throw error;
  }
}

/** Reads to the end, also of a file that has grown since it was looked at. */
async function readWhole(read: Read, expectedBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let bytes = 0; bytes <= LARGEST_FILE_BYTES; ) {
    const buffer = Buffer.allocUnsafe(Math.max(expectedBytes - bytes, CHUNK_BYTES));
    const count = (await read(buffer)) ?? 0;
    if (count === 0) return Buffer.concat(parts);
    parts.push(buffer.subarray(0, count));
    bytes += count;
  }
  return refuse("tooLarge");
}

/** Reads until the writer has closed the pipe; without one, waits for it. */
async function readPipe(read: Read, clock: Clock): Promise<Buffer> {
  const ended = new AbortController();
  let isOver = false;
  void clock.sleep(PIPE_SECONDS * 1000, ended.signal).then(() => {
    isOver = true;
  });
  try {
    let all = Buffer.alloc(0);
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    while (!isOver) {
      const count = await read(buffer);
      if (count === 0 && all.length > 0) return all;
      if (count === undefined || count === 0) await clock.sleep(PIPE_LOOK_MS, NEVER);
      else all = Buffer.concat([all, buffer.subarray(0, count)]);
      if (all.length > LARGEST_FILE_BYTES) refuse("tooLarge");
    }
    return refuse("silent");
  } finally {
    ended.abort();
  }
}

function refuse(reason: Exclude<FileFailure["reason"], "unreadable">): never {
  throw new Refusal({ kind: "failed", reason });
}

function toFailure(error: unknown): FileFailure {
  if (error instanceof Refusal) return error.failure;
  switch (codeOf(error)) {
    case "ENOENT":
      return { kind: "failed", reason: "missing" };
    case "EISDIR":
      return { kind: "failed", reason: "folder" };
    default:
      return { kind: "failed", reason: "unreadable", error };
  }
}
