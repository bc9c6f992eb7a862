import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, factOf, openHealth, titled, untilSays } from "../support/collection-page.ts";
import { startLine, TOKEN } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";

/** A receiver whose only source was refused its token. */
async function startRefused() {
  const line = await startLine({ events: 20, tokens: [] });
  const receiver = await startPageReceiver(line);
  await receiver.until("Acme", ({ state }) => state === "Error");
  return { line, ...receiver };
}

describeInBrowser("the health of a source", () => {
  it("is counted in a tooltip while the mouse is on its mark", async () => {
    const { url } = await startRefused();
    const page = await openPage(url);
    const health = cellOf(page, "Acme", "Health");
    const tip = health.getByRole("tooltip");
    expect(await tip.isVisible()).toBe(false);
    await health.getByRole("link").hover();
    await tip.waitFor();
    expect(await tip.innerText()).toBe("1 error");
    await page.mouse.move(0, 0);
    await tip.waitFor({ state: "hidden" });
  });

  it("is counted in a tooltip while the keyboard's focus is on its mark, until Escape", async () => {
    const { url } = await startRefused();
    const page = await openPage(url);
    const health = cellOf(page, "Acme", "Health");
    const link = health.getByRole("link");
    await link.focus();
    await health.getByRole("tooltip").waitFor();
    expect(await link.getAttribute("aria-describedby")).toBe(
      await health.getByRole("tooltip").getAttribute("id"),
    );
    await page.keyboard.press("Escape");
    await health.getByRole("tooltip").waitFor({ state: "hidden" });
    expect(await page.evaluate("document.activeElement.closest('td').dataset.title")).toBe("Health");
  });

  it("opens as Health Events: what is wrong, what to do, since when, how often, and when it is tried again", async () => {
    const { url } = await startRefused();
    const page = await openPage(url);
    const panel = await openHealth(page, "Acme");
    const text = await panel.innerText();
    expect(text).toContain("Open: 1 error");
    expect(text).toContain("Asana answered 401");
    expect(text).toContain("Check that personalAccessToken is a service account's token");
    expect(await factOf(panel, "Severity").innerText()).toBe("Error");
    expect(await factOf(panel, "Error type").innerText()).toBe("ThirdPartyConfig");
    expect(await factOf(panel, "Health event").innerText()).toBe("ThirdPartyConfigError");
    expect(await factOf(panel, "Since").innerText()).toMatch(/ago|now/);
    expect(await factOf(panel, "Seen").innerText()).toBe("once");
    expect(await factOf(panel, "Next retry").innerText()).toBe(
      "none, until the source is changed or restarted",
    );
  });

  it("keeps what is over below, with its end, and the open panel follows", async () => {
    const { url, line } = await startRefused();
    const page = await openPage(url);
    const panel = await openHealth(page, "Acme");
    line.asana.setTokens([TOKEN]);
    line.addSource("acme.json", { description: "changed, so it begins anew" });
    const closed = panel.locator(".incidents.closed .incident");
    await closed.waitFor();
    expect(await panel.innerText()).toContain("Nothing is wrong.");
    expect(await factOf(closed, "Ended").innerText()).toMatch(/ago|now/);
    expect(await factOf(closed, "Next retry").count()).toBe(0);
    await page.keyboard.press("Escape");
    await untilSays(page, "Acme", "Health", "Healthy");
  });

  it("is told of the Collector itself as well", async () => {
    const line = await startLine({ events: 5 });
    const { url } = await startPageReceiver(line);
    const page = await openPage(url);
    writeFileSync(join(line.folder, "sources", "broken.json"), '{"source": {"config": }}');
    await page.locator("#summary .is-warning").first().waitFor();
    await page.locator("#summary .tipped a").click();
    const panel = await titled(page, "Health Events of the Collector");
    await panel.locator(".incident").waitFor();
    const text = await panel.innerText();
    expect(text).toContain("Open: 1 warning");
    expect(text).toContain("broken.json:1:");
  });
});
