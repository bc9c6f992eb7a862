import { expect, it, vi } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, openInfo, rowOf, titled, untilSays } from "../support/collection-page.ts";
import { freePort } from "../support/free-port.ts";
import { type Line, startLine, WORKSPACE } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

const OTHER = "1200000000000042";

/** Two sources, which collect. */
async function startTwo() {
  const line = await startLine({ events: 20, workspaces: [WORKSPACE, OTHER] });
  line.addSource("globex.json", { name: "Globex", workspaceID: OTHER });
  const receiver = await startPageReceiver(line);
  await receiver.until("Acme", ({ accepted }) => accepted === 20);
  await receiver.until("Globex", ({ accepted }) => accepted === 20);
  return { line, ...receiver };
}

/** Lets events happen, and waits for them to be counted on the page. */
async function expectCounted(line: Line, page: Awaited<ReturnType<typeof openPage>>, sum: string) {
  line.asana.append(5, WORKSPACE);
  await untilSays(page, "Acme", "Acknowledged", sum);
}

describeInBrowser("the Collection page, live", () => {
  it("says that the connection is lost, and goes on when the receiver is back", async () => {
    const line = await startLine({ events: 20 });
    const args = ["--listen", `127.0.0.1:${await freePort()}`];
    const first = await startPageReceiver(line, { args });
    const page = await openPage(first.url);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    first.process.child.kill("SIGKILL");
    await first.process.ended;
    await page.locator("#live.is-lost", { hasText: "Connection lost, trying again" }).waitFor();
    expect(await rowOf(page, "Acme").isVisible()).toBe(true);
    await startPageReceiver(line, { args });
    await page.locator("#live:not(.is-lost)", { hasText: "Live" }).waitFor();
    line.asana.append(5);
    await untilSays(page, "Acme", "Acknowledged", "25");
  });

  it("says in the panel that nothing was sent when the receiver is away", async () => {
    const line = await startLine({ events: 20 });
    const { url, process } = await startPageReceiver(line);
    const page = await openPage(url);
    const info = await openInfo(page, "Acme");
    await info.getByRole("link", { name: "Restart Source" }).click();
    const question = await titled(page, "Restart Source");
    process.child.kill("SIGKILL");
    await process.ended;
    await question.getByRole("button", { name: "Confirm" }).click();
    await question.getByRole("alert").filter({ hasText: "The receiver cannot be reached." }).waitFor();
    expect(await page.locator("#notice .notice").count()).toBe(0);
  });

  it("is read again now and then where no stream can be had, also after an answer that is no page", async () => {
    const { url, line } = await startTwo();
    const page = await openPage("about:blank");
    await page.route("**/live*", (route) => route.fulfill({ status: 503 }));
    await page.goto(url);
    await page.locator("#live.is-lost").waitFor();
    await page.route(`${url}/`, (route) => route.fulfill({ status: 502, body: "bad gateway" }), { times: 1 });
    await expectCounted(line, page, "25");
    await page.unroute("**/live*");
    await page.locator("#live:not(.is-lost)", { hasText: "Live" }).waitFor();
  });

  it("keeps focus and scroll while rows change", async () => {
    const { url, line } = await startTwo();
    const page = await openPage(url, { viewport: { width: 1440, height: 260 } });
    await page.locator("#live", { hasText: "Live" }).waitFor();
    await page.evaluate("scrollTo(0, 120)");
    await rowOf(page, "Acme")
      .locator(".tool")
      .evaluate((icon) => icon.focus({ preventScroll: true }));
    await page.evaluate("window.kept = document.activeElement");
    const before = await page.evaluate("scrollY");
    expect(before).toBeGreaterThan(0);
    await expectCounted(line, page, "25");
    expect(await page.evaluate("document.activeElement === window.kept")).toBe(true);
    expect(await page.evaluate("scrollY")).toBe(before);
  });

  it("keeps the focus in a row that moves to another place", async () => {
    const { url, line } = await startTwo();
    const page = await openPage(`${url}/?sort=-acknowledged`);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    const order = async (): Promise<string[]> => page.locator("#rows > tr > th > a").allInnerTexts();
    expect(await order()).toEqual(["Acme", "Globex"]);
    await rowOf(page, "Globex").locator(".tool").focus();
    line.asana.append(5, OTHER);
    await vi.waitUntil(async () => (await order())[0] === "Globex", { timeout: 20_000 });
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toContain("Globex");
  });

  it("filters and sorts while it is live, and keeps both in its address", async () => {
    const { url, line } = await startTwo();
    const page = await openPage(url);
    await page.getByRole("link", { name: "Acknowledged" }).click();
    await page.locator('th[aria-sort="ascending"]', { hasText: "Acknowledged" }).waitFor();
    await page.getByRole("link", { name: "Acknowledged" }).click();
    await page.locator('th[aria-sort="descending"]', { hasText: "Acknowledged" }).waitFor();
    await page.getByLabel("Filter").pressSequentially("acm");
    await rowOf(page, "Globex").waitFor({ state: "detached" });
    await expectCounted(line, page, "25");
    expect(await page.getByLabel("Filter").inputValue()).toBe("acm");
    const { searchParams } = new URL(page.url());
    expect([searchParams.get("q"), searchParams.get("sort")]).toEqual(["acm", "-acknowledged"]);
    await page.reload();
    await rowOf(page, "Acme").waitFor();
    expect(await page.locator("#rows > tr").count()).toBe(1);
    await page.getByLabel("Filter").fill("");
    await page.getByRole("combobox", { name: "Health" }).selectOption("error");
    await page.getByText("None of 2 sources matches.").waitFor();
    await page.goBack();
    await rowOf(page, "Acme").waitFor();
  });

  it("lets the open panel follow", async () => {
    const { url, line } = await startTwo();
    const page = await openPage(url);
    const panel = await openInfo(page, "Acme");
    line.addSource("acme.json", { category: "a/new/category" });
    await panel.locator("#snippet-json", { hasText: "a/new/category" }).waitFor();
    // The row and the panel arrive in parts of their own.
    await cellOf(page, "Acme", "Category").filter({ hasText: "a/new/category" }).waitFor();
  });
});
