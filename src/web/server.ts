import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, RequestError } from "@hono/node-server";
import { Hono, type HonoRequest } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { secureHeaders } from "hono/secure-headers";
import type { Collector } from "../collector/collector.ts";
import type { SourceEditor } from "../collector/source-editor.ts";
import type { ApiSettings } from "../config/settings.ts";
import type { Clock } from "../lib/clock.ts";
import { ConfigError, messageOf, StorageError } from "../lib/errors.ts";
import { PACKAGE_NAME, PACKAGE_ROOT } from "../lib/package-info.ts";
import { type ApiAccess, guardAccess } from "./access.ts";
import { apiError } from "./api-error.ts";
import { createDeadLetterApi } from "./dead-letter-api.ts";
import { createManagementApi } from "./management-api.ts";
import { createAssets } from "./page/assets.ts";
import { toErrorPage } from "./page/error-page.ts";
import { createPages } from "./page/pages.ts";
import { createProbes } from "./probes.ts";

/** What is served, and how. */
export interface WebServerOptions {
  readonly api: ApiSettings;
  /** Who may use it just now; without it, as `api` says. */
  readonly access?: () => ApiAccess;
  readonly collectorId: number;
  readonly collector: Pick<
    Collector,
    | "status"
    | "healthEvents"
    | "incidentsOf"
    | "find"
    | "restart"
    | "deadLetters"
    | "retryDeadLetter"
    | "removeDeadLetter"
  >;
  /** Undefined where sources come from files. */
  readonly editor: SourceEditor | undefined;
  /** Answers with all metrics in Prometheus' text format. */
  readonly metrics: () => Promise<Response>;
  readonly clock: Pick<Clock, "sleep">;
  /** Takes every configured secret out of a text. */
  readonly redact: (text: string) => string;
  /** Told of what nobody expected. */
  readonly onError: (error: Error) => void;
}

/** A server that runs. */
export interface WebServer {
  /** Such as `http://127.0.0.1:8484`. */
  readonly url: string;
  /** Ends every connection. */
  close(): Promise<void>;
}

/** A source is a few hundred bytes. */
const LARGEST_BODY_BYTES = 64 * 1024;

/** A page loads nothing but what stands under `/assets`, and nothing of it can be shown inside another page. */
const SECURITY_HEADERS: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: "DENY",
  // With "no-referrer", a browser says "null" for the Origin of our own forms.
  referrerPolicy: "same-origin",
  // Whether there is TLS is up to what stands in front.
  strictTransportSecurity: false,
};

/** Whoever does not send its request in this time has no business here. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Serves the API until it is closed.
 *
 * @throws ConfigError when the address cannot be had
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  // What cannot even be made a request of does not reach the app.
  const errorHandler = (error: unknown): Response => toResponse(error, options);
  // A request of HTTP/1.0 needs no Host header, so that its URL has none; the guard sees that it is missing.
  const listener = getRequestListener(createApp(options).fetch, { errorHandler, hostname: "localhost" });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, listener);
  const url = await listen(server, options.api);
  return {
    url,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Makes the app: all routes, behind their guards. */
export function createApp(options: WebServerOptions): Hono {
  const { api, access = () => api, collectorId, collector, editor, clock } = options;
  const app = new Hono();
  app.onError((error, { req }) => {
    // Nobody is there to be answered, and nothing went wrong here.
    if (req.raw.signal.aborted) return apiError("BadRequest", "The request broke off.").getResponse();
    return forReader(req, toResponse(error, options));
  });
  app.notFound(({ req }) =>
    forReader(req, apiError("NotFound", "There is nothing under this path.").getResponse()),
  );
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
  });
  app.use(secureHeaders(SECURITY_HEADERS));
  app.route(
    "/",
    createProbes(() => collector.status()),
  );
  app.use(guardAccess(access, PACKAGE_NAME));
  const onLarge = (): Response =>
    apiError("BodyTooLarge", `A body has ${LARGEST_BODY_BYTES} bytes at most.`).getResponse();
  app.use(bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: onLarge }));
  app.get("/metrics", () => options.metrics());
  app.get("/api/v1/status", (context) => context.json(collector.status()));
  app.get("/api/v1/healthEvents", (context) => context.json({ healthEvents: collector.healthEvents() }));
  app.get("/api/v1/openapi.json", async (context) => {
    const text = await readFile(new URL("schemas/management-api.openapi.json", PACKAGE_ROOT), "utf8");
    return context.body(text, 200, { "content-type": "application/json" });
  });
  app.route("/api/v1/deadLetters", createDeadLetterApi(collector));
  app.route(
    "/api/v1/collectors/:collectorId/sources",
    createManagementApi({ collectorId, collector, editor }),
  );
  app.route("/assets", createAssets());
  app.route("/", createPages({ access, collectorId, collector, editor, clock }));
  return app;
}

/** Who asks for a page is a person. */
function forReader(request: HonoRequest, refusal: Response): Response | Promise<Response> {
  return request.header("accept")?.includes("text/html") === true ? toErrorPage(refusal) : refusal;
}

/** A client sees refusals and what it can do about the store; the rest is for the log. */
function toResponse(error: unknown, { redact, onError }: WebServerOptions): Response {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof RequestError) {
    return apiError("BadRequest", "The path or the Host header of the request is not valid.").getResponse();
  }
  if (error instanceof StorageError) {
    return apiError("StorageError", redact(`${messageOf(error)}. ${error.hint ?? ""}`)).getResponse();
  }
  onError(error instanceof Error ? error : new Error(messageOf(error)));
  return apiError("InternalError", "Something went wrong here; see the receiver's log.").getResponse();
}

async function listen(server: Server, { host, port }: ApiSettings): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const hint = "Name another address with --listen, or switch the API off with --listen off.";
      reject(new ConfigError(`cannot listen on ${host}:${port}`, { cause, hint }));
    });
    server.listen(port, host, resolve);
  });
  // A server that listens on TCP has an address of this shape.
  const { port: taken } = server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${taken}`;
}
