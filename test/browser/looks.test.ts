import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { findViolations } from "../support/axe.ts";
import { describeInBrowser, openPage, PICTURES } from "../support/browser.ts";
import { openHealth, openInfo, rowOf, titled, untilSays } from "../support/collection-page.ts";
import { sourceJson, startLine, TOKEN } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";
import { startMixedReceiver } from "../support/page-sources.ts";

const VIEWS = {
  collection: "/",
  nothing: "/?q=nothing-is-named-so",
  "collector-health": "/health",
  source: "/sources/1",
  health: "/sources/2/health",
  info: "/sources/1/info",
  restart: "/sources/1/restart",
  notice: "/?notice=restarted",
  add: "/sources/new",
  edit: "/sources/1/edit",
  delete: "/sources/1/delete",
  "no-page": "/there-is-nothing",
};

const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [360, 1440] as const;
const LOOKS = SCHEMES.flatMap((colorScheme) => WIDTHS.map((width) => ({ colorScheme, width })));

/** One source that collects, and one that was refused its token. */
async function startApiManaged() {
  const receiver = await startPageReceiver(await startLine({ events: 50 }), { managedBy: "api" });
  await receiver.create(sourceJson({ description: "The audit log of the whole organisation" }));
  await receiver.create(sourceJson({ name: "Globex", personalAccessToken: `${TOKEN}-revoked` }));
  await receiver.until("Globex", ({ state }) => state === "Error");
  return receiver;
}

async function expectGoodLooks(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  expect(await findViolations(page), name).toEqual([]);
  const overflow = await page.evaluate(
    "document.documentElement.scrollWidth - document.documentElement.clientWidth",
  );
  expect(overflow, `${name} is wider than its window`).toBe(0);
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Tabs until the focus is on what has this name or text. */
async function tabTo(page: Page, name: string): Promise<void> {
  const FOCUSED = "document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText";
  for (let tabs = 0; tabs < 60; tabs++) {
    if ((await page.evaluate(FOCUSED)) === name) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not lead to ${name}`);
}

describeInBrowser("every view", () => {
  mkdirSync(PICTURES, { recursive: true });

  it.each(LOOKS)(
    "is one that axe finds nothing in, $colorScheme, $width px wide",
    async ({ colorScheme, width }) => {
      const { url } = await startApiManaged();
      const page = await openPage("about:blank", { colorScheme, viewport: { width, height: 800 } });
      const look = `${colorScheme}-${width}`;
      for (const [name, path] of Object.entries(VIEWS)) {
        await page.goto(url + path);
        await expectGoodLooks(page, `${look}-${name}`);
      }
      await page.goto(url);
      await openHealth(page, "Globex");
      await expectGoodLooks(page, `${look}-dialog-health`);
      await press(page, "Escape");
      await openInfo(page, "Acme");
      await expectGoodLooks(page, `${look}-dialog-info`);
      await press(page, "Escape");
      await rowOf(page, "Acme").locator("th a").click();
      await titled(page, "Acme");
      await expectGoodLooks(page, `${look}-dialog-source`);
      await press(page, "Escape");
      await page.getByRole("link", { name: "Add Source" }).click();
      const form = await titled(page, "Add Source");
      await form.getByRole("button", { name: "Add" }).click();
      await form.locator(".mistake").first().waitFor();
      await expectGoodLooks(page, `${look}-dialog-mistakes`);
    },
  );

  it("of sources in several states has a tooltip that axe finds nothing in, and is printed without its controls", async () => {
    const { url } = await startMixedReceiver();
    const page = await openPage(url, { viewport: { width: 1280, height: 800 } });
    await rowOf(page, "Globex").locator(".tipped a").hover();
    await rowOf(page, "Globex").getByRole("tooltip").waitFor();
    await expectGoodLooks(page, "states");
    const clip = { x: 0, y: 0, width: 1280, height: 600 };
    await page.screenshot({ path: join(PICTURES, "readme.png"), clip });
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 1000, height: 700 });
    await page.screenshot({ path: join(PICTURES, "print.png") });
    expect(await page.getByLabel("Filter").isVisible()).toBe(false);
    expect(await rowOf(page, "Acme").locator(".tool").isVisible()).toBe(false);
    expect(await rowOf(page, "Globex").isVisible()).toBe(true);
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("is reached with the keyboard alone, and gives the focus back", async () => {
    const { url } = await startApiManaged();
    const page = await openPage(url);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    await press(page, "Tab");
    expect(await page.evaluate("document.activeElement.innerText")).toBe("Skip to the content");
    await press(page, "Enter");
    await tabTo(page, "API usage information of Acme");
    await press(page, "Enter");
    await titled(page, "API usage information");
    await tabTo(page, "Restart Source");
    await press(page, "Enter");
    await titled(page, "Restart Source");
    await tabTo(page, "Confirm");
    await press(page, "Enter");
    await page.locator("#notice .notice").waitFor();
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe(
      "API usage information of Acme",
    );
    await untilSays(page, "Acme", "State", "Collecting");
  });
});
