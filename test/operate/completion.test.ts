import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTool } from "../support/installed-tool.ts";
import { runCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

const NAME = "otel-asana-receiver";

/** What each shell is asked with, its script in `$1` and the words so far behind it. */
const ASK: Readonly<Record<string, string>> = {
  bash: `source "$1"; shift; COMP_WORDS=(${NAME} "$@"); COMP_CWORD=$#
    _otel_asana_receiver; printf '%s\\n' "\${COMPREPLY[@]}"`,
  // Without a terminal its completion system does not run, so its own functions are stood in for.
  zsh: `compdef() {}; _files() { print FILES }; compadd() { shift; print -l -- "$@" }
    script=$1; shift; words=(${NAME} "$@"); CURRENT=$(( $# + 1 )); PREFIX="\${@[-1]}"
    source $script; _otel_asana_receiver`,
  fish: `source $argv[1]; complete -C "${NAME} $argv[2..-1]"`,
};

const SHELLS = Object.entries(ASK).filter(([shell]) => hasTool(shell, shell));

/** The commands that the program's own help lists. */
async function commandsOf(...path: string[]): Promise<string[]> {
  const { stdout } = await runCommand([...path, "--help"]);
  const [, list = ""] = stdout.split("Commands:\n");
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].map(([, name = ""]) => name).filter((name) => name !== "help");
}

describe.each(SHELLS)("completion in %s", (shell, ask) => {
  /** What is offered for the last of these words. */
  async function complete(...words: string[]): Promise<string[]> {
    const { code, stdout, stderr } = await runCommand(["completion", shell]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const file = join(tempFolder(), "script");
    writeFileSync(file, stdout);
    const flags = shell === "fish" ? ["--no-config", "-c", ask] : ["-c", ask, shell];
    const output = execFileSync(shell, [...flags, file, ...words], { encoding: "utf8" });
    return output.split("\n").map((line) => line.split("\t")[0] ?? "");
  }

  it("offers every command", async () => {
    const commands = await commandsOf();
    expect(commands.length).toBeGreaterThan(8);
    expect(await complete("")).toEqual(expect.arrayContaining(commands));
  });

  it("offers the commands below a command, and no others", async () => {
    const offered = await complete("checkpoint", "");
    expect(offered).toEqual(expect.arrayContaining(await commandsOf("checkpoint")));
    expect(offered).not.toContain("run");
  });

  it("offers a command's options", async () => {
    expect(await complete("run", "--s")).toEqual(
      expect.arrayContaining(["--sources", "--settings", "--storage", "--start-at"]),
    );
    expect(await complete("checkpoint", "clear", "--")).toContain("--yes");
  });

  it("offers an option's values", async () => {
    const offered = await complete("validate", "--format", "");
    expect(offered).toEqual(expect.arrayContaining(["pretty", "json", "github", "sarif"]));
    expect(offered).not.toContain("--max-warnings");
  });

  it("offers an argument's words", async () => {
    expect(await complete("completion", "")).toEqual(expect.arrayContaining(["bash", "zsh", "fish"]));
  });
});
