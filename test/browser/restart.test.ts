import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Page } from "playwright-core";
import { expect, it, vi } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, expectNotice, openInfo, panelOf, titled, untilSays } from "../support/collection-page.ts";
import { startLine, TOKEN } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";
import { runCommand } from "../support/receiver-process.ts";

/** A receiver whose only source was refused its token, which is valid by now. */
async function startRefused() {
  const line = await startLine({ events: 20, tokens: [] });
  const receiver = await startPageReceiver(line);
  await receiver.until("Acme", ({ state }) => state === "Error");
  line.asana.setTokens([TOKEN]);
  return { line, ...receiver };
}

/** What stands in a part of the information panel. */
async function snippetOf(page: Page, id: string): Promise<string> {
  return (await panelOf(page).locator(`#snippet-${id}`).textContent()) ?? "";
}

describeInBrowser("the information icon", () => {
  it("leads to Restart Source at the bottom left, to Confirm, and to a notification; the source begins anew", async () => {
    const { url, line } = await startRefused();
    const page = await openPage(url);
    const before = line.asana.requests.length;
    const panel = await openInfo(page, "Acme");
    const restart = await panel.getByRole("link", { name: "Restart Source" }).boundingBox();
    const frame = await page.locator("#dialog").boundingBox();
    if (restart === null || frame === null) throw new Error("the panel is nowhere");
    expect(restart.x - frame.x).toBeLessThan(40);
    expect(frame.y + frame.height - restart.y - restart.height).toBeLessThan(40);
    await panel.getByRole("link", { name: "Restart Source" }).click();
    const question = await titled(page, "Restart Source");
    expect(line.asana.requests).toHaveLength(before);
    await question.getByRole("button", { name: "Confirm" }).click();
    await expectNotice(page, "Source restart initiated. The request was successful.");
    await untilSays(page, "Acme", "State", "Collecting");
    const trail = await cellOf(page, "Acme", "State").locator(".trail").getAttribute("aria-label");
    expect(trail).toMatch(/Error, Pending, Started, Initialized, Authenticated, Collecting$/);
    expect(line.asana.requests.length).toBeGreaterThan(before);
    await vi.waitUntil(() => line.sink.gids.size === 20, { timeout: 20_000 });
  });

  it("shows id, path, and the JSON with the token masked, and copies each", async () => {
    const { url } = await startRefused();
    const page = await openPage(url, { permissions: ["clipboard-read", "clipboard-write"] });
    const panel = await openInfo(page, "Acme");
    expect(await snippetOf(page, "path")).toBe("/api/v1/collectors/1/sources/1");
    const source = JSON.parse(await snippetOf(page, "json"));
    expect(source).toMatchObject({
      source: { config: { name: "Acme", personalAccessToken: expect.stringMatching(/^\*+$/) } },
    });
    expect(await page.content()).not.toContain(TOKEN);
    for (const id of ["path", "curl", "command", "json"]) {
      await panel.locator(`[data-copy="snippet-${id}"]`).click();
      await vi.waitUntil(
        async () => (await page.evaluate("navigator.clipboard.readText()")) === (await snippetOf(page, id)),
        { timeout: 10_000 },
      );
    }
  });

  it("shows a curl line that restarts the source when it is run", async () => {
    const { url, until } = await startRefused();
    const page = await openPage(url);
    await openInfo(page, "Acme");
    await promisify(execFile)("sh", ["-c", `${await snippetOf(page, "curl")} --fail --silent`]);
    await until("Acme", ({ state }) => state === "Collecting");
  });

  it("shows a command line that restarts the source when it is run", async () => {
    const { url, until } = await startRefused();
    const page = await openPage(url);
    await openInfo(page, "Acme");
    const [program, ...args] = (await snippetOf(page, "command")).split(" ");
    expect(program).toBe("otel-asana-receiver");
    expect(await runCommand(args)).toMatchObject({ code: 0 });
    await until("Acme", ({ state }) => state === "Collecting");
  });
});
