import { type Context, Hono } from "hono";
import type { Collector } from "../../collector/collector.ts";
import type { IdentifiedSource } from "../../collector/identified-source.ts";
import type { SourceEditor } from "../../collector/source-editor.ts";
import type { ApiSettings } from "../../config/api-settings.ts";
import type { Source } from "../../generated/status.ts";
import type { Clock } from "../../lib/clock.ts";
import { apiError } from "../api-error.ts";
import { readId } from "../read-id.ts";
import { toCollectionMain } from "./collection.ts";
import { toRestartPanel } from "./confirm-panel.ts";
import { createCsrfGuard } from "./csrf.ts";
import { type DocumentParts, toDocument } from "./document.ts";
import { addEditing } from "./editing.ts";
import { toCollectorHealthPanel, toHealthPanel } from "./health-panel.ts";
import type { Html } from "./html.ts";
import { toInfoPanel } from "./info-panel.ts";
import { createLive } from "./live.ts";
import { toNotice } from "./notice.ts";
import { toSourcePanel } from "./source-panel.ts";
import { readView, toQuery } from "./view.ts";

/** What the pages show and do. */
export interface PageDeps {
  readonly access: () => Pick<ApiSettings, "credentials">;
  readonly collectorId: number;
  readonly collector: Pick<Collector, "status" | "incidentsOf" | "find" | "restart">;
  /** Undefined where sources come from files. */
  readonly editor: SourceEditor | undefined;
  readonly clock: Pick<Clock, "sleep">;
}

/** A source together with what it is doing. */
interface FoundSource {
  readonly source: Source;
  readonly identified: IdentifiedSource;
}

/** Makes the routes of the Collection page and of its panels, which are pages of their own without a script. */
export function createPages(deps: PageDeps): Hono {
  const pages = new Hono();
  const csrf = createCsrfGuard();
  const live = createLive({ status: () => deps.collector.status(), clock: deps.clock });
  pages.get("/", (context) => {
    const { notice, ...query } = context.req.query();
    const view = readView(query);
    return send(context, {
      title: "Collection",
      main: toCollectionMain(deps.collector.status(), view),
      notice: toNotice(notice),
      liveUrl: `/live${toQuery(view)}`,
    });
  });
  pages.get("/live", (context) => live(context, readView(context.req.query())));
  pages.get("/health", (context) => {
    const panel = toCollectorHealthPanel(deps.collector.status(), deps.collector.incidentsOf(undefined));
    return sendPanel(context, "Health Events", panel);
  });
  addSourcePanels(pages, deps);
  pages.get("/sources/:sourceId/restart", (context) => {
    const { source } = findSource(deps, context.req.param("sourceId"));
    return sendPanel(context, "Restart Source", toRestartPanel(source, csrf.field));
  });
  pages.post("/sources/:sourceId/restart", async (context) => {
    csrf.check(await context.req.formData());
    const { source } = findSource(deps, context.req.param("sourceId"));
    if (deps.collector.restart(source.id)) return context.redirect("/?notice=restarted", 303);
    throw apiError("NotFound", `Source ${source.id} is being stopped.`);
  });
  addEditing(pages, { editor: deps.editor, csrf, find: (id) => findSource(deps, id), sendPanel });
  return pages;
}

function addSourcePanels(pages: Hono, deps: PageDeps): void {
  pages.get("/sources/:sourceId{\\d+}", (context) => {
    const { source } = findSource(deps, context.req.param("sourceId"));
    return sendPanel(context, source.name, toSourcePanel(source));
  });
  pages.get("/sources/:sourceId/health", (context) => {
    const { source } = findSource(deps, context.req.param("sourceId"));
    const panel = toHealthPanel(source, deps.collector.incidentsOf(source.id));
    return sendPanel(context, `Health Events of ${source.name}`, panel);
  });
  pages.get("/sources/:sourceId/info", (context) => {
    const panel = toInfoPanel({
      ...findSource(deps, context.req.param("sourceId")),
      collectorId: deps.collectorId,
      origin: new URL(context.req.url).origin,
      hasCredentials: deps.access().credentials !== undefined,
      isEditable: deps.editor !== undefined,
    });
    return sendPanel(context, "API usage information", panel);
  });
}

function findSource({ collector }: PageDeps, text: string): FoundSource {
  const id = readId(text);
  const source = collector.status().sources.find((each) => each.id === id);
  const identified = collector.find(id);
  if (source === undefined || identified === undefined)
    throw apiError("NotFound", `There is no source ${id}.`);
  return { source, identified };
}

function sendPanel(context: Context, title: string, main: Html, status: 200 | 422 = 200): Promise<Response> {
  return send(context, { title, main }, status);
}

async function send(context: Context, parts: DocumentParts, status: 200 | 422 = 200): Promise<Response> {
  return context.html(await toDocument(parts), status);
}
