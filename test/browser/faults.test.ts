import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { cellOf, factOf, openHealth, untilSays } from "../support/collection-page.ts";
import { type Line, startLine, TOKEN } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";
import { reopenSink } from "../support/scenario.ts";

/** A page that shows a source which collects; it is not loaded again after this. */
async function openCollecting(line: Line) {
  const { url } = await startPageReceiver(line);
  const page = await openPage(url);
  await untilSays(page, "Acme", "State", "Collecting");
  await page.evaluate("window.isTheSame = true");
  const expectSame = async (): Promise<void> => expect(await page.evaluate("window.isTheSame")).toBe(true);
  return { page, expectSame };
}

describeInBrowser("a page that stays open", () => {
  it("shows a revoked token as Error, and a rotated one as Collecting", async () => {
    const line = await startLine({ events: 20 });
    const tokenFile = join(line.folder, "token");
    writeFileSync(tokenFile, TOKEN);
    line.addSource("acme.json", { personalAccessToken: "${file:../token}" });
    const { page, expectSame } = await openCollecting(line);
    line.asana.setTokens(["rotated-token-of-the-service-account"]);
    await untilSays(page, "Acme", "State", "Error");
    await untilSays(page, "Acme", "Health", "Error");
    expect(await factOf(await openHealth(page, "Acme"), "Error type").innerText()).toBe("ThirdPartyConfig");
    await page.keyboard.press("Escape");
    writeFileSync(`${tokenFile}.new`, "rotated-token-of-the-service-account\n");
    renameSync(`${tokenFile}.new`, tokenFile);
    await untilSays(page, "Acme", "State", "Collecting");
    await untilSays(page, "Acme", "Health", "Healthy");
    await expectSame();
  });

  it("shows an endpoint that is away as FirstPartyGeneric with its next retry, and its return as Collecting", async () => {
    const line = await startLine({ events: 20 });
    const { page, expectSame } = await openCollecting(line);
    await line.sink.close();
    line.asana.append(5);
    await untilSays(page, "Acme", "State", "Error");
    const panel = await openHealth(page, "Acme");
    expect(await factOf(panel, "Error type").innerText()).toBe("FirstPartyGeneric");
    expect(await factOf(panel, "Next retry").innerText()).toMatch(/in \d+|now|ago/);
    await page.keyboard.press("Escape");
    await reopenSink(line.sink);
    await untilSays(page, "Acme", "State", "Collecting");
    await expectSame();
  });

  it("shows an endpoint that answers 503, in its own words", async () => {
    const line = await startLine({ events: 20 });
    const { page } = await openCollecting(line);
    line.sink.setAnswer(() => ({ kind: "status", status: 503 }));
    line.asana.append(5);
    await untilSays(page, "Acme", "State", "Error");
    const panel = await openHealth(page, "Acme");
    expect(await factOf(panel, "Health event").innerText()).toBe("FirstPartyGenericError");
    expect(await panel.locator(".reason").innerText()).toContain("503");
  });

  it("shows a storm of 429 as ThirdPartyGeneric, and how often it was seen", async () => {
    const line = await startLine({ events: 20 });
    const { page, expectSame } = await openCollecting(line);
    line.asana.setFault({ kind: "status", status: 429, retryAfter: 1 });
    await untilSays(page, "Acme", "State", "Error");
    const panel = await openHealth(page, "Acme");
    expect(await factOf(panel, "Error type").innerText()).toBe("ThirdPartyGeneric");
    await factOf(panel, "Seen")
      .filter({ hasText: /\d+ times/ })
      .waitFor();
    await page.keyboard.press("Escape");
    line.asana.setFault(undefined);
    await untilSays(page, "Acme", "State", "Collecting");
    expect(await cellOf(page, "Acme", "Health").innerText()).toContain("Healthy");
    await expectSame();
  });
});
