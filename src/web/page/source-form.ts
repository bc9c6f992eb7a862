import { html } from "hono/html";
import type { Issue } from "../../config/issue.ts";
import type { SourceConfig } from "../../config/source-config.ts";
import { SOURCE_FIELDS, type SourceField } from "../../config/source-fields.ts";
import { type FormValues, PAIR_NAME, PAIR_VALUE, SWITCH } from "./form-body.ts";
import { type Html, toText } from "./html.ts";
import { toPanel } from "./panel.ts";

/** A form that makes a source, or changes one. */
export interface SourceFormParts {
  /** Where it is sent. */
  readonly action: string;
  readonly title: string;
  readonly button: string;
  readonly values: FormValues;
  /** What `validate` would say of what was sent. */
  readonly issues: readonly Issue[];
  /** Whether there is a token already, which an empty field leaves as it is. */
  readonly hasToken: boolean;
  /** What a browser sends along unseen. */
  readonly hidden: Html;
}

/** Empty pairs that are offered beside those that are there. */
const SPARE_PAIRS = 2;

export const EMPTY_FORM: FormValues = { texts: {}, pairs: [], switches: new Set() };

/** The values of a source as it is. */
export function toFormValues({ name, description, category, workspaceID, fields }: SourceConfig): FormValues {
  const switches = SOURCE_FIELDS.flatMap((field) => field.switches.map(({ key }) => key));
  return {
    texts: { name, description: description ?? "", category: category ?? "", workspaceID },
    pairs: Object.entries(fields).filter(([key]) => !switches.includes(key)),
    switches: new Set(switches.filter((key) => fields[key] === "true")),
  };
}

/** The panel with the form. */
export function toSourceForm(parts: SourceFormParts): Html {
  const { action, title, button, issues, hidden } = parts;
  const placed = new Set(SOURCE_FIELDS.flatMap(({ key }) => issuesOf(key, issues)));
  const others = issues.filter((issue) => !placed.has(issue));
  return toPanel({
    title,
    body: html`<form id="source-form" class="form" method="post" action="${action}" novalidate>
${hidden}
${others.length === 0 ? "" : html`<div class="mistakes" role="alert">${others.map(toMistake)}</div>`}
${SOURCE_FIELDS.map((field) => toField(field, parts))}
</form>`,
    actions: [html`<button class="primary" form="source-form">${button}</button>`],
  });
}

function toField(field: SourceField, { values, issues, hasToken }: SourceFormParts): Html {
  const { key, title, kind, isRequired, help } = field;
  const found = issuesOf(key, issues);
  const mistakes = html`<div id="${key}-mistakes" class="mistakes">${found.map(toMistake)}</div>`;
  const isWrong = found.some(({ severity }) => severity === "error");
  if (kind === "map") {
    return html`<fieldset class="field"><legend>${title}</legend><p class="help">${help}</p>${mistakes}${toPairs(values)}${field.switches.map((each) => toSwitch(each, values))}</fieldset>`;
  }
  const isSecret = kind === "secret";
  const value = isSecret ? "" : (values.texts[key] ?? "");
  const mustBeTyped = isRequired && !(isSecret && hasToken);
  const note = isSecret && hasToken ? html` Left empty, it stays as it is; it is never shown.` : "";
  return html`<div class="field"><label for="${key}">${title}${mustBeTyped ? html` <span class="note">(required)</span>` : ""}</label>
<p class="help" id="${key}-help">${help}${note}</p>
<input id="${key}" name="${key}" type="${isSecret ? "password" : "text"}" value="${value}" autocomplete="${isSecret ? "new-password" : "off"}" spellcheck="false" aria-describedby="${key}-help ${key}-mistakes"${mustBeTyped ? html` required` : ""}${isWrong ? html` aria-invalid="true"` : ""}${field.maxLength === undefined ? "" : html` maxlength="${field.maxLength}"`}${field.example === undefined ? "" : html` placeholder="${field.example}"`}>
${mistakes}</div>`;
}

function toPairs({ pairs }: FormValues): Html {
  const spare = Array.from({ length: SPARE_PAIRS }, () => ["", ""] as const);
  return html`<div class="pairs">${[...pairs, ...spare].map(
    ([name, value], index) =>
      html`<input name="${PAIR_NAME}" value="${name}" aria-label="Name of field ${index + 1}" placeholder="name" spellcheck="false" autocomplete="off"><input name="${PAIR_VALUE}" value="${value}" aria-label="Value of field ${index + 1}" placeholder="value" spellcheck="false" autocomplete="off">`,
  )}</div>`;
}

function toSwitch({ key, help }: SourceField["switches"][number], { switches }: FormValues): Html {
  return html`<label class="switch"><input type="checkbox" name="${SWITCH}" value="${key}"${switches.has(key) ? html` checked` : ""}> <span>${key} <span class="help">${help}</span></span></label>`;
}

function toMistake({ severity, message, hint }: Issue): Html {
  return html`<p class="${severity === "error" ? "mistake" : "note"}">${toText(hint === undefined ? message : `${message}. ${hint}`)}</p>`;
}

/** Those at a field or below it. */
function issuesOf(key: string, issues: readonly Issue[]): Issue[] {
  const own = new RegExp(`^/source/config/${key}(/|$)`);
  return issues.filter(({ pointer = "" }) => own.test(pointer));
}
