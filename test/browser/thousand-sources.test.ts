import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { rowOf } from "../support/collection-page.ts";
import { sourceJson, startLine } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

/** As many sources as a Collector may have. */
async function startThousand() {
  const line = await startLine({ events: 3, rateLimitPerMinute: 1_000_000, concurrency: 10_000 });
  const { source } = JSON.parse(sourceJson());
  const sources = Array.from({ length: 1000 }, (_, index) => ({
    ...source,
    config: { ...source.config, name: `Source ${index + 1}`, category: `category/${index % 10}` },
  }));
  writeFileSync(join(line.folder, "sources", "acme.json"), JSON.stringify({ "api.version": "v1", sources }));
  const receiver = await startPageReceiver(line, { args: ["--interval", "5m"] });
  await receiver.until("Source 1000", ({ state }) => state === "Collecting");
  return receiver;
}

describeInBrowser("a thousand sources", () => {
  it("are shown at once, filtered and sorted, and stay live", async () => {
    const { url } = await startThousand();
    const page = await openPage(`${url}/?rows=1000`);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    const rows = page.locator("#rows > tr");
    expect(await rows.count()).toBe(1000);
    await page.getByRole("link", { name: "Source", exact: true }).click();
    await page.locator('th[aria-sort="descending"]').waitFor();
    expect(await rows.first().locator("th a").innerText()).toBe("Source 1000");
    await page.getByLabel("Filter").fill("category/7");
    await page.getByText("100 of 1,000 sources").waitFor();
    expect(await rows.count()).toBe(100);
    await page.getByLabel("Filter").fill("Source 997");
    await page.getByText("1 of 1,000 sources").waitFor();
    await rowOf(page, "Source 997").locator(".tool").click();
    await page.locator("#dialog #panel").waitFor();
    await page.locator("#live", { hasText: "Live" }).waitFor();
  });

  it("are shown page by page", async () => {
    const { url } = await startThousand();
    const page = await openPage(url);
    await page.getByText("Page 1 of 10").waitFor();
    expect(await page.locator("#rows > tr").count()).toBe(100);
    await page.getByRole("link", { name: "Next", exact: true }).click();
    await page.getByText("Page 2 of 10").waitFor();
    expect(await page.locator("#rows > tr > th > a").first().innerText()).toBe("Source 101");
    await page.locator("#live", { hasText: "Live" }).waitFor();
    expect(new URL(page.url()).search).toBe("?page=2");
    await page.getByRole("link", { name: "Previous" }).click();
    await page.getByText("Page 1 of 10").waitFor();
  });
});
