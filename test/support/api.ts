import { type IncomingMessage, request } from "node:http";
import { expect, onTestFinished } from "vitest";
import { createSourceEditor, type SourceEditor } from "../../src/collector/source-editor.ts";
import type { SourceRegistry } from "../../src/collector/source-registry.ts";
import { createRedactor, Secret } from "../../src/config/secret.ts";
import { secretTextsIn } from "../../src/config/secret-key.ts";
import type { ApiSettings } from "../../src/config/settings.ts";
import type { Source } from "../../src/generated/asana-source.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { StorageError } from "../../src/lib/errors.ts";
import { startWebServer, type WebServerOptions } from "../../src/web/server.ts";
import { expectDescribed } from "./api-document.ts";
import { type Line, sourceJson } from "./line.ts";
import { type Receiver, type ReceiverOptions, startReceiver } from "./receiver.ts";

export const SOURCES = "/api/v1/collectors/1/sources";
export const ACCESS = { accessId: "ops", accessKey: "a-key-that-nobody-may-see" };

/** What is sent besides method and path. A text or bytes are sent as they are, anything else as JSON. */
export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer that is described in the OpenAPI document, and tells no secret. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
  readonly json: unknown;
}

/** Sends a request and checks the answer. */
export type Call = (method: string, path: string, options?: CallOptions) => Promise<Answer>;

/** A web server in the test's own process. */
export interface ApiServer {
  readonly url: string;
  readonly call: Call;
  /** What nobody expected. */
  readonly errors: readonly Error[];
  close(): Promise<void>;
}

/** A receiver and its API. */
export interface Api extends ApiServer {
  readonly receiver: Receiver;
  readonly editor: SourceEditor | undefined;
  /** Ends both, as at the end of a process; what they have stored stays. */
  stop(): Promise<void>;
}

/** How a receiver with an API is started. */
export interface ApiOptions extends ReceiverOptions {
  readonly api?: Partial<ApiSettings>;
  /** Whether changes cannot be stored just now, as on a full disk. */
  readonly isFull?: () => boolean;
}

/** The settings of an API on loopback, for everybody on this machine. */
export const OPEN: ApiSettings = {
  host: "127.0.0.1",
  port: 0,
  isLoopback: true,
  credentials: undefined,
  hosts: [],
};

/** The same, for whoever knows the key. */
export const GUARDED: ApiSettings = {
  ...OPEN,
  credentials: { accessId: ACCESS.accessId, accessKey: new Secret(ACCESS.accessKey) },
};

/** A collector that is not asked for anything or, with `fail`, that answers everything with this. */
export function createUnusedCollector(fail = notAskedFor): WebServerOptions["collector"] {
  return {
    status: fail,
    healthEvents: fail,
    incidentsOf: fail,
    find: fail,
    restart: fail,
    deadLetters: fail,
    retryDeadLetter: fail,
    removeDeadLetter: fail,
  };
}

function notAskedFor(): never {
  throw new Error("not asked for");
}

/** Starts a receiver whose sources are made through its API, unless they come from the line's files. */
export async function startApi(line: Line, options: ApiOptions = {}): Promise<Api> {
  const { managedBy = "api", api = {}, isFull = () => false, ...others } = options;
  const receiver = await startReceiver(line, { ...others, managedBy });
  const { collector, storage } = receiver;
  const redact = createRedactor([]);
  const editor =
    managedBy === "files"
      ? undefined
      : createSourceEditor({
          registry: withFullDisk(storage.registry, isFull),
          collector,
          onSource: ({ personalAccessToken }) => redact.add(personalAccessToken),
        });
  if (editor !== undefined) {
    const { sources, issues } = editor.load();
    collector.apply(sources);
    collector.noteIssues(issues);
  }
  const server = await startApiServer({ api: { ...OPEN, ...api }, collector, editor, redact });
  const stop = async (): Promise<void> => {
    await server.close();
    await receiver.stop();
  };
  return { ...server, receiver, editor, stop };
}

function withFullDisk(registry: SourceRegistry, isFull: () => boolean): SourceRegistry {
  const write = <T>(work: () => T): T => {
    if (!isFull()) return work();
    throw new StorageError("cannot write the sources in /data: disk full", {
      hint: "Make room on the disk.",
    });
  };
  return {
    ...registry,
    create: (name, document) => write(() => registry.create(name, document)),
    update: (id, name, document) => write(() => registry.update(id, name, document)),
    remove: (id) => write(() => registry.remove(id)),
  };
}

/** Starts a web server before any collector. */
export async function startApiServer(
  options: Pick<WebServerOptions, "collector"> & Partial<WebServerOptions>,
): Promise<ApiServer> {
  const errors: Error[] = [];
  const server = await startWebServer({
    api: OPEN,
    collectorId: 1,
    editor: undefined,
    metrics: async () => new Response(),
    clock: systemClock,
    redact: (text) => text,
    onError: (error) => errors.push(error),
    ...options,
  });
  onTestFinished(() => server.close());
  return { url: server.url, call: createCall(server.url), errors, close: () => server.close() };
}

/** Makes a source. */
export function createSource(api: Api, config: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
  return api.call("POST", SOURCES, { body: sourceJson(config) });
}

/** Changes a source as Sumo Logic's Terraform provider does: a GET for the ETag, then a PUT with it. */
export async function changeSource(
  api: Api,
  id: number,
  config: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const before = await api.call("GET", `${SOURCES}/${id}`);
  const source = sourceIn(before);
  return api.call("PUT", `${SOURCES}/${id}`, {
    headers: { "if-match": before.headers.etag ?? "" },
    body: { source: { ...source, config: { ...source.config, ...config } } },
  });
}

/** The source in an answer. */
export function sourceIn({ json }: Answer): Source & { readonly id: number } {
  // The answer fits its description.
  return (json as { source: Source & { id: number } }).source;
}

/** The header of HTTP Basic authentication. */
export function basic(accessId: string, accessKey: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${accessId}:${accessKey}`).toString("base64")}` };
}

function createCall(url: string): Call {
  const secrets = new Set([ACCESS.accessKey]);
  return async (method, path, { body, headers = {} } = {}) => {
    const bytes = body === undefined ? undefined : toBytes(body);
    for (const secret of secretsIn(bytes)) secrets.add(secret);
    const answer = await send(url + path, method, headers, bytes);
    const whole = JSON.stringify(answer);
    for (const secret of secrets) expect(whole).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(whole).not.toMatch(/\\n +at |node_modules|\.ts:\d/);
    return { ...answer, json: expectDescribed({ method, path, body: bytes, ...answer }) };
  };
}

function send(
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | undefined,
): Promise<Omit<Answer, "json">> {
  const { hostname, port } = new URL(url);
  // The path as it was written, which a URL would tidy up.
  const path = url.slice(url.indexOf("/", "http://".length));
  const isChunked = "transfer-encoding" in headers;
  const length = body === undefined || isChunked ? {} : { "content-length": String(body.length) };
  return new Promise((resolve, reject) => {
    const outgoing = request({
      hostname,
      port,
      path,
      method,
      headers: { ...length, ...headers },
      agent: false,
    });
    outgoing.on("error", reject);
    outgoing.on("response", (response) => {
      const chunks: Uint8Array[] = [];
      response.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, text: Buffer.concat(chunks).toString() });
      });
    });
    outgoing.end(body);
  });
}

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}

/** The secrets in a body, if it is JSON; short ones stand in any text. */
function secretsIn(body: Uint8Array | undefined): string[] {
  try {
    const texts = secretTextsIn(JSON.parse(new TextDecoder().decode(body)));
    return texts.filter((text) => text.length >= 12 && !/^\*+$/.test(text));
  } catch {
    return [];
  }
}
