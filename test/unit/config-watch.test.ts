import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { watchFiles } from "../../src/config/watch.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Watches a folder's files; `look()` lets the watcher look once more. */
async function watch(folder: string) {
  const clock = new FakeClock();
  const stop = new AbortController();
  const changes: string[][] = [];
  const list = async () => readdirSync(folder).map((name) => join(folder, name));
  const onChange = async () => {
    changes.push(readdirSync(folder));
    return true;
  };
  const ended = watchFiles({ list, onChange, clock }, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await ended;
  });
  await clock.whenSleeping();
  const look = async () => {
    clock.advance(clock.nextWakeInMs ?? 0);
    await clock.whenSleeping();
  };
  // What changed before the first look: the files are read once in any case.
  await look();
  expect(changes.splice(0)).toHaveLength(1);
  return { changes, look, clock };
}

it("sees an edit, an addition, a removal and an atomic replacement, each once and after it rests", async () => {
  const folder = tempFolder();
  const file = join(folder, "a.json");
  writeFileSync(file, "1");
  const { changes, look, clock } = await watch(folder);
  const edits = [
    () => writeFileSync(file, "22"),
    () => writeFileSync(join(folder, "b.json"), "1"),
    () => rmSync(join(folder, "b.json")),
    () => {
      writeFileSync(join(folder, ".new"), "33");
      renameSync(join(folder, ".new"), file);
    },
  ];
  for (const [index, edit] of edits.entries()) {
    edit();
    await look();
    expect(changes).toHaveLength(index);
    await look();
    await look();
    expect(changes).toHaveLength(index + 1);
  }
  expect(clock.nextWakeInMs).toBeLessThan(1000);
});

it("looks less often where there are many files, and as soon as ever when something has changed", async () => {
  const folder = tempFolder();
  for (let index = 0; index < 500; index++) writeFileSync(join(folder, `${index}.json`), "1");
  const { changes, look, clock } = await watch(folder);
  await look();
  expect(clock.nextWakeInMs).toBe(2000);
  writeFileSync(join(folder, "7.json"), "22");
  await look();
  expect(clock.nextWakeInMs).toBe(700);
  await look();
  expect(changes).toHaveLength(1);
});

it("waits while a file is still being written", async () => {
  const folder = tempFolder();
  const file = join(folder, "a.json");
  const { changes, look } = await watch(folder);
  for (const text of ["1", "12", "123", "1234"]) {
    writeFileSync(file, text);
    await look();
  }
  expect(changes).toEqual([]);
  await look();
  expect(changes).toHaveLength(1);
});

it("sees the swapped link of a mounted Kubernetes volume", async () => {
  const volume = tempFolder();
  const folder = join(volume, "mounted");
  for (const version of ["v1", "v2"]) {
    mkdirSync(join(volume, version));
    writeFileSync(join(volume, version, "a.json"), version);
  }
  mkdirSync(folder);
  symlinkSync(join(volume, "v1"), join(volume, "..data"));
  symlinkSync(join(volume, "..data", "a.json"), join(folder, "a.json"));
  const { changes, look } = await watch(folder);
  symlinkSync(join(volume, "v2"), join(volume, "..data_tmp"));
  renameSync(join(volume, "..data_tmp"), join(volume, "..data"));
  await look();
  await look();
  expect(changes).toHaveLength(1);
});

it("does nothing while nothing changes", async () => {
  const folder = tempFolder();
  writeFileSync(join(folder, "a.json"), "1");
  const { changes, look } = await watch(folder);
  await look();
  await look();
  expect(changes).toEqual([]);
});
