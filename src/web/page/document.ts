import { html } from "hono/html";
import { PACKAGE_NAME } from "../../lib/package-info.ts";
import type { Html } from "./html.ts";
import { MARKS } from "./marks.ts";

/** What a page is made of. */
export interface DocumentParts {
  readonly title: string;
  readonly main: Html;
  /** What became of the request before. */
  readonly notice?: Html | undefined;
  /** Where the page's changes are told. */
  readonly liveUrl?: string;
}

/** Makes a whole page. It has no script or style of its own, so that the policy may forbid them. */
export function toDocument({ title, main, notice, liveUrl }: DocumentParts): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ${PACKAGE_NAME}</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/page.css">
<script src="/assets/page.js" defer></script>
</head>
<body${liveUrl === undefined ? "" : html` data-live="${liveUrl}"`}>
${MARKS}
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/">${PACKAGE_NAME}</a>
<p id="live" role="status"></p>
<noscript><a href="">Refresh</a></noscript>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><a href="/api/v1/status">Status as JSON</a> <a href="/api/v1/openapi.json">API description</a></footer>
<div id="notice" role="status">${notice}</div>
<dialog id="dialog" aria-labelledby="panel-title"></dialog>
</body>
</html>
`;
}
