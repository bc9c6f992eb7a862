import type { Context, Hono } from "hono";
import { html } from "hono/html";
import type { IdentifiedSource } from "../../collector/identified-source.ts";
import type { EditResult, SourceEditor } from "../../collector/source-editor.ts";
import { errorAt, type Issue, quote } from "../../config/issue.ts";
import type { Source } from "../../generated/status.ts";
import { apiError } from "../api-error.ts";
import { JSON_MODE, toApiError } from "../edit-refusal.ts";
import { toEtag } from "../source-view.ts";
import { toDeletePanel } from "./confirm-panel.ts";
import type { CsrfGuard } from "./csrf.ts";
import { readForm, type SentForm, toBody } from "./form-body.ts";
import type { Html } from "./html.ts";
import { EMPTY_FORM, type SourceFormParts, toFormValues, toSourceForm } from "./source-form.ts";

/** What adding, changing and deleting sources needs. */
export interface EditingDeps {
  /** Undefined where sources come from files: then every route here refuses. */
  readonly editor: SourceEditor | undefined;
  readonly csrf: CsrfGuard;
  /** @throws HTTPException when there is none */
  find(id: string): { readonly source: Source; readonly identified: IdentifiedSource };
  sendPanel(context: Context, title: string, panel: Html, status?: 200 | 422): Promise<Response>;
}

const FIELDS = "/source/config/fields";

const ADD = { action: "/sources/new", title: "Add Source", button: "Add", hasToken: false } as const;

/** Adds the routes that make, change and delete sources. */
export function addEditing(pages: Hono, { editor, csrf, find, sendPanel }: EditingDeps): void {
  const sendForm = (context: Context, parts: SourceFormParts): Promise<Response> =>
    sendPanel(context, parts.title, toSourceForm(parts), parts.issues.length === 0 ? 200 : 422);
  pages.get("/sources/new", (context) => {
    mustEdit(editor);
    return sendForm(context, { ...ADD, values: EMPTY_FORM, issues: [], hidden: csrf.field });
  });
  pages.post("/sources/new", async (context) => {
    const form = await context.req.formData();
    csrf.check(form);
    const values = readForm(form);
    const issues = store(values, () => mustEdit(editor).create(toBody(values, undefined)));
    if (issues.length === 0) return context.redirect("/?notice=created", 303);
    return sendForm(context, { ...ADD, values, issues, hidden: csrf.field });
  });
  pages.get("/sources/:sourceId/edit", (context) => {
    mustEdit(editor);
    const { identified } = find(context.req.param("sourceId"));
    const values = toFormValues(identified.config);
    return sendForm(context, toEditForm(identified, { values, issues: [], csrf }));
  });
  pages.post("/sources/:sourceId/edit", async (context) => {
    const form = await context.req.formData();
    csrf.check(form);
    const { identified } = find(context.req.param("sourceId"));
    const values = readForm(form);
    const { id } = identified;
    const isStale = form.get("etag") !== toEtag(identified);
    const issues = isStale
      ? [CHANGED_MEANWHILE]
      : store(values, () => mustEdit(editor).update(id, toBody(values, id)));
    if (issues.length === 0) return context.redirect("/?notice=updated", 303);
    return sendForm(context, toEditForm(identified, { values, issues, csrf }));
  });
  pages.get("/sources/:sourceId/delete", (context) => {
    mustEdit(editor);
    const { source } = find(context.req.param("sourceId"));
    return sendPanel(context, "Delete Source", toDeletePanel(source, csrf.field));
  });
  pages.post("/sources/:sourceId/delete", async (context) => {
    csrf.check(await context.req.formData());
    const { source } = find(context.req.param("sourceId"));
    const result = mustEdit(editor).remove(source.id);
    if (result.kind !== "done") throw toApiError(result);
    return context.redirect("/?notice=deleted", 303);
  });
}

function mustEdit(editor: SourceEditor | undefined): SourceEditor {
  if (editor !== undefined) return editor;
  throw apiError("CannotModifySources", JSON_MODE);
}

/** What is wrong with a form; else what its storing came to. */
function store({ pairs }: SentForm, work: () => EditResult): readonly Issue[] {
  const names = pairs.map(([name]) => name);
  if (names.includes("")) return [issueOf("A field has no name", FIELDS)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return [issueOf(`Two fields are named ${quote(twice)}`, FIELDS)];
  return issuesOf(work());
}

/** Whoever sends the form a second time has read this, and means it. */
const CHANGED_MEANWHILE = issueOf(
  "The source was changed meanwhile. Save again to put these values in its place",
);

function toEditForm(
  identified: IdentifiedSource,
  { values, issues, csrf }: Pick<SourceFormParts, "values" | "issues"> & { readonly csrf: CsrfGuard },
): SourceFormParts {
  const etag = html`<input type="hidden" name="etag" value="${toEtag(identified)}">`;
  return {
    action: `/sources/${identified.id}/edit`,
    title: "Edit Source",
    button: "Save",
    hasToken: true,
    values,
    issues,
    hidden: html`${csrf.field}${etag}`,
  };
}

/** What is wrong with what was sent; nothing when it was stored. */
function issuesOf(result: EditResult): readonly Issue[] {
  switch (result.kind) {
    case "done":
      return [];
    case "wrong":
      return result.issues;
    case "duplicateName":
      return [issueOf("A resource with the same name already exists", "/source/config/name")];
    default:
      throw toApiError(result);
  }
}

function issueOf(message: string, pointer = ""): Issue {
  return errorAt({ file: "the form", line: 0, column: 0, pointer }, { code: "form", message });
}
