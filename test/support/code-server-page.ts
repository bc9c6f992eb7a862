import { basename } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import type { CodeServer } from "./code-server.ts";

/** A browser window that shows the editor, and what a person sees and does in it. */
export interface EditorPage {
  /** What the Problems panel says of a file, named without its folder, row by row. */
  readProblems(name: string): Promise<string[]>;
  /** The text under each squiggle of the visible lines. */
  readSquiggles(): Promise<string[]>;
  /** What is shown while the mouse rests on this text, which stands once in the file. */
  hover(text: string): Promise<string>;
  /** The names of what Ctrl+Space offers at the cursor. */
  suggest(): Promise<string[]>;
  /** Takes the offer of this name. */
  accept(name: string): Promise<void>;
  /** Opens another file of the workspace in this one's place. */
  open(file: string): Promise<void>;
  /** The text of the whole file, which has to fit into the window. */
  readText(): Promise<string>;
  press(...keys: string[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Writes a picture of the window. */
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

const VISIBLE_LINES = ".editor-instance .view-lines .view-line";
const PROBLEMS = ".markers-panel .monaco-list-row";
const HOVER = ".monaco-hover:not(.hidden) .hover-contents";
const OFFERS = ".suggest-widget.visible .monaco-list-row";
const SQUIGGLES = ".editor-instance :is(.squiggly-warning, .squiggly-error)";
const PATIENCE_MS = 2_000;
const MOST_TRIES = 20;

/** Opens a window with this file of the workspace and the Problems panel. */
export async function openEditor(browser: Browser, server: CodeServer, file: string): Promise<EditorPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(60_000);
  await page.route("**/*", (route) =>
    new URL(route.request().url()).hostname === "127.0.0.1" ? route.continue() : route.abort(),
  );
  await page.goto(server.urlOf(file));
  await page.locator(".editor-instance .view-lines").waitFor();
  await page.keyboard.press("Control+Shift+KeyM");
  await page.locator(".markers-panel").waitFor();
  // The panel has taken the focus.
  await page.keyboard.press("Control+1");
  return createEditorPage(page);
}

function createEditorPage(page: Page): EditorPage {
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  return {
    readProblems: async (name) => problemsOf(name, await labelsOf(page.locator(PROBLEMS))),
    readSquiggles: () => readSquiggles(page),
    async hover(text) {
      const word = page.locator(`${VISIBLE_LINES} > span > span`, { hasText: text });
      const hover = page.locator(HOVER).filter({ hasNotText: "Loading..." });
      await insist(hover, async () => {
        await page.mouse.move(0, 0);
        await word.hover();
      });
      return (await hover.allInnerTexts()).join("\n");
    },
    async suggest() {
      await insist(page.locator(OFFERS), () => press("Escape", "Control+Space"));
      return labelsOf(page.locator(OFFERS));
    },
    accept: (name) => page.locator(`${OFFERS}[aria-label^="${name},"]`).click(),
    async open(file) {
      await press("Control+KeyP");
      await page.locator(".quick-input-widget input").fill(file);
      await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${basename(file)}"]`).click();
      await page.locator(".tab.active", { hasText: basename(file) }).waitFor();
    },
    async readText() {
      const lines = await linesFromTop(page);
      return (await Promise.all(lines.map(({ line }) => line.innerText())))
        .join("\n")
        .replaceAll("\u00a0", " ");
    },
    press,
    type: (text) => page.keyboard.type(text),
    async screenshot(path) {
      await page.screenshot({ path });
    },
    close: () => page.close(),
  };
}

/** Does it again until something shows: the editor asks a language service that may still be starting, and asks once. */
async function insist(shown: Locator, action: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    await action();
    try {
      return await shown.first().waitFor({ timeout: PATIENCE_MS });
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
  }
}

async function labelsOf(rows: Locator): Promise<string[]> {
  const found = await rows.all();
  const labels = await Promise.all(found.map((row) => row.getAttribute("aria-label")));
  return labels.map((label) => label ?? "");
}

/** The rows between a file's own and that of the next file. */
function problemsOf(name: string, rows: readonly string[]): string[] {
  const isFile = (row: string): boolean => /^\d+ problems in file /.test(row);
  const start = rows.findIndex((row) => isFile(row) && row.includes(` ${name} of folder `)) + 1;
  if (start === 0) return [];
  const end = rows.findIndex((row, index) => index >= start && isFile(row));
  return rows.slice(start, end === -1 ? undefined : end);
}

/** The editor keeps its lines in no particular order. */
async function linesFromTop(page: Page): Promise<{ line: Locator; top: number }[]> {
  const lines = await page.locator(VISIBLE_LINES).all();
  const placed = await Promise.all(lines.map(async (line) => ({ line, top: (await boxOf(line)).y })));
  return placed.toSorted((a, b) => a.top - b.top);
}

async function readSquiggles(page: Page): Promise<string[]> {
  const lines = await linesFromTop(page);
  const squiggles = await page.locator(SQUIGGLES).all();
  const boxes = await Promise.all(squiggles.map(boxOf));
  const texts = boxes
    .toSorted((a, b) => a.y - b.y)
    .map(async ({ x, y, width }) => {
      // A squiggle hangs from its line's foot, and is as high as the line.
      const { line } = lines.findLast(({ top }) => top <= y + 1) ?? {};
      const words = (await line?.locator("> span > span").all()) ?? [];
      const under = await Promise.all(
        words.map(async (word) => {
          const box = await boxOf(word);
          const middle = box.x + box.width / 2;
          return middle > x && middle < x + width ? word.innerText() : "";
        }),
      );
      return under.join("").replaceAll("\u00a0", " ").trim();
    });
  return Promise.all(texts);
}

async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number }> {
  const box = await element.boundingBox();
  if (box === null) throw new Error(`not visible: ${element}`);
  return box;
}
