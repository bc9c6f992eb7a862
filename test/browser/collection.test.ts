import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, factOf, rowOf, titled, untilSays } from "../support/collection-page.ts";
import { startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";
import { startMixedReceiver } from "../support/page-sources.ts";

describeInBrowser("the Collection page", () => {
  it("has a row for each source, with all that is known of it", async () => {
    const { url, line, until } = await startMixedReceiver();
    const page = await openPage(url);
    await page.locator("#live", { hasText: "Live" }).waitFor();
    expect(await page.locator("#rows > tr").count()).toBe(4);
    const titles = await page.locator(".sources thead th").allInnerTexts();
    expect(titles.map((title) => title.trim())).toEqual([
      ...["Source", "Category", "Workspace", "State", "Health", "Last event", "Lag", "Acknowledged"],
      ...["Last hour", "Rejected", "Dead letters", "Next poll", "Information"],
    ]);
    const says = async (name: string, title: string): Promise<string> =>
      (await cellOf(page, name, title).innerText()).trim();
    expect(await says("Globex", "Category")).toBe("prod/asana/globex");
    expect(await says("Globex", "Workspace")).toBe("1200000000000042");
    expect(await says("Globex", "State")).toContain("Error");
    expect(await says("Globex", "Health")).toContain("Error");
    expect(await says("Globex", "Last event")).toBe("–");
    expect(await says("Acme", "State")).toContain("Collecting");
    expect(await says("Acme", "Health")).toContain("Healthy");
    expect(await says("Hooli", "Health")).toContain("Warning");
    expect(await says("Acme", "Last event")).toMatch(/now|ago/);
    expect(await says("Acme", "Lag")).toMatch(/\d (ms|s)|\ds$/);
    expect(await says("Acme", "Acknowledged")).toMatch(/^2,5\d\d$/);
    expect(await says("Acme", "Rejected")).toBe("0");
    expect(await says("Acme", "Dead letters")).toBe("0");
    const plot = cellOf(page, "Acme", "Last hour").getByRole("img");
    expect(await plot.getAttribute("aria-label")).toMatch(
      /^Events acknowledged in the last hour, by minute: 2,5\d\d/,
    );
    expect(await rowOf(page, "Globex").innerText()).toContain("The sales organisation's workspace");
    await until("Initech", ({ accepted }) => accepted >= 2500);
    line.asana.append(1, WORKSPACE);
    await untilSays(page, "Initech", "State", "Collecting");
  });

  it("shows how far a history has been read", async () => {
    const { url } = await startMixedReceiver();
    const page = await openPage(url);
    await cellOf(page, "Initech", "State")
      .getByText(/\d+ % of its history/)
      .waitFor();
    expect(await cellOf(page, "Initech", "State").locator("progress").count()).toBe(1);
  });

  it("gives each state and each health a mark of its own shape, and a word", async () => {
    const { url } = await startMixedReceiver();
    const page = await openPage(url);
    const shapes = await page
      .locator("svg symbol")
      .evaluateAll((marks) => marks.map((mark) => mark.innerHTML));
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(shapes).toHaveLength(12);
    const mark = await cellOf(page, "Globex", "State").locator("use").first().getAttribute("href");
    expect(mark).toBe("#mark-Error");
  });

  it("opens all figures of a source, with plots of an hour and of a day", async () => {
    const { url } = await startMixedReceiver();
    const page = await openPage(url);
    await rowOf(page, "Acme").locator("th a").click();
    const panel = await titled(page, "Acme");
    const plots = await panel
      .getByRole("img")
      .evaluateAll((all) => all.map((plot) => plot.getAttribute("aria-label")));
    expect(plots).toEqual([
      expect.stringMatching(/^Events acknowledged in the last hour, by minute: 2,/),
      expect.stringMatching(/^Events acknowledged in the last 24 hours, by half hour: 2,/),
      expect.stringMatching(/^Lag in the last hour, by minute: /),
      expect.stringMatching(/^Lag in the last 24 hours, by half hour: /),
    ]);
    expect(await panel.locator(".states").innerText()).toMatch(
      /Pending.*Started.*Initialized.*Authenticated.*Collecting/s,
    );
    expect(await factOf(panel, "Dead letters kept").innerText()).toBe("0");
  });

  it("names the file, line and column of a source that comes from a file, and offers no editing", async () => {
    const line = await startLine({ events: 5 });
    const { url } = await startPageReceiver(line);
    const page = await openPage(url);
    await rowOf(page, "Acme").locator(".tool").click();
    const panel = await titled(page, "API usage information");
    expect(await factOf(panel, "Configured in").innerText()).toMatch(/sources\/acme\.json:5:15$/);
    expect(await page.getByRole("link", { name: /Add|Edit|Delete/ }).count()).toBe(0);
    await page.goto(`${url}/sources/new`);
    expect(await page.locator("main").innerText()).toContain("Collector is in JSON mode");
    expect(await page.content()).not.toContain(TOKEN);
  });
});
