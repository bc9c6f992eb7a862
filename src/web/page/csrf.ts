import { randomBytes, timingSafeEqual } from "node:crypto";
import { html } from "hono/html";
import { apiError } from "../api-error.ts";
import type { Html } from "./html.ts";

/** Sees to it that a form that is sent here was given out here: a page of another origin cannot read one. */
export interface CsrfGuard {
  /** Belongs into every form. */
  readonly field: Html;
  /** @throws HTTPException when the form does not hold it */
  check(form: FormData): void;
}

const FIELD = "csrf";
const TOKEN_BYTES = 32;

/** Creates the guard of one process. */
export function createCsrfGuard(): CsrfGuard {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return {
    field: html`<input type="hidden" name="${FIELD}" value="${token}">`,
    check(form) {
      const sent = Buffer.from(String(form.get(FIELD) ?? ""));
      const expected = Buffer.from(token);
      if (sent.length === expected.length && timingSafeEqual(sent, expected)) return;
      throw apiError("Forbidden", "This form is from before the receiver's last start: open it again.");
    },
  };
}
