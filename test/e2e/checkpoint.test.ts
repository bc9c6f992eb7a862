import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openStorage } from "../../src/collector/storage.ts";
import { freePort } from "../support/free-port.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const WAIT = { timeout: 50_000, interval: 10 };
const OTHER_WORKSPACE = "1200000000000042";

/** A line whose events were all delivered, by a run that has ended. */
async function startDelivered(settings: Record<string, unknown> = {}): Promise<Line> {
  const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] }, settings);
  await runOnce(line);
  return line;
}

async function runOnce({ args }: Line): Promise<void> {
  const { code, stderr } = await runCommand(["run", ...args, "--once"]);
  expect(code, stderr).toBe(0);
}

/** Runs `checkpoint …` on the storage of a line. */
async function checkpoint(line: Line, ...args: string[]): ReturnType<typeof runCommand> {
  const result = await runCommand(["checkpoint", ...args, "--storage", line.flags.storage ?? ""]);
  expect(JSON.stringify(result)).not.toContain(TOKEN);
  return result;
}

/** What is stored, read without any command. */
function stored({ flags: { storage = "" } }: Line): readonly object[] {
  const { checkpoints, close } = openStorage(storage, { replayWindowMs: 0, mostDeadLetters: 0 });
  const list = checkpoints.list();
  close();
  return list;
}

/** A receiver that has delivered everything and goes on running. */
async function startRunning(): Promise<{ readonly line: Line; readonly url: string; end(): Promise<void> }> {
  const line = await startLine();
  const { child, output, ended } = startCommand(["run", ...line.args, "--log-level", "debug"]);
  await vi.waitUntil(() => output.stderr.includes("caught up"), WAIT);
  const [, url = ""] = /"url":"(http[^"]+)"/.exec(output.stderr) ?? [];
  return {
    line,
    url,
    async end() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

describe("checkpoint list", () => {
  it("says how far each source has read", async () => {
    const line = await startDelivered();
    line.addSource("acme.json", { workspaceID: OTHER_WORKSPACE });
    line.addSource("beta.json", { name: "Beta" });
    await runOnce(line);
    const { code, stdout, stderr } = await checkpoint(line, "list");
    expect(code, stderr).toBe(0);
    expect(stderr).toBe("");
    const newest = String.raw`\d{4}-\d\d-\d\dT\S+Z`;
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^SOURCE {2}WORKSPACE +NEWEST EVENT +MOVED +PAGES {2}ACCEPTED {2}OFFSET$/),
      expect.stringMatching(`^Acme +${OTHER_WORKSPACE} +${newest} +\\S.* +3 +250 {2}yes$`),
      expect.stringMatching(`^Acme +${WORKSPACE} +${newest} +\\S.* +3 +250 {2}yes$`),
      expect.stringMatching(`^Beta +${WORKSPACE} +${newest} +\\S.* +3 +250 {2}yes$`),
    ]);
  });

  it("--json tells all that is stored", async () => {
    const line = await startDelivered();
    const { code, stdout } = await checkpoint(line, "list", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        sourceId: 1,
        source: "Acme",
        workspaceID: WORKSPACE,
        offset: expect.any(String),
        newestEventAt: expect.any(String),
        updatedAt: expect.any(String),
        totals: { pages: 3, accepted: 250, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ]);
  });

  it("is told by the receiver while one is running", async () => {
    const { line, url, end } = await startRunning();
    const told = await checkpoint(line, "list", "--json", "--url", url);
    expect(told.code, told.stderr).toBe(0);
    expect(told.stderr).toBe(`told by the receiver at ${url}: only of the sources that it runs\n`);
    const table = await checkpoint(line, "list", "--url", url);
    expect(table.stdout).toMatch(new RegExp(`^Acme +${WORKSPACE} .* 250 {2}yes$`, "m"));
    await end();
    const kept = await checkpoint(line, "list", "--json");
    const [{ fingerprint: _, ...expected }] = JSON.parse(kept.stdout);
    expect(JSON.parse(told.stdout)).toEqual([expected]);
  });

  it("ends with 1 when the storage is in use and its receiver cannot be asked", async () => {
    const { line } = await startRunning();
    const address = `127.0.0.1:${await freePort()}`;
    const { code, stdout, stderr } = await checkpoint(line, "list", "--listen", address);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(
      `${line.flags.storage} is in use, and the receiver at http://${address} cannot be reached`,
    );
    expect(stderr).toContain("--listen");
  });
});

describe("without a checkpoint", () => {
  it("no command makes the storage folder, nor a database in it", async () => {
    const line = await startLine();
    const { storage = "" } = line.flags;
    const calls = [
      ["show", "Acme"],
      ["set", "Acme", "--start-at", "now"],
      ["clear", "Acme", "--yes"],
    ];
    const call = async (): Promise<void> => {
      const list = await checkpoint(line, "list");
      expect(list).toEqual({
        code: 0,
        stdout: `there are no checkpoints in ${storage}\n`,
        stderr: expect.stringContaining(
          `nothing was ever kept in ${storage}. Name the folder with --storage`,
        ),
      });
      expect(JSON.parse((await checkpoint(line, "list", "--json")).stdout)).toEqual([]);
      for (const args of calls) {
        const { code, stdout, stderr } = await checkpoint(line, ...args);
        expect(code).toBe(1);
        expect(stdout).toBe("");
        expect(stderr).toContain(`there are no checkpoints in ${storage}. Name the folder with --storage`);
      }
    };
    await call();
    expect(existsSync(storage)).toBe(false);
    mkdirSync(storage);
    await call();
    expect(readdirSync(storage)).toEqual([]);
  });

  it.each([["show"], ["set", "--start-at", "now"], ["clear", "--yes"]])(
    "of that name, %s names those that there are, and changes none",
    async (command, ...more) => {
      const line = await startDelivered();
      const before = stored(line);
      const { code, stdout, stderr } = await checkpoint(line, command, "acme", ...more);
      expect(code).toBe(1);
      expect(stdout).toBe("");
      expect(stderr).toContain('there is no source "acme" with a checkpoint in');
      expect(stderr).toContain('Choose one of "Acme".');
      expect(stored(line)).toEqual(before);
    },
  );

  it("that can be read: a damaged file is named", async () => {
    const line = await startLine();
    const { storage = "" } = line.flags;
    mkdirSync(storage);
    writeFileSync(
      join(storage, "state.sqlite"),
      "this is no database, and long enough to be taken for one".repeat(20),
    );
    const { code, stderr } = await checkpoint(line, "list");
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot open the state in ${storage}`);
    expect(stderr).toContain("damaged");
  });
});

describe("checkpoint show", () => {
  it("says all that is stored, by the source's name or its id", async () => {
    const line = await startDelivered();
    const [kept] = JSON.parse((await checkpoint(line, "list", "--json")).stdout);
    const { code, stdout } = await checkpoint(line, "show", "Acme");
    expect(code).toBe(0);
    expect(
      Object.fromEntries(
        stdout
          .trimEnd()
          .split("\n")
          .map((row) => row.split(/ {2,}/)),
      ),
    ).toEqual({
      source: "Acme (1)",
      workspace: WORKSPACE,
      "newest event": expect.stringContaining(`${kept.newestEventAt} (`),
      moved: expect.stringContaining(`${kept.updatedAt} (`),
      "begun at": "the oldest event",
      offset: kept.offset,
      pages: "3",
      accepted: "250",
      rejected: "0",
      duplicates: "0",
      filtered: "0",
      "dead letters": "0",
      fingerprint: kept.fingerprint,
    });
    expect((await checkpoint(line, "show", "1")).stdout).toMatch(/^source +Acme \(1\)$/m);
  });

  it("is told by the receiver while one is running", async () => {
    const { line, url } = await startRunning();
    const { code, stdout } = await checkpoint(line, "show", "Acme", "--url", url);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^accepted +250$/m);
    expect(stdout).toMatch(/^fingerprint +known to the running receiver only$/m);
  });

  it("asks for the workspace when the source had several", async () => {
    const line = await startDelivered();
    line.addSource("acme.json", { workspaceID: OTHER_WORKSPACE });
    await runOnce(line);
    const unclear = await checkpoint(line, "show", "Acme");
    expect(unclear.code).toBe(1);
    expect(unclear.stderr).toContain(`Choose with --workspace one of ${OTHER_WORKSPACE}, ${WORKSPACE}.`);
    const unknown = await checkpoint(line, "show", "Acme", "--workspace", "7");
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("none for the workspace 7. Choose with --workspace one of");
    const chosen = await checkpoint(line, "show", "Acme", "--workspace", OTHER_WORKSPACE);
    expect(chosen.code).toBe(0);
    expect(chosen.stdout).toMatch(new RegExp(`^workspace +${OTHER_WORKSPACE}$`, "m"));
  });
});

describe("checkpoint set", () => {
  it("beginning lets everything be delivered again", async () => {
    const line = await startDelivered();
    const { code, stdout } = await checkpoint(line, "set", "Acme", "--start-at", "beginning");
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^The next run reads "Acme", workspace \d+, from the oldest event on\. All .* delivered before/,
    );
    await runOnce(line);
    expect(line.sink.counts).toMatchObject({ distinctGids: 250, duplicates: 250 });
  });

  it("to an instant lets what came later be delivered again", async () => {
    const line = await startDelivered();
    const times = line.sink.records.map(({ logRecord }) =>
      Number(BigInt(logRecord.timeUnixNano ?? 0) / 1_000_000n),
    );
    const at = times.sort((a, b) => a - b)[125] ?? 0;
    const middle = new Date(at).toISOString();
    const { code, stdout } = await checkpoint(line, "set", "1", "--start-at", middle);
    expect(code).toBe(0);
    expect(stdout).toContain(`from ${middle} on. Later events are delivered, also those that were`);
    await runOnce(line);
    expect(line.sink.counts).toMatchObject({
      distinctGids: 250,
      duplicates: times.filter((time) => time >= at).length,
    });
  });

  it("now skips what was not delivered, and says so", async () => {
    const line = await startDelivered();
    line.asana.append(7, WORKSPACE);
    const { stdout } = await checkpoint(line, "set", "Acme", "--start-at", "now");
    expect(stdout).toMatch(
      /Events between \d{4}-\S+Z, the newest that was delivered, and then are skipped\./,
    );
    await runOnce(line);
    expect(line.sink.counts).toMatchObject({ distinctGids: 250, duplicates: 0 });
  });

  it("keeps what the position is valid for, and takes a time ago", async () => {
    const line = await startDelivered();
    const [before] = JSON.parse((await checkpoint(line, "list", "--json")).stdout);
    await checkpoint(line, "set", "Acme", "--start-at", "-24h");
    const [after] = JSON.parse((await checkpoint(line, "list", "--json")).stdout);
    expect(after).toEqual({
      sourceId: 1,
      source: "Acme",
      workspaceID: WORKSPACE,
      startAt: expect.any(String),
      updatedAt: expect.any(String),
      totals: { pages: 0, accepted: 0, rejected: 0, duplicates: 0, filtered: 0, deadLettered: 0 },
      fingerprint: before.fingerprint,
    });
    expect(Date.parse(after.updatedAt) - Date.parse(after.startAt)).toBe(24 * 3_600_000);
  });

  it.each([
    ["an instant that is none", ["Acme", "--start-at", "yesterday"]],
    ["no instant", ["Acme"]],
    ["no source", ["--start-at", "now"]],
  ])("with %s is a usage error", async (_what, args) => {
    const line = await startLine();
    const { code, stdout, stderr } = await checkpoint(line, "set", ...args);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/start-at|source/);
  });
});

describe("checkpoint clear", () => {
  it("--yes forgets it, so that reading begins at polling.startAt", async () => {
    const line = await startDelivered();
    const { code, stdout } = await checkpoint(line, "clear", "Acme", "--yes");
    expect(code).toBe(0);
    expect(stdout).toBe(
      `cleared the checkpoint of "Acme", workspace ${WORKSPACE}: the next run reads it from polling.startAt on\n`,
    );
    expect(stored(line)).toEqual([]);
    await runOnce(line);
    expect(line.sink.counts).toMatchObject({ distinctGids: 250, duplicates: 250 });
  });

  it("forgets one workspace of several, and leaves the others", async () => {
    const line = await startDelivered();
    line.addSource("acme.json", { workspaceID: OTHER_WORKSPACE });
    await runOnce(line);
    expect((await checkpoint(line, "clear", "Acme", "--yes")).code).toBe(1);
    expect((await checkpoint(line, "clear", "Acme", "--yes", "--workspace", WORKSPACE)).code).toBe(0);
    expect(stored(line)).toMatchObject([{ workspaceID: OTHER_WORKSPACE }]);
  });

  it("without --yes is refused where nobody can be asked", async () => {
    const line = await startDelivered();
    const before = stored(line);
    const { code, stdout, stderr } = await checkpoint(line, "clear", "Acme");
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("--yes");
    expect(stored(line)).toEqual(before);
  });
});

it.each([
  ["set", "--start-at", "beginning"],
  ["clear", "--yes"],
])(
  "checkpoint %s is refused while a receiver runs, which has to be stopped first",
  async (command, ...more) => {
    const { line, end } = await startRunning();
    const { code, stdout, stderr } = await checkpoint(line, command, "Acme", ...more);
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/database is locked.*Stop the other otel-asana-receiver that uses this folder/);
    await end();
    expect(stored(line)).toMatchObject([{ totals: { accepted: 250 } }]);
  },
);

it("the storage can be named by the settings", async () => {
  const line = await startDelivered();
  line.writeSettings({ storage: line.flags.storage });
  const { code, stdout } = await runCommand(["checkpoint", "list", "--settings", line.flags.settings ?? ""]);
  expect(code).toBe(0);
  expect(stdout).toContain("Acme");
});
