import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** A source's row. */
export function rowOf(page: Page, name: string): Locator {
  return page.locator("#rows > tr").filter({ has: page.locator("th a", { hasText: name }) });
}

/** A cell of it, by the title of its column. */
export function cellOf(page: Page, name: string, title: string): Locator {
  return rowOf(page, name).locator(`td[data-title="${title}"]`);
}

/** Waits until a cell says so. */
export async function untilSays(page: Page, name: string, title: string, words: string): Promise<void> {
  await cellOf(page, name, title).filter({ hasText: words }).waitFor();
}

/** The open panel. */
export function panelOf(page: Page): Locator {
  return page.locator("#dialog #panel");
}

/** Opens the panel behind the information icon. */
export async function openInfo(page: Page, name: string): Promise<Locator> {
  await rowOf(page, name).getByRole("link", { name: "API usage information" }).click();
  return titled(page, "API usage information");
}

/** Opens the panel behind the mark of a source's health. */
export async function openHealth(page: Page, name: string): Promise<Locator> {
  await cellOf(page, name, "Health").getByRole("link").click();
  return titled(page, `Health Events of ${name}`);
}

/** Waits for the panel of this title. */
export async function titled(page: Page, title: string): Promise<Locator> {
  await panelOf(page).locator("#panel-title", { hasText: title }).waitFor();
  return panelOf(page);
}

/** What a panel says under a heading of its facts, such as "Error type". */
export function factOf(panel: Locator, heading: string): Locator {
  return panel
    .locator(".facts > div")
    .filter({ has: panel.page().locator(`dt:text-is("${heading}")`) })
    .locator("dd");
}

/** The notification at the bottom left of the window. */
export async function expectNotice(page: Page, words: string): Promise<void> {
  const notice = page.locator("#notice .notice", { hasText: words });
  await notice.waitFor();
  const box = await notice.boundingBox();
  const window = page.viewportSize();
  if (box === null || window === null) throw new Error("the notification is nowhere");
  expect(box.x).toBeLessThan(40);
  expect(window.height - box.y - box.height).toBeLessThan(40);
}
