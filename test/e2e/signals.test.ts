import { execFileSync, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { sourceJson, startLine, TOKEN } from "../support/line.ts";
import { startCommand } from "../support/receiver-process.ts";
import { holdAnswers } from "../support/scenario.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const LEAVE = pathToFileURL(fileURLToPath(new URL("../../src/lib/leave.ts", import.meta.url)));

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A line whose only source has its token in a pipe. */
async function startPiped() {
  const line = await startLine({ events: 20 });
  const pipe = join(line.folder, "token");
  execFileSync("mkfifo", [pipe]);
  line.addSource("acme.json", { personalAccessToken: `\${file:${pipe}}` });
  return { ...line, pipe };
}

describe("a run that is starting", () => {
  it("goes on after a SIGHUP, with a token that comes through a pipe once", async () => {
    const { args, sink, asana, pipe, addSource } = await startPiped();
    const { child, ended, output } = startCommand(["run", ...args]);
    // It opens when the receiver reads.
    const writer = await open(pipe, "w");
    child.kill("SIGHUP");
    await writer.writeFile(TOKEN);
    await writer.close();
    await until(() => sink.counts.records === 20);
    addSource("globex.json", { name: "Globex" });
    child.kill("SIGHUP");
    await until(() => sink.counts.records === 40);
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
    expect(asana.requests.every(({ status }) => status === 200)).toBe(true);
    expect(output.stderr).not.toContain('"warn"');
  });

  it("ends at once with SIGTERM, whatever it waits for", async () => {
    const { args, pipe } = await startPiped();
    const { child, ended } = startCommand(["run", ...args]);
    const writer = await open(pipe, "w");
    onTestFinished(() => writer.close());
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });
});

describe("SIGHUP", () => {
  it("while a run is stopping lets the delivery end", async () => {
    const { args, sink } = await startLine({ events: 20 });
    const { child, ended, output } = startCommand(["run", ...args]);
    const { held, release } = holdAnswers(sink);
    await held;
    child.kill("SIGTERM");
    await until(() => output.stderr.includes('"stopping"'));
    child.kill("SIGHUP");
    release();
    expect(await ended, output.stderr).toBe(0);
    expect(sink.counts).toMatchObject({ records: 20, duplicates: 0 });
  });

  it("ends no run --once", async () => {
    const { args, sink } = await startLine({ events: 20 });
    const { held, release } = holdAnswers(sink);
    const { child, ended, output } = startCommand(["run", "--once", ...args]);
    await held;
    child.kill("SIGHUP");
    release();
    expect(await ended, output.stderr).toBe(0);
    expect(sink.counts.records).toBe(20);
  });

  it("ends no run whose sources are made through the API", async () => {
    const storage = tempFolder();
    const args = ["--endpoint", "http://127.0.0.1:9", "--storage", storage, "--listen", "127.0.0.1:0"];
    const { child, ended, output } = startCommand(["run", ...args]);
    await until(() => output.stderr.includes('"API"'));
    const url = /"url":"(http:[^"]+)"/.exec(output.stderr)?.[1] ?? "";
    child.kill("SIGHUP");
    const body = sourceJson();
    const made = await fetch(`${url}/api/v1/collectors/1/sources`, { method: "POST", body });
    expect(made.status).toBe(201);
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
  });
});

it("a health event that the endpoint does not take keeps no exit waiting, and waits for the next start", async () => {
  const { args, sink, folder } = await startLine({ events: 0 }, { shutdownTimeout: "100ms" });
  writeFileSync(join(folder, "sources", "broken.json"), "{");
  const asked = new Promise<void>((resolve) => {
    sink.setAnswer(() => {
      resolve();
      return { kind: "hang" };
    });
  });
  const { child, ended, output } = startCommand(["run", ...args]);
  await asked;
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(output.stderr).toContain("left before health events and metrics were sent");
});

it("a log that is not read keeps no delivery waiting, and no exit", async () => {
  const { args, sink } = await startLine({ events: 2000 });
  const child = spawn(process.execPath, [MAIN, "run", ...args, "--trace-http", "--log-level", "verbose"], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent" },
    // What is not read here fills the pipe.
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const ended = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
  await until(() => sink.counts.records === 2000);
  expect(child.stderr?.readableLength).toBeGreaterThan(0);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it("a thread that hangs keeps no process from leaving with its exit code", async () => {
  const pipe = join(tempFolder(), "pipe");
  execFileSync("mkfifo", [pipe]);
  const script = `import { open } from "node:fs/promises";
    import { leave } from ${JSON.stringify(LEAVE)};
    for (let each = 0; each < 4; each++) open(${JSON.stringify(pipe)});
    await leave(7);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: "ignore" });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  expect(await new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)))).toBe(7);
});
