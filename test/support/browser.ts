import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished } from "vitest";

/** Pictures of the pages, for whoever looks at them. Not in the repository. */
export const PICTURES = fileURLToPath(new URL("../browser/.output/", import.meta.url));

/** Where Debian's package chromium puts it. */
const CHROMIUM = "/usr/bin/chromium";

/** Nothing but the page itself: no sandbox for root's sake, no services of the browser's maker. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const QUIET = ["--disable-background-networking", "--disable-component-update"];

/** On a small machine that does other things as well. */
const PATIENCE_MS = 30_000;

let browser: Browser | undefined;

/** Why there is no browser; undefined where there is one. */
export function whyNoBrowser(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}; Debian's package is named chromium`;
}

/** Starts Chromium, with an empty profile, which reaches nothing but this machine. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] });
}

/** Tests that share a browser. Where there is none, they say so and do not run. */
export function describeInBrowser(name: string, tests: () => void): void {
  const reason = whyNoBrowser();
  if (reason !== undefined) console.log(`No browser: ${reason}. The tests of ${name} are NOT run.`);
  describe.skipIf(reason !== undefined)(name, () => {
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());
    tests();
  });
}

/**
 * Opens a window on an address, in a profile of its own. By the end of the test no dialog may have opened, no script
 * failed, and nothing been refused by the page's policy.
 */
export async function openPage(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  if (browser === undefined) throw new Error("openPage is for tests inside describeInBrowser");
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on("dialog", async (dialog) => {
    troubles.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.on("pageerror", (error) => troubles.push(`a script failed: ${error.stack}`));
  page.on("console", (message) => {
    // That an address answered with a refusal, or not at all, is what some tests are about.
    const isTrouble = message.type() === "error" && !/^Failed to load resource/.test(message.text());
    if (isTrouble) troubles.push(`in the console: ${message.text()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(troubles).toEqual([]);
  });
  await page.goto(url);
  return page;
}
