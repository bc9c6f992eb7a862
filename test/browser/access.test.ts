import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { expectNotice, openInfo, rowOf, titled, untilSays } from "../support/collection-page.ts";
import { startLine, TOKEN } from "../support/line.ts";
import { startLocalServer } from "../support/local-server.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

const ACCESS = { accessId: "ops", accessKey: "a-key-that-nobody-may-see" };
const CREDENTIALS = { username: ACCESS.accessId, password: ACCESS.accessKey };

describeInBrowser("who may use the page", () => {
  it.each([
    ["where credentials are set", "127.0.0.1:0"],
    ["beyond this machine", "0.0.0.0:0"],
  ])("is whoever has the credentials, %s", async (_where, listen) => {
    const line = await startLine({ events: 20 }, { api: ACCESS });
    const user = `${ACCESS.accessId}:${ACCESS.accessKey}`;
    const { url } = await startPageReceiver(line, { args: ["--listen", listen], user });
    const address = url.replace("0.0.0.0", "127.0.0.1");
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain("Acme");
    const page = await openPage(address, { httpCredentials: CREDENTIALS });
    await page.locator("#live", { hasText: "Live" }).waitFor();
    await untilSays(page, "Acme", "State", "Collecting");
    const panel = await openInfo(page, "Acme");
    expect(await panel.locator("#snippet-curl").innerText()).toContain('-u "$ACCESS_ID:$ACCESS_KEY"');
    expect(await page.content()).not.toContain(ACCESS.accessKey);
    await panel.getByRole("link", { name: "Restart Source" }).click();
    const question = await titled(page, "Restart Source");
    await question.getByRole("button", { name: "Confirm" }).click();
    await expectNotice(page, "Source restart initiated.");
  });

  it("is no page of another origin, which sends a form here", async () => {
    const line = await startLine({ events: 20, tokens: [] });
    const { url, status, until } = await startPageReceiver(line);
    await until("Acme", ({ state }) => state === "Error");
    line.asana.setTokens([TOKEN]);
    const evil = await startLocalServer((_request, response) => {
      response.writeHead(200, { "content-type": "text/html" });
      response.end(`<form method="post" action="${url}/sources/1/restart"><button>You won</button></form>`);
    });
    const page = await openPage(evil.url.replace("127.0.0.1", "localhost"));
    await page.getByRole("button").click();
    await page.getByText("Pages of other origins may change nothing here.").waitFor();
    expect((await status()).sources[0]?.state).toBe("Error");
  });

  it("is told when a form is from before the receiver's last start", async () => {
    const { url } = await startPageReceiver(await startLine({ events: 5 }));
    const page = await openPage(url);
    const info = await openInfo(page, "Acme");
    await info.getByRole("link", { name: "Restart Source" }).click();
    const question = await titled(page, "Restart Source");
    await page
      .locator('#dialog input[name="csrf"]')
      .evaluate((field) => field.setAttribute("value", "stale"));
    await question.getByRole("button", { name: "Confirm" }).click();
    await titled(page, "Forbidden");
    await page.getByText("This form is from before the receiver's last start: open it again.").waitFor();
    await page.keyboard.press("Escape");
    expect(await rowOf(page, "Acme").isVisible()).toBe(true);
  });
});
