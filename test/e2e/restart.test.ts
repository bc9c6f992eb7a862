import { expect, it, vi } from "vitest";
import { freePort } from "../support/free-port.ts";
import { startLine, TOKEN } from "../support/line.ts";
import { runCommand, startCommand } from "../support/receiver-process.ts";

const WAIT = { timeout: 50_000, interval: 10 };

/** A receiver whose only source was refused its token, which is valid by now. */
async function startRefused(): Promise<{ readonly url: string; readonly records: () => number }> {
  const { args, asana, sink } = await startLine({ events: 20, tokens: [] });
  const { output } = startCommand(["run", ...args]);
  const [, url = ""] = await vi.waitUntil(() => /"url":"(http[^"]+)"/.exec(output.stderr), WAIT);
  await vi.waitUntil(() => output.stderr.includes("ThirdPartyConfig"), WAIT);
  asana.setTokens([TOKEN]);
  return { url, records: () => sink.gids.size };
}

it.each(["Acme", "1"])("restart %s lets the source of this name or id begin anew", async (source) => {
  const { url, records } = await startRefused();
  const { code, stdout, stderr } = await runCommand(["restart", source, "--url", url]);
  expect(code, stderr).toBe(0);
  expect(stdout).toBe('the restart request for "Acme" was sent\n');
  expect(stderr).toBe("");
  await vi.waitUntil(() => records() === 20, WAIT);
});

it.each(["acme", "Acm", "2", TOKEN])("restart %s names the known sources when it is none", async (source) => {
  const { url, records } = await startRefused();
  const { code, stdout, stderr } = await runCommand(["restart", source, "--url", url]);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/there is no source ".*" at http:\/\/\S+\. Choose one of "Acme"\.$/m);
  expect(stderr).not.toContain(TOKEN);
  expect(records()).toBe(0);
});

it("restart names the address when no receiver is there", async () => {
  const port = await freePort();
  const { code, stdout, stderr } = await runCommand(["restart", "Acme", "--listen", `127.0.0.1:${port}`]);
  expect(code).toBe(1);
  expect(stdout).toBe("");
  expect(stderr).toMatch(new RegExp(`127\\.0\\.0\\.1:${port} cannot be reached: .*Check that it is running`));
});

it("restart wants a source", async () => {
  const { code, stderr } = await runCommand(["restart"]);
  expect(code).toBe(2);
  expect(stderr).toContain("source");
});
