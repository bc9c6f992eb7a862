import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { startLine, TOKEN } from "../support/line.ts";
import { startCommand } from "../support/receiver-process.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Code that runs before the program does, and makes a mistake in it. */
function mistake(code: string): Record<string, string> {
  const file = join(tempFolder(), "mistake.mjs");
  writeFileSync(file, code);
  return { NODE_OPTIONS: `--import=${pathToFileURL(file)}` };
}

it.each([
  [
    "in a source",
    // A record's time is written with it.
    `String.prototype.padStart = () => { throw new TypeError("x is undefined: ${TOKEN}"); };`,
  ],
  ["anywhere else", `setTimeout(() => { throw new TypeError("x is undefined: ${TOKEN}"); }, 500);`],
  ["in a promise", `setTimeout(() => void Promise.reject(new TypeError("x is undefined: ${TOKEN}")), 500);`],
])(
  "a mistake of the program %s ends it with 1, the mistake and its place, and without secrets",
  async (_, code) => {
    const { args } = await startLine({ events: 30 });
    const { output, ended } = startCommand(["run", ...args], mistake(code));
    expect(await ended).toBe(1);
    expect(output.stderr).toMatch(
      /^otel-asana-receiver: a mistake in the program itself: x is undefined: \[redacted\]\. Nothing is lost.*\nTypeError: .*\n +at /m,
    );
    expect(output.stderr + output.stdout).not.toContain(TOKEN);
  },
);

it("a mistake in another command ends it with 1 and its message, tokens taken out", async () => {
  const code = `import { Command } from ${JSON.stringify(import.meta.resolve("commander"))};
    Command.prototype.parseAsync = async () => { throw new TypeError("x is undefined: Bearer ${TOKEN}"); };`;
  const { output, ended } = startCommand(["schema"], mistake(code));
  expect(await ended).toBe(1);
  expect(output.stderr).toMatch(
    /^otel-asana-receiver: a mistake in the program itself: x is undefined: Bearer \[redacted\]/,
  );
  expect(output.stderr).not.toContain(TOKEN);
});
