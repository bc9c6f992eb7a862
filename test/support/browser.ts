import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Debian's package chromium puts it. */
export const CHROMIUM = "/usr/bin/chromium";

/** Nothing but the page itself: no sandbox for root's sake, no services of the browser's maker. */
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"];
const QUIET = ["--disable-background-networking", "--disable-component-update"];

/** Why there is no browser; undefined where there is one. */
export function whyNoBrowser(): string | undefined {
  return existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}; Debian's package is named chromium`;
}

/** Starts Chromium, with an empty profile, which reaches nothing but this machine. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...QUIET] });
}
