import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { Collector } from "../collector/collector.ts";
import type { SourceEditor } from "../collector/source-editor.ts";
import type { ApiSettings } from "../config/settings.ts";
import { ConfigError, messageOf, StorageError } from "../lib/errors.ts";
import { PACKAGE_NAME, PACKAGE_ROOT } from "../lib/package-info.ts";
import { guardAccess } from "./access.ts";
import { apiError } from "./api-error.ts";
import { createManagementApi } from "./management-api.ts";

/** What is served, and how. */
export interface WebServerOptions {
  readonly api: ApiSettings;
  readonly collectorId: number;
  readonly collector: Pick<Collector, "status" | "healthEvents" | "find" | "restart">;
  /** Undefined where sources come from files. */
  readonly editor: SourceEditor | undefined;
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

/** Whoever does not send its request in this time has no business here. */
const REQUEST_TIMEOUT_MS = 10_000;

/**
 * Serves the API until it is closed.
 *
 * @throws ConfigError when the address cannot be had
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const app = createApp(options);
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, getRequestListener(app.fetch));
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

function createApp({ api, collectorId, collector, editor, redact, onError }: WebServerOptions): Hono {
  const app = new Hono();
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof StorageError) {
      return apiError("StorageError", redact(`${messageOf(error)}. ${error.hint ?? ""}`)).getResponse();
    }
    onError(error);
    return apiError("InternalError", "Something went wrong here; see the receiver's log.").getResponse();
  });
  app.notFound(() => apiError("NotFound", "There is nothing under this path.").getResponse());
  app.use(async (context, next) => {
    await next();
    context.header("cache-control", "no-store");
    context.header("x-content-type-options", "nosniff");
  });
  app.use(guardAccess(api, PACKAGE_NAME));
  const onLarge = (): Response =>
    apiError("BodyTooLarge", `A body has ${LARGEST_BODY_BYTES} bytes at most.`).getResponse();
  app.use(bodyLimit({ maxSize: LARGEST_BODY_BYTES, onError: onLarge }));
  app.get("/api/v1/status", (context) => context.json(collector.status()));
  app.get("/api/v1/healthEvents", (context) => context.json({ healthEvents: collector.healthEvents() }));
  app.get("/api/v1/openapi.json", async (context) => {
    const text = await readFile(new URL("schemas/management-api.openapi.json", PACKAGE_ROOT), "utf8");
    return context.body(text, 200, { "content-type": "application/json" });
  });
  app.route(
    "/api/v1/collectors/:collectorId/sources",
    createManagementApi({ collectorId, collector, editor }),
  );
  return app;
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
