import { html } from "hono/html";
import type { Source } from "../../generated/status.ts";
import { type Html, toText } from "./html.ts";
import { toPanel } from "./panel.ts";

/** Asks before a source begins anew. */
export function toRestartPanel({ id, name }: Source, csrfField: Html): Html {
  const body = html`<p>Restart ${toText(name)}? It begins anew where it stopped: nothing is lost.</p>`;
  const confirm = toForm(`/sources/${id}/restart`, csrfField, html`<button class="primary">Confirm</button>`);
  return toPanel({ title: "Restart Source", body, actions: [confirm] });
}

/** Asks before a source is deleted. */
export function toDeletePanel({ id, name }: Source, csrfField: Html): Html {
  const body = html`<p>Delete ${toText(name)}? Its log is no longer followed, and its token is forgotten. It is Stopping while its delivery in flight is finished, then it is gone.</p>`;
  const remove = toForm(`/sources/${id}/delete`, csrfField, html`<button class="danger">Delete</button>`);
  return toPanel({ title: "Delete Source", body, actions: [remove] });
}

function toForm(action: string, csrfField: Html, button: Html): Html {
  return html`<form method="post" action="${action}">${csrfField}${button}</form>`;
}
