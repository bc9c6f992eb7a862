import { expect, it, vi } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, expectNotice, rowOf } from "../support/collection-page.ts";
import { startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

const NO_SCRIPT = { javaScriptEnabled: false };

describeInBrowser("a browser without scripts", () => {
  it("sees what is wrong with a source, and restarts it, by links and forms", async () => {
    const line = await startLine({ events: 20, tokens: [] });
    const { url, until } = await startPageReceiver(line);
    await until("Acme", ({ state }) => state === "Error");
    const page = await openPage(url, NO_SCRIPT);
    await cellOf(page, "Acme", "Health").getByRole("link").hover();
    await cellOf(page, "Acme", "Health").getByRole("tooltip").waitFor();
    await cellOf(page, "Acme", "Health").getByRole("link").click();
    expect(await page.locator("main").innerText()).toContain("Asana answered 401");
    await page.getByRole("link", { name: "Close" }).click();
    await rowOf(page, "Acme").locator("th a").click();
    expect(await page.locator("h1").innerText()).toBe("Acme");
    await page.getByRole("link", { name: "Close" }).click();
    line.asana.setTokens([TOKEN]);
    await rowOf(page, "Acme").locator(".tool").click();
    expect(await page.locator("h1").innerText()).toBe("API usage information");
    expect(await page.getByRole("button", { name: /^Copy/ }).count()).toBe(0);
    await page.getByRole("link", { name: "Restart Source" }).click();
    await page.getByRole("button", { name: "Confirm" }).click();
    await expectNotice(page, "Source restart initiated. The request was successful.");
    await until("Acme", ({ state }) => state === "Collecting");
    await page.getByRole("link", { name: "Refresh" }).click();
    expect(await cellOf(page, "Acme", "State").innerText()).toContain("Collecting");
  });

  it("filters and sorts", async () => {
    const line = await startLine({ events: 5 });
    line.addSource("globex.json", { name: "Globex" });
    const { url, until } = await startPageReceiver(line);
    await until("Globex", ({ state }) => state === "Collecting");
    const page = await openPage(url, NO_SCRIPT);
    await page.getByRole("link", { name: "Source", exact: true }).click();
    expect(await page.locator("#rows > tr > th > a").allInnerTexts()).toEqual(["Globex", "Acme"]);
    await page.getByLabel("Filter").fill("glo");
    await page.getByRole("button", { name: "Apply" }).click();
    expect(await page.locator("#rows > tr > th > a").allInnerTexts()).toEqual(["Globex"]);
  });

  it("adds, changes and deletes a source", async () => {
    const line = await startLine({ events: 20 });
    const { url, until } = await startPageReceiver(line, { managedBy: "api" });
    const page = await openPage(url, NO_SCRIPT);
    await page.getByRole("link", { name: "Add Source" }).click();
    await page.getByRole("button", { name: "Add" }).click();
    expect(await page.locator("#name-mistakes").innerText()).toContain("must not be empty");
    await page.getByLabel("Name (required)").fill("Acme");
    await page.getByLabel("Personal access token").fill(TOKEN);
    await page.getByLabel("Workspace ID").fill(WORKSPACE);
    await page.getByRole("button", { name: "Add" }).click();
    await expectNotice(page, "Source created.");
    await until("Acme", ({ state }) => state === "Collecting");
    await rowOf(page, "Acme").locator(".tool").click();
    await page.getByRole("link", { name: "Edit" }).click();
    expect(await page.content()).not.toContain(TOKEN);
    await page.getByLabel("Category").fill("prod/asana");
    await page.getByRole("button", { name: "Save" }).click();
    await expectNotice(page, "Source updated.");
    expect(await cellOf(page, "Acme", "Category").innerText()).toBe("prod/asana");
    await rowOf(page, "Acme").locator(".tool").click();
    await page.getByRole("link", { name: "Delete" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await expectNotice(page, "The source is being deleted.");
    await vi.waitUntil(
      async () => {
        await page.getByRole("link", { name: "Refresh" }).click();
        return (await rowOf(page, "Acme").count()) === 0;
      },
      { timeout: 20_000 },
    );
  });
});
