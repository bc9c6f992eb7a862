import { readFile } from "node:fs/promises";
import { Hono } from "hono";
import { PACKAGE_ROOT } from "../../lib/package-info.ts";

/** The files of the page, by name, with their types. They are published as they are. */
const ASSETS = {
  "page.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;

/** Makes the routes below `/assets`. */
export function createAssets(): Hono {
  const assets = new Hono();
  for (const [name, type] of Object.entries(ASSETS)) {
    assets.get(`/${name}`, async (context) => {
      const text = await readFile(new URL(`src/web/assets/${name}`, PACKAGE_ROOT), "utf8");
      return context.body(text, 200, { "content-type": type });
    });
  }
  return assets;
}
