import { html } from "hono/html";
import { toDocument } from "./document.ts";
import { toText } from "./html.ts";
import { toPanel } from "./panel.ts";

/** Makes a refusal, which has the form of Sumo Logic's API, a page for people. */
export async function toErrorPage(refusal: Response): Promise<Response> {
  // Every refusal is made by apiError, which gives it this form.
  const { code, message } = (await refusal.json()) as { readonly code: string; readonly message: string };
  const main = toPanel({ title: code, body: html`<p class="reason">${toText(message)}</p>` });
  const headers = new Headers(refusal.headers);
  headers.set("content-type", "text/html; charset=UTF-8");
  headers.delete("content-length");
  return new Response(String(await toDocument({ title: code, main })), { status: refusal.status, headers });
}
