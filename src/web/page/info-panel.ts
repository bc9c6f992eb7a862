import { html } from "hono/html";
import type { IdentifiedSource } from "../../collector/identified-source.ts";
import type { Source } from "../../generated/status.ts";
import { PACKAGE_NAME } from "../../lib/package-info.ts";
import { printableJson } from "../../lib/printable-json.ts";
import { toDownload } from "../source-view.ts";
import { type Html, toText } from "./html.ts";
import { toPanel } from "./panel.ts";
import { rowIdOf } from "./source-row.ts";

/** What "API usage information" says. */
export interface InfoParts {
  readonly source: Source;
  readonly identified: IdentifiedSource;
  readonly collectorId: number;
  /** Of the API as this page's reader reaches it, such as `http://127.0.0.1:8484`. */
  readonly origin: string;
  readonly hasCredentials: boolean;
  readonly isEditable: boolean;
}

/** The panel behind the information icon, with Restart Source at its bottom left. */
export function toInfoPanel(parts: InfoParts): Html {
  const { id, name } = parts.source;
  const restart = html`<a class="button" href="/sources/${id}/restart" data-panel>Restart Source</a>`;
  const editing = html`<a class="button" href="/sources/${id}/edit" data-panel>Edit</a><a class="button danger" href="/sources/${id}/delete" data-panel>Delete</a>`;
  return toPanel({
    title: "API usage information",
    body: html`<p>${toText(name)}</p>${toBody(parts)}`,
    actions: parts.isEditable ? [restart, editing] : [restart],
    follows: rowIdOf(id),
  });
}

function toBody({ source, identified, collectorId, origin, hasCredentials }: InfoParts): Html {
  const path = `/api/v1/collectors/${collectorId}/sources/${source.id}`;
  const user = hasCredentials ? ` -u "$ACCESS_ID:$ACCESS_KEY"` : "";
  const json = printableJson({ "api.version": "v1", source: toDownload(identified) });
  return html`
<dl class="facts">
<div><dt>Source ID</dt><dd>${source.id}</dd></div>
<div><dt>Collector ID</dt><dd>${collectorId}</dd></div>
${source.origin === undefined ? html`<div><dt>Made</dt><dd>through the API</dd></div>` : html`<div><dt>Configured in</dt><dd>${toText(source.origin)}</dd></div>`}
</dl>
${toSnippet("path", "API path", path)}
${toSnippet("curl", "Restart through the API", `curl -X POST${user} ${origin}${path}/action/restart`)}
${toSnippet("command", "Restart on the command line", `${PACKAGE_NAME} restart ${source.id} --url ${origin}`)}
${toSnippet("json", "Its JSON, with the token masked", json)}`;
}

function toSnippet(id: string, title: string, text: string): Html {
  const target = `snippet-${id}`;
  return html`<div class="snippet"><h2 id="${target}-title">${title}</h2><pre id="${target}" tabindex="0" role="group" aria-labelledby="${target}-title">${text}</pre><button type="button" data-copy="${target}" aria-label="Copy: ${title}" hidden>Copy</button></div>`;
}
