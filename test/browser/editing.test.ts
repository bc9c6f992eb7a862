import type { Locator, Page } from "playwright-core";
import { expect, it, vi } from "vitest";
import { describeInBrowser, openPage } from "../support/browser.ts";
import { expectNotice, openInfo, rowOf, titled, untilSays } from "../support/collection-page.ts";
import { sourceJson, startLine, TOKEN, WORKSPACE } from "../support/line.ts";
import { startPageReceiver } from "../support/page-receiver.ts";
import { holdAnswers } from "../support/scenario.ts";

/** A receiver whose sources are made through the API, and its page. */
async function openEmpty() {
  const line = await startLine({ events: 20 });
  const receiver = await startPageReceiver(line, { managedBy: "api" });
  const page = await openPage(receiver.url);
  return { line, page, ...receiver };
}

async function openWithSource() {
  const opened = await openEmpty();
  const id = await opened.create(sourceJson({ description: "first", fields: { team: "security" } }));
  await untilSays(opened.page, "Acme", "State", "Collecting");
  return { ...opened, id };
}

async function openForm(page: Page): Promise<Locator> {
  await page.getByRole("link", { name: "Add Source" }).click();
  return titled(page, "Add Source");
}

async function openEdit(page: Page): Promise<Locator> {
  const info = await openInfo(page, "Acme");
  await info.getByRole("link", { name: "Edit" }).click();
  return titled(page, "Edit Source");
}

describeInBrowser("sources that are made through the API", () => {
  it("are added by a form that says what is wrong in the words of validate, at its field", async () => {
    const { page, url } = await openEmpty();
    const form = await openForm(page);
    await form.getByLabel("Description").fill("kept while the mistakes are mended");
    await form.getByRole("button", { name: "Add" }).click();
    const name = form.getByLabel("Name (required)");
    await form.locator("#name-mistakes", { hasText: "source.config.name must not be empty" }).waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    expect(await name.getAttribute("aria-describedby")).toContain("name-mistakes");
    expect(await form.locator("#personalAccessToken-mistakes").innerText()).toContain("must be a token");
    expect(await form.locator("#workspaceID-mistakes").innerText()).toContain("must not be empty");
    expect(await page.evaluate("document.activeElement.id")).toBe("name");
    expect(await form.getByLabel("Description").inputValue()).toBe("kept while the mistakes are mended");
    await name.fill("Acme");
    await form.getByLabel("Category").fill("prod/asana");
    await form.getByLabel("Name of field 1").fill("team");
    await form.getByLabel("Value of field 1").fill("security");
    await form.getByLabel("_siemForward").check();
    await form.getByLabel("Personal access token").fill(TOKEN);
    await form.getByLabel("Workspace ID").fill(WORKSPACE);
    await form.getByRole("button", { name: "Add" }).click();
    await expectNotice(page, "Source created.");
    await untilSays(page, "Acme", "State", "Collecting");
    const response = await fetch(`${url}/api/v1/collectors/1/sources/1`);
    expect(await response.json()).toMatchObject({
      source: {
        config: {
          category: "prod/asana",
          fields: { team: "security", _siemForward: true },
          workspaceID: WORKSPACE,
        },
      },
    });
    expect(await page.content()).not.toContain(TOKEN);
  });

  it("cannot share a name", async () => {
    const { page } = await openWithSource();
    const form = await openForm(page);
    await form.getByLabel("Name (required)").fill("Acme");
    await form.getByLabel("Personal access token").fill(TOKEN);
    await form.getByLabel("Workspace ID").fill(WORKSPACE);
    await form.getByRole("button", { name: "Add" }).click();
    await form.locator("#name-mistakes", { hasText: "same name already exists" }).waitFor();
    expect(await page.content()).not.toContain(TOKEN);
  });

  it("are changed without their token being typed again, or shown", async () => {
    const { page, line } = await openWithSource();
    const form = await openEdit(page);
    expect(await form.getByLabel("Personal access token").inputValue()).toBe("");
    expect(await form.getByLabel("Description").inputValue()).toBe("first");
    expect(await form.getByLabel("Value of field 1").inputValue()).toBe("security");
    await form.getByLabel("Description").fill("second");
    await form.getByRole("button", { name: "Save" }).click();
    await expectNotice(page, "Source updated.");
    await rowOf(page, "Acme").filter({ hasText: "second" }).waitFor();
    const seen = line.asana.requests.length;
    await vi.waitUntil(() => line.asana.requests.length > seen, { timeout: 20_000 });
    await untilSays(page, "Acme", "State", "Collecting");
    expect(line.asana.requests.every(({ status }) => status === 200)).toBe(true);
    expect(await page.content()).not.toContain(TOKEN);
  });

  it("tell who changes them that somebody else did so meanwhile", async () => {
    const { page, url, id } = await openWithSource();
    const form = await openEdit(page);
    const address = `${url}/api/v1/collectors/1/sources/${id}`;
    const body = JSON.parse(sourceJson({ description: "somebody else's" }));
    const headers = { "if-match": "*" };
    const changed = { source: { ...body.source, id } };
    const answer = await fetch(address, { method: "PUT", headers, body: JSON.stringify(changed) });
    expect(answer.status).toBe(200);
    await form.getByLabel("Description").fill("mine");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert").filter({ hasText: "changed meanwhile" }).waitFor();
    expect(await form.getByLabel("Description").inputValue()).toBe("mine");
    await form.getByRole("button", { name: "Save" }).click();
    await rowOf(page, "Acme").filter({ hasText: "mine" }).waitFor();
  });

  it("are deleted after a question, and are Stopping until they are gone", async () => {
    const { page, line, until } = await openWithSource();
    await until("Acme", ({ accepted }) => accepted === 20);
    const { held, release } = holdAnswers(line.sink);
    line.asana.append(3);
    await held;
    const info = await openInfo(page, "Acme");
    await info.getByRole("link", { name: "Delete" }).click();
    const question = await titled(page, "Delete Source");
    expect(await question.innerText()).toContain("Delete Acme?");
    await question.getByRole("button", { name: "Delete" }).click();
    await expectNotice(page, "The source is being deleted.");
    await untilSays(page, "Acme", "State", "Stopping");
    release();
    await rowOf(page, "Acme").waitFor({ state: "detached" });
    await page.getByText("There is no source yet.").waitFor();
  });
});
