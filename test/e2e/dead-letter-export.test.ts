import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openStorage } from "../../src/collector/storage.ts";
import { NO_COUNTS } from "../../src/lib/counts.ts";
import { startCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const LIMITS = { replayWindowMs: 0, mostDeadLetters: 1000 };

/** More than a pipe holds, so that a command waits for its reader. */
const LETTERS = 300;

/** A storage folder with dead letters, each of 2 kB. */
function keepLetters(): string {
  const folder = join(tempFolder(), "state");
  const storage = openStorage(folder, LIMITS);
  const sourceId = storage.registry.identify(["Acme"]).get("Acme") ?? 0;
  const stream = storage.checkpoints.source({ sourceId, workspaceID: "1" });
  const cursor = { startAt: undefined, offset: "2" };
  stream.begin("fingerprint", cursor, 0);
  const deadLetters = Array.from({ length: LETTERS }, (_, index) => ({
    gid: String(index),
    event: JSON.stringify({ gid: String(index), details: "x".repeat(2000) }),
    reason: "400",
  }));
  stream.commit({
    cursor,
    newestEventAt: 0,
    readTo: undefined,
    gidsAt: undefined,
    gids: [],
    counts: NO_COUNTS,
    deadLetters,
    at: 0,
  });
  storage.close();
  return folder;
}

function countLetters(folder: string): number {
  const storage = openStorage(folder, LIMITS);
  const { length } = storage.deadLetters.list();
  storage.close();
  return length;
}

function openFile(path: string): number {
  const file = openSync(path, "w");
  onTestFinished(() => closeSync(file));
  return file;
}

function exportFrom(folder: string, ...flags: string[]): string[] {
  return ["deadletter", "export", "--storage", folder, ...flags];
}

it("dead letters are kept when the reader of their export goes away", async () => {
  const folder = keepLetters();
  const { child, output, ended } = startCommand(exportFrom(folder, "--remove"));
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect(await ended).toBe(1);
  expect(output.stderr).toMatch(
    /cannot be written to standard output: .*EPIPE.*The dead letters are all kept/,
  );
  expect(countLetters(folder)).toBe(LETTERS);
});

it("a reader that has seen enough of an export that removes nothing is no failure", async () => {
  const { child, output, ended } = startCommand(exportFrom(keepLetters()));
  child.stdout?.once("data", () => child.stdout?.destroy());
  expect({ code: await ended, stderr: output.stderr }).toEqual({ code: 0, stderr: "" });
});

it("dead letters are taken out when the file has them", async () => {
  const folder = keepLetters();
  const path = join(tempFolder(), "events");
  const { output, ended } = startCommand(exportFrom(folder, "--remove"), {}, openFile(path));
  expect(await ended, output.stderr).toBe(0);
  expect(output.stderr).toBe(`${LETTERS} events, taken out\n`);
  const events = readFileSync(path, "utf8").trimEnd().split("\n");
  expect(events.map((event) => JSON.parse(event).gid)).toEqual(
    Array.from({ length: LETTERS }, (_, index) => String(index)),
  );
  expect(countLetters(folder)).toBe(0);
});

// Every write to it fails as on a full disk.
const FULL = "/dev/full";
const hasFull = existsSync(FULL);
if (!hasFull) console.log(`No ${FULL}. The tests of a full disk are NOT run.`);

it.skipIf(!hasFull)("dead letters are kept when the disk of their export is full", async () => {
  const folder = keepLetters();
  const { output, ended } = startCommand(exportFrom(folder, "--remove"), {}, openFile(FULL));
  expect(await ended).toBe(1);
  expect(output.stderr).toMatch(/ENOSPC.*The dead letters are all kept\. Write to a place with room/);
  expect(countLetters(folder)).toBe(LETTERS);
});

it.skipIf(!hasFull)("a full disk ends any command with 1 and says what is full", async () => {
  const { output, ended } = startCommand(["schema", "receiver"], {}, openFile(FULL));
  expect(await ended).toBe(1);
  expect(output.stderr).toMatch(/^otel-asana-receiver: standard output cannot be written: ENOSPC.*\n$/);
});

it("a reader that has seen enough of any command is no failure", async () => {
  const { child, output, ended } = startCommand(["schema", "receiver"]);
  child.stdout?.destroy();
  expect({ code: await ended, stderr: output.stderr }).toEqual({ code: 0, stderr: "" });
});
