import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sourceJson, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

function write(name: string, content: string | Buffer): string {
  const file = join(tempFolder(), name);
  writeFileSync(file, content);
  return file;
}

describe("run --once", () => {
  it("ends with 0 when everything is acknowledged", async () => {
    const { args, sink, asana } = await startLine();
    const { code, stderr } = await runCommand(["run", ...args, "--once"]);
    expect(code, stderr).toBe(0);
    expect(sink.gids).toEqual(new Set(asana.gids(WORKSPACE)));
  });

  it("speaks protobuf with gzip as well", async () => {
    const { args, sink, asana } = await startLine({}, { compression: "gzip" });
    const { code, stderr } = await runCommand(["run", ...args, "--once", "--protocol", "http/protobuf"]);
    expect(code, stderr).toBe(0);
    expect(sink.gids).toEqual(new Set(asana.gids(WORKSPACE)));
  });

  it("ends with 1, one message and the file's place when the token is wrong", async () => {
    const { args, folder } = await startLine({ tokens: ["another-token"] });
    const { code, stderr } = await runCommand(["run", ...args, "--once", "--log-level", "error"]);
    expect(code).toBe(1);
    const lines = stderr.trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: "error",
      source: "Acme",
      errorType: "ThirdPartyConfig",
      msg: expect.stringContaining("401"),
      hint: expect.stringContaining("personalAccessToken"),
      place: expect.stringContaining(`${join(folder, "sources", "acme.json")}:5:`),
    });
    expect(stderr).not.toContain(TOKEN);
  });

  it("ends with 1 when the workspace is unknown", async () => {
    const { args } = await startLine({ workspaces: ["1200000000000042"] });
    const { code, stderr } = await runCommand(["run", ...args, "--once", "--log-level", "error"]);
    expect(code).toBe(1);
    expect(stderr).toContain("workspaceID");
  });

  it("ends with 1 when the endpoint stays unreachable, and says no message twice", async () => {
    const { args, sink } = await startLine({}, { timeout: "1s" });
    await sink.close();
    const { code, stderr } = await runCommand(["run", ...args, "--once", "--log-level", "error"]);
    expect(code).toBe(1);
    const said = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(new Set(said.map(({ msg }) => msg)).size).toBe(said.length);
    expect(said).toContainEqual(
      expect.objectContaining({
        errorType: "FirstPartyGeneric",
        msg: expect.stringContaining("No answer from the endpoint"),
      }),
    );
  });
});

describe("the log of a run", () => {
  it("tells of a state that was damaged and set aside", async () => {
    const { args, flags } = await startLine({ events: 3 });
    const { storage = "" } = flags;
    mkdirSync(storage);
    writeFileSync(join(storage, "state.sqlite"), "this is no database, and long enough for one".repeat(20));
    const { code, stderr } = await runCommand(["run", ...args, "--once", "--log-level", "error"]);
    expect(code).toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({
      level: "error",
      trackerId: "StateLostError",
      msg: expect.stringContaining(`was damaged, and is in ${storage}`),
      hint: expect.stringContaining("a second time"),
    });
  });

  it("says that a run has started only when it has", async () => {
    const { args } = await startLine();
    const file = write("taken", "");
    const { code, stderr } = await runCommand(["run", ...args, "--storage", file]);
    expect(code).toBe(1);
    expect(stderr).toContain(`cannot open the state in ${file}`);
    expect(stderr).not.toContain("started");
  });
});

it("a storage folder that nobody can make ends the run, also where mkdir would try for ever", async () => {
  const { args } = await startLine();
  const { code, stderr } = await runCommand(["run", ...args, "--storage", "/proc/none/state"]);
  expect(code).toBe(1);
  expect(stderr).toContain("cannot open the state in /proc/none/state");
});

describe("what decides a setting", () => {
  it("is the flag, then OTEL_*, then the file", async () => {
    const inFile = await startLine({ events: 3 });
    const inEnv = await startLine();
    const byFlag = await startLine();
    const settings = write("receiver.json", JSON.stringify({ endpoint: inFile.sink.url }));
    const { sources = "", asanaUrl = "" } = inFile.flags;
    const run = (env: Record<string, string>, ...more: string[]) => {
      const base = ["run", "--once", "--settings", settings, "--sources", sources, "--asana-url", asanaUrl];
      return runCommand([...base, "--storage", tempFolder(), ...more], env);
    };
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: inEnv.sink.url };
    await run({});
    await run(env);
    await run(env, "--endpoint", byFlag.sink.url);
    expect([inFile, inEnv, byFlag].map(({ sink }) => sink.counts.records)).toEqual([3, 3, 3]);
  });

  it("can be the settings file alone, sources and Asana's URL included", async () => {
    const { flags, sink } = await startLine({ events: 3 });
    const settings = write(
      "receiver.json",
      JSON.stringify({
        sources: flags.sources,
        asana: { url: flags.asanaUrl },
        endpoint: flags.endpoint,
        storage: flags.storage,
      }),
    );
    const { code, stderr } = await runCommand(["run", "--once", "--settings", settings]);
    expect(code, stderr).toBe(0);
    expect(sink.counts.records).toBe(3);
  });

  it("takes the token from a variable or a file", async () => {
    const { args, addSource, folder, sink } = await startLine({ events: 3 });
    writeFileSync(join(folder, "token"), `${TOKEN}\n`);
    addSource("acme.json", { name: "Env", personalAccessToken: "${env:ASANA_TOKEN}" });
    addSource("file.json", { name: "File", personalAccessToken: "${file:../token}" });
    const { code, stderr } = await runCommand(["run", ...args, "--once"], { ASANA_TOKEN: TOKEN });
    expect(code, stderr).toBe(0);
    expect(sink.counts).toMatchObject({ records: 6, distinctGids: 3 });
  });
});

describe("bad input", () => {
  const cases: [what: string, content: string | Buffer | undefined, place: string, words: RegExp][] = [
    ["a missing file", undefined, "", /missing|no such file|not found/i],
    ["no UTF-8", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), "", /UTF-8/],
    ["no JSON", '{\n  "source": {\n    "config": }', ":3:15", /JSON|value/i],
    ["a wrong shape", '{"source":{"config":{}}}', ":1:", /name|schemaRef/],
    ["an unset variable", sourceJson({ personalAccessToken: "${env:NOT_SET}" }), ":7:", /NOT_SET/],
    ["a masked token", sourceJson({ personalAccessToken: "********" }), ":7:", /mask/i],
    ["a number as workspace", sourceJson({ workspaceID: 1204094735693514 }), ":8:", /string/i],
  ];

  it.each(cases)("%s: one message with the place, exit code 1", async (_what, content, place, words) => {
    const folder = tempFolder();
    const file = join(folder, "acme.json");
    if (content !== undefined) writeFileSync(file, content);
    const { code, stdout, stderr } = await runCommand(["run", "--sources", file, "--storage", folder]);
    expect(code, stderr).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain(`${file}${place}`);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain("at file://");
    expect(stderr).not.toContain(TOKEN);
  });

  it("two sources with one name: both places are named", async () => {
    const { args, addSource, folder } = await startLine();
    addSource("again.json", { workspaceID: "1200000000000042" });
    const { code, stderr } = await runCommand(["run", ...args, "--once"]);
    expect(code).toBe(1);
    expect(stderr).toContain(join(folder, "sources", "acme.json"));
    expect(stderr).toContain(join(folder, "sources", "again.json"));
  });

  it("a wrong setting: the place in the settings file", async () => {
    const settings = write("receiver.json", '{\n  "protocol": "grpc"\n}');
    const { code, stderr } = await runCommand(["run", "--settings", settings]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/receiver\.json:2:15: error: .*http\/json/);
  });

  it("a storage folder that cannot be used", async () => {
    const file = write("taken", "");
    const sources = write("acme.json", sourceJson());
    const { code, stderr } = await runCommand([
      "run",
      "--sources",
      sources,
      "--storage",
      join(file, "state"),
    ]);
    expect(code).toBe(1);
    expect(stderr).toContain(join(file, "state"));
    expect(stderr).not.toContain("at file://");
  });

  it.each([
    ["an unknown option", ["run", "--nonsense"]],
    ["an unknown command", ["nonsense"]],
    ["a fault that does not exist", ["simulate", "--fault", "nonsense"]],
  ])("%s is a usage error: exit code 2", async (_what, args) => {
    const { code, stderr } = await runCommand(args);
    expect(code, stderr).toBe(2);
    expect(stderr).toMatch(/\S/);
  });

  it("no sources, and no API to make any, is a usage error, too", async () => {
    for (const args of [["--once"], ["--listen", "off"]]) {
      const { code, stderr } = await runCommand(["run", ...args, "--storage", tempFolder()]);
      expect(code, stderr).toBe(2);
      expect(stderr).toContain("--sources");
    }
  });

  it("help and version are no errors", async () => {
    expect(await runCommand(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+/),
    });
    expect(await runCommand(["run", "--help"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("--sources"),
    });
  });
});

describe("signals", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "%s finishes the delivery in flight and its checkpoint",
    async (signal) => {
      const { args, sink, asana } = await startLine();
      let answer: (() => void) | undefined;
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      const { child, ended, output } = startCommand(["run", ...args]);
      await new Promise<void>((resolve) => {
        sink.setAnswer(async () => {
          resolve();
          await held;
          return undefined;
        });
      });
      child.kill(signal);
      await until(() => output.stderr.includes('"stopping"'));
      sink.setAnswer(undefined);
      answer?.();
      expect(await ended, output.stderr).toBe(0);
      const delivered = sink.counts.records;
      await runCommand(["run", ...args, "--once"]);
      expect(delivered).toBe(100);
      expect(sink.counts).toMatchObject({ records: asana.eventCount, duplicates: 0 });
    },
  );

  it("a delivery that does not end is left after shutdownTimeout, with exit code 1", async () => {
    const { args, sink } = await startLine({}, { shutdownTimeout: "50ms" });
    const { child, ended, output } = startCommand(["run", ...args]);
    await new Promise<void>((resolve) => {
      sink.setAnswer(() => {
        resolve();
        return { kind: "hang" };
      });
    });
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(1);
    expect(output.stderr).toContain("shutdownTimeout");
  });

  it("end a run with --once before its end with exit code 1", async () => {
    const { args, sink } = await startLine();
    sink.setAnswer(() => ({ kind: "status", status: 500 }));
    const { child, ended, output } = startCommand(["run", ...args, "--once"]);
    await until(() => output.stderr.includes("FirstPartyGeneric"));
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(1);
  });

  it("end a source that waits, at once", async () => {
    const { args } = await startLine();
    const { child, ended, output } = startCommand(["run", ...args, "--log-level", "debug"]);
    await until(() => output.stderr.includes("caught up"));
    child.kill("SIGTERM");
    expect(await ended, output.stderr).toBe(0);
  });
});

it("simulate serves what run reads", async () => {
  const { child, ended, output } = startCommand([
    ...["simulate", "--port", "0", "--events", "12", "--rate", "0"],
    ...["--workspace", WORKSPACE, "--token", TOKEN],
  ]);
  await until(() => output.stdout.includes("http://"));
  const url = /http:\S+/.exec(output.stdout)?.[0] ?? "";
  const { sink, flags } = await startLine();
  const run = ["run", "--once", "--asana-url", url, "--sources", flags.sources ?? ""];
  await runCommand([...run, "--endpoint", sink.url, "--storage", flags.storage ?? ""]);
  expect(sink.counts.records).toBe(12);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

/** Waits until the other process has got somewhere; the test's own time limit ends a wait in vain. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}
