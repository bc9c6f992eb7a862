import { Hono } from "hono";
import type { Collector } from "../collector/collector.ts";
import type { IdentifiedSource } from "../collector/identified-source.ts";
import type { EditResult, SourceEditor } from "../collector/source-editor.ts";
import type { SourceStatus } from "../collector/status.ts";
import { apiError } from "./api-error.ts";
import { JSON_MODE, toApiError } from "./edit-refusal.ts";
import { readId } from "./read-id.ts";
import { toDownload, toEtag, toSourceView } from "./source-view.ts";

/** What Sumo Logic's Source API is served from. */
export interface ManagementApiDeps {
  readonly collectorId: number;
  readonly collector: Pick<Collector, "status" | "find" | "restart">;
  /** Undefined where sources come from files: then nothing can be changed here. */
  readonly editor: SourceEditor | undefined;
}

/** A source together with what it is doing. */
interface FoundSource extends Pick<SourceStatus, "state"> {
  readonly source: IdentifiedSource;
}

/** Makes the routes below `/collectors/{collectorId}/sources`. */
export function createManagementApi(deps: ManagementApiDeps): Hono {
  const api = new Hono();
  api.use(async (context, next) => {
    const id = readId(context.req.param("collectorId") ?? "");
    if (id === deps.collectorId) return next();
    throw apiError("NotFound", `There is no collector ${id}; this one is ${deps.collectorId}.`);
  });
  addReading(api, deps);
  addEditing(api, deps);
  api.post("/:sourceId/action/restart", (context) => {
    const { source } = findSource(deps, context.req.param("sourceId"));
    if (deps.collector.restart(source.id)) return context.body(null);
    throw apiError("NotFound", `Source ${source.id} is being stopped.`);
  });
  return api;
}

function addReading(api: Hono, deps: ManagementApiDeps): void {
  api.get("/", (context) => {
    const sources = listSources(deps);
    return isDownload(context.req.query("download"))
      ? context.json({ "api.version": "v1", sources: sources.map(({ source }) => toDownload(source)) })
      : context.json({ sources: sources.map(({ source, state }) => toSourceView(source, state)) });
  });
  api.get("/:sourceId", (context) => {
    const { source, state } = findSource(deps, context.req.param("sourceId"));
    context.header("etag", toEtag(source));
    return isDownload(context.req.query("download"))
      ? context.json({ "api.version": "v1", source: toDownload(source) })
      : context.json({ source: toSourceView(source, state) });
  });
}

function addEditing(api: Hono, deps: ManagementApiDeps): void {
  /** Carries out a change; without an editor, there is none. */
  const edit = (work: (editor: SourceEditor) => EditResult): FoundSource => {
    if (deps.editor === undefined) throw apiError("CannotModifySources", JSON_MODE);
    const result = work(deps.editor);
    if (result.kind !== "done") throw toApiError(result);
    const { source } = result;
    const status = deps.collector.status().sources.find(({ id }) => id === source.id);
    // While the receiver stops, a new source is stored, and starts with it the next time.
    return { source, state: status?.state ?? "Pending" };
  };
  api.post("/", async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const { source, state } = edit((editor) => editor.create(body));
    context.header("etag", toEtag(source));
    context.header("location", `${new URL(context.req.url).pathname}/${source.id}`);
    return context.json({ source: toSourceView(source, state) }, 201);
  });
  api.put("/:sourceId", async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const before = findSource(deps, context.req.param("sourceId"));
    const { source, state } = edit((editor) => {
      checkMatch(context.req.header("if-match"), before.source);
      return editor.update(before.source.id, body);
    });
    context.header("etag", toEtag(source));
    return context.json({ source: toSourceView(source, state) });
  });
  api.delete("/:sourceId", (context) => {
    const { source } = findSource(deps, context.req.param("sourceId"));
    edit((editor) => editor.remove(source.id));
    return context.body(null);
  });
}

/** By id, so that a change moves no source to another place. */
function listSources({ collector }: ManagementApiDeps): FoundSource[] {
  const found = collector.status().sources.flatMap(({ id, state }) => {
    const source = collector.find(id);
    return source === undefined ? [] : [{ source, state }];
  });
  return found.sort((a, b) => a.source.id - b.source.id);
}

function findSource(deps: ManagementApiDeps, text: string): FoundSource {
  const id = readId(text);
  const found = listSources(deps).find(({ source }) => source.id === id);
  if (found === undefined) throw apiError("NotFound", `There is no source ${id}.`);
  return found;
}

function isDownload(query: string | undefined): boolean {
  return query?.toLowerCase() === "true";
}

function checkMatch(header: string | undefined, source: IdentifiedSource): void {
  // Terraform sends an empty one when its own GET has failed.
  if (header === undefined || header === "") {
    throw apiError("PreconditionRequired", "Send the ETag of a GET of this source as If-Match.");
  }
  const tags = header.split(",").map((tag) => tag.trim());
  if (tags.includes("*") || tags.includes(toEtag(source))) return;
  throw apiError(
    "PreconditionFailed",
    "The source was changed meanwhile: GET it again, and send its new ETag.",
  );
}
