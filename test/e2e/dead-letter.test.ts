import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const WAIT = { timeout: 50_000, interval: 10 };

/** A line whose sink refuses the fourth and the sixth event of the history by themselves. */
async function startPoisoned(): Promise<{ readonly line: Line; readonly poison: readonly string[] }> {
  const line = await startLine();
  const poison = [...line.asana.gids(WORKSPACE)].filter((_gid, index) => index === 3 || index === 5);
  line.sink.setAnswer(({ records }) => {
    const texts = JSON.stringify(records);
    return poison.some((gid) => texts.includes(gid)) ? { kind: "status", status: 400 } : undefined;
  });
  return { line, poison };
}

async function deadLetter(...args: string[]): ReturnType<typeof runCommand> {
  const result = await runCommand(["deadletter", ...args]);
  expect(JSON.stringify(result)).not.toContain(TOKEN);
  return result;
}

it("dead letters are listed, shown, exported and taken out while no receiver runs", async () => {
  const { line, poison } = await startPoisoned();
  const run = await runCommand(["run", ...line.args, "--once"]);
  expect(run.code, run.stderr).toBe(0);
  const storage = ["--storage", line.flags.storage ?? ""];
  const list = await deadLetter("list", ...storage);
  for (const gid of poison) expect(list.stdout).toContain(gid);
  expect(list.stdout).toContain("400");
  const json = JSON.parse((await deadLetter("list", "--json", ...storage)).stdout);
  expect(json.map(({ gid }: { gid: string }) => gid)).toEqual(poison);
  const [first = "", second = ""] = poison;
  expect((await deadLetter("show", first, ...storage)).stdout).toContain(`"gid":"${first}"`);
  expect((await deadLetter("show", "999", ...storage)).code).toBe(1);
  const exported = await deadLetter("export", "--remove", ...storage);
  const events = exported.stdout
    .trim()
    .split("\n")
    .map((event) => JSON.parse(event));
  expect(events.map(({ gid }) => gid)).toEqual([first, second]);
  expect((await deadLetter("list", ...storage)).stdout).toBe("there are no dead letters\n");
});

it("the running receiver tells them, sends them again, and is asked by its address", async () => {
  const { line, poison } = await startPoisoned();
  const { child, output, ended } = startCommand(["run", ...line.args, "--log-level", "debug"]);
  await vi.waitUntil(() => output.stderr.includes("caught up"), WAIT);
  const [, url = ""] = /"url":"(http[^"]+)"/.exec(output.stderr) ?? [];
  const storage = ["--storage", line.flags.storage ?? ""];
  expect((await deadLetter("list", "--url", url, ...storage)).stdout).toContain(poison[0]);
  expect(await deadLetter("retry", "--url", url)).toMatchObject({ code: 2 });
  const refused = await deadLetter("retry", "--all", "--url", url);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain("400");
  line.sink.setAnswer(undefined);
  const [first = ""] = poison;
  expect(await deadLetter("retry", first, "--url", url)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining("delivered"),
  });
  expect((await deadLetter("retry", "--all", "--url", url)).code).toBe(0);
  expect((await deadLetter("list", "--url", url, ...storage)).stdout).toBe("there are no dead letters\n");
  expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
  expect(line.sink.counts.duplicates).toBe(0);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it("a folder in which nothing was ever kept is said to be one", async () => {
  const storage = join(tempFolder(), "state");
  const { code, stdout, stderr } = await deadLetter("list", "--storage", storage);
  expect(code).toBe(0);
  expect(stdout).toBe("there are no dead letters\n");
  expect(stderr).toContain(`nothing was ever kept in ${storage}. Name the folder with --storage`);
});

it("a folder that cannot be looked into is not said to be empty", async () => {
  const storage = join(tempFolder(), "state");
  // A link to itself, which nobody can look into, not even root.
  symlinkSync(storage, storage);
  for (const command of ["deadletter", "checkpoint"]) {
    const { code, stdout, stderr } = await runCommand([command, "list", "--storage", storage]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/cannot look into .*ELOOP.*Run this as the user of the receiver/);
  }
});
