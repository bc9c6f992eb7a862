import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sourceJson, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const OTHER_WORKSPACE = "1200000000000042";

async function startRun(files: Record<string, string> = {}) {
  const line = await startLine({ events: 20, workspaces: [WORKSPACE, OTHER_WORKSPACE] });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(line.folder, "sources", name), text);
  const { child, ended, output } = startCommand([
    "run",
    ...line.args,
    "--log-level",
    "debug",
    "--interval",
    "1s",
  ]);
  const lines = (): Record<string, unknown>[] =>
    output.stderr
      .split("\n")
      .slice(0, -1)
      .map((text) => JSON.parse(text));
  const said = async (wanted: Record<string, unknown>): Promise<void> => {
    const has = () =>
      lines().some((said) => Object.entries(wanted).every(([key, value]) => said[key] === value));
    while (!has()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const stop = async (): Promise<void> => {
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
    expect(output.stderr).not.toContain(TOKEN);
  };
  await said({ source: "Acme", msg: "caught up" });
  return { line, file: join(line.folder, "sources", "acme.json"), child, lines, said, stop };
}

it("a file that is added or removed starts or stops its source while the others run on", async () => {
  const { line, file, said, lines, stop } = await startRun();
  line.addSource("globex.json", { name: "Globex", workspaceID: OTHER_WORKSPACE });
  await said({ source: "Globex", state: "Collecting" });
  rmSync(file);
  await said({ source: "Acme", state: "Stopped" });
  expect(lines().filter(({ source, state }) => source === "Globex" && state === "Started")).toHaveLength(1);
  await stop();
  expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
});

it("a broken edit is told with its place, and the source runs on as it was", async () => {
  const { line, file, said, stop } = await startRun();
  writeFileSync(file, '{"source": {"config": }}');
  await said({ level: "warn" });
  line.asana.append(3, WORKSPACE);
  while (line.sink.counts.records < 23) await new Promise((resolve) => setTimeout(resolve, 10));
  await stop();
});

it("a token in a file of its own is used as soon as it is rotated, without a restart", async () => {
  const { line, file, said, stop } = await startRun();
  const tokenFile = join(line.folder, "token");
  writeFileSync(tokenFile, TOKEN);
  writeFileSync(file, sourceJson({ name: "Filed", personalAccessToken: "${file:../token}" }));
  await said({ source: "Filed", state: "Collecting" });
  line.asana.setTokens(["rotated-token"]);
  await said({ source: "Filed", errorType: "ThirdPartyConfig" });
  const refused = line.asana.requests.length;
  writeFileSync(`${tokenFile}.new`, "rotated-token\n");
  renameSync(`${tokenFile}.new`, tokenFile);
  line.asana.append(2, WORKSPACE);
  while (line.sink.counts.distinctGids < 22) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(line.asana.requests.slice(refused).every(({ status }) => status === 200)).toBe(true);
  await stop();
});

it("SIGHUP reads the files at once", async () => {
  const { line, child, said, stop } = await startRun();
  line.addSource("globex.json", { name: "Globex", workspaceID: OTHER_WORKSPACE });
  child.kill("SIGHUP");
  await said({ source: "Globex", state: "Collecting" });
  await stop();
});

it("a file that is broken at the start keeps only its own sources from running, until it is corrected", async () => {
  const broken = '{\n  "source": {"config": }}';
  const { line, lines, said, stop } = await startRun({ "globex.json": broken });
  const file = join(line.folder, "sources", "globex.json");
  await said({ level: "error", msg: `${file}:2:24: error: a value is missing here` });
  expect(lines().filter(({ msg }) => String(msg).includes("globex.json"))).toHaveLength(1);
  line.addSource("globex.json", { name: "Globex", workspaceID: OTHER_WORKSPACE });
  await said({ source: "Globex", state: "Collecting" });
  await stop();
  expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
});

it("a file that is broken keeps a run --once from beginning", async () => {
  const line = await startLine({ events: 20 });
  writeFileSync(join(line.folder, "sources", "globex.json"), "{");
  const { code, stderr } = await runCommand(["run", "--once", ...line.args]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^\S+globex\.json:1:\d+: error: /);
  expect(line.asana.requests).toEqual([]);
});
