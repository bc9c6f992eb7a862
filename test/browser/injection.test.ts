import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, openHealth, openInfo, panelOf, rowOf } from "../support/collection-page.ts";
import { sourceJson, startLine } from "../support/line.ts";
import { json, startLocalServer } from "../support/local-server.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

const SCRIPT = "<script>alert(1)</script>";
const IMAGE = `"><img src=x onerror="alert(2)">`;
const LINK = "javascript:alert(3)";
const BACKWARDS = "a\u202Egnirts\u2066";

/** What no text of others may have made. */
const MADE = "main script, #dialog script, main img, #dialog img, [onerror], a[href^='javascript']";

async function expectHarmless(page: Page): Promise<void> {
  expect(await page.locator(MADE).count()).toBe(0);
  expect(await page.locator("body").innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
}

describeInBrowser("text that would be more than text", () => {
  it("is shown as it is in names, descriptions, categories and fields", async () => {
    const line = await startLine({ events: 5 });
    const { url, create } = await startPageReceiver(line, { managedBy: "api" });
    const id = await create(
      sourceJson({
        name: `${SCRIPT}${IMAGE}`,
        description: `${LINK} ${BACKWARDS}`,
        category: `${IMAGE}${BACKWARDS}`,
        fields: { [`${SCRIPT}`]: IMAGE, direction: BACKWARDS },
      }),
    );
    const page = await openPage(url);
    const row = page.locator(`#source-${id}`);
    expect(await row.locator("th a").innerText()).toBe(`${SCRIPT}${IMAGE}`);
    expect(await row.innerText()).toContain(`${LINK} a\\u{202e}gnirts\\u{2066}`);
    await row.locator(".tool").click();
    await panelOf(page).locator("#snippet-json", { hasText: "<script>" }).waitFor();
    await expectHarmless(page);
    for (const path of ["", "/health", "/info", "/restart", "/edit", "/delete"]) {
      await page.goto(`${url}/sources/${id}${path}`);
      expect(await page.locator("main").innerText()).not.toBe("");
      await expectHarmless(page);
    }
    await page.goto(`${url}/sources/${id}/edit`);
    expect(await page.getByLabel("Name (required)").inputValue()).toBe(`${SCRIPT}${IMAGE}`);
  });

  it("is shown as it is in what Asana refuses with", async () => {
    const line = await startLine({ events: 5 });
    const message = `${SCRIPT}${IMAGE}${BACKWARDS}`;
    const asana = await startLocalServer(json(403, { errors: [{ message }] }));
    const { url, until } = await startPageReceiver(line, { args: ["--asana-url", asana.url] });
    await until("Acme", ({ state }) => state === "Error");
    const page = await openPage(url);
    const panel = await openHealth(page, "Acme");
    expect(await panel.locator(".reason").innerText()).toContain(SCRIPT);
    await expectHarmless(page);
    await page.goto(`${url}/sources/1`);
    expect(await page.locator(".reason").innerText()).toContain(SCRIPT);
    await expectHarmless(page);
  });

  it("is shown as it is in what the endpoint refuses with", async () => {
    const line = await startLine({ events: 5 });
    line.sink.setAnswer(() => ({
      kind: "status",
      status: 503,
      headers: { "content-type": "text/plain" },
      body: `${SCRIPT}${IMAGE}${BACKWARDS}`,
    }));
    const { url, until } = await startPageReceiver(line);
    await until("Acme", ({ state }) => state === "Error");
    const page = await openPage(url);
    const panel = await openHealth(page, "Acme");
    expect(await panel.locator(".reason").innerText()).toContain("503");
    await expectHarmless(page);
  });

  it("does nothing in an address", async () => {
    const { url } = await startPageReceiver(await startLine({ events: 5 }));
    const text = encodeURIComponent(`${SCRIPT}${IMAGE}`);
    const page = await openPage(`${url}/?q=${text}&sort=${text}&health=${text}&page=${text}&notice=${text}`);
    expect(await page.getByLabel("Filter").inputValue()).toBe(`${SCRIPT}${IMAGE}`);
    expect(await rowOf(page, "Acme").count()).toBe(0);
    await expectHarmless(page);
    await page.goto(`${url}/${text}`);
    await page.getByText("There is nothing under this path.").waitFor();
    await expectHarmless(page);
  });

  it("arrives live as text, too", async () => {
    const line = await startLine({ events: 5 });
    const { url } = await startPageReceiver(line);
    const page = await openPage(url);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    line.addSource("acme.json", { category: `${SCRIPT}${IMAGE}` });
    await cellOf(page, "Acme", "Category").filter({ hasText: "onerror" }).waitFor();
    await openInfo(page, "Acme");
    await expectHarmless(page);
  });
});
