import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { PACKAGE_ROOT } from "../../src/lib/package-info.ts";

/** A request, and what was answered. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array | undefined;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

/** The API as it is described. */
export interface ApiDocument extends Json {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Json>>;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> } & Json;
}

/** The methods that a path can describe. */
export const METHODS = ["get", "post", "put", "delete", "patch", "options", "head", "trace"];

/** schemas/management-api.openapi.json */
export const apiDocument: ApiDocument = JSON.parse(
  readFileSync(new URL("schemas/management-api.openapi.json", PACKAGE_ROOT), "utf8"),
);

/** Headers that say something; where they are not described, they must not be. */
const TELLING_HEADERS = ["etag", "location", "www-authenticate", "allow", "retry-after"];

/** What the guards answer under any path, and what is answered where there is nothing. */
const UNDESCRIBED = [400, 401, 403, 404, 413, 421];

const ajv = createAjv();
const validators = new Map<string, ValidateFunction>();

function createAjv(): Ajv2020 {
  const created = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  created.addFormat("date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  created.addFormat("uuid", /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
  // The document as a whole is no schema, but the way to those in it leads through it.
  created.addVocabulary(Object.keys(apiDocument));
  created.addSchema(apiDocument, "api", false, false);
  return created;
}

/** What stands at a JSON Pointer's steps. */
export function at(...steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (within, step) => (within instanceof Object ? Reflect.get(within, step) : undefined),
    apiDocument,
  );
}

/** The steps to what a `$ref` there refers to, or the same steps. */
export function follow(steps: readonly string[]): readonly string[] {
  const found = at(...steps);
  if (!(found instanceof Object) || !("$ref" in found)) return steps;
  return String(found.$ref).slice(2).split("/");
}

/** Checks a value by the schema at these steps; what does not fit, as texts. */
export function misfitsOf(steps: readonly string[], value: unknown): readonly string[] {
  const pointer = steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")));
  const $ref = `api#/${pointer.join("/")}`;
  const validate = validators.get($ref) ?? ajv.compile({ $ref });
  validators.set($ref, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/**
 * Fails the test unless the answer is one that the document describes for the request. Whatever was taken must fit
 * the description of the request as well.
 *
 * @returns the answer's JSON; undefined when it is empty
 */
export function expectDescribed(exchange: Exchange): unknown {
  const { method, path, status, headers, text } = exchange;
  const told = `${method} ${path} ${status} ${text}`;
  const isHead = method === "HEAD";
  const operation = findOperation(isHead ? "get" : method.toLowerCase(), path);
  if (operation === undefined) {
    expect(UNDESCRIBED, told).toContain(status);
    return checkContent(["components", "schemas", "ErrorBody"], exchange, told);
  }
  const found = [...operation, "responses", String(status)];
  const response = follow(found);
  expect(at(...response), `${told} is not described`).toBeDefined();
  checkHeaders([...response, "headers"], headers, told);
  if (status < 300) checkRequest(operation, exchange, told);
  const content = at(...response, "content");
  if (content instanceof Object && "application/json" in content) {
    return checkContent([...response, "content", "application/json", "schema"], exchange, told);
  }
  if (content instanceof Object) {
    expect(Object.keys(content), told).toContain(headers["content-type"]);
    return undefined;
  }
  expect([text, headers["content-type"]], told).toEqual(["", undefined]);
  return undefined;
}

function findOperation(method: string, path: string): readonly string[] | undefined {
  const [pathname] = path.split("?");
  const template = Object.keys(apiDocument.paths).find((each) =>
    new RegExp(`^${each.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(pathname ?? ""),
  );
  if (template === undefined || at("paths", template, method) === undefined) return undefined;
  return ["paths", template, method];
}

function checkContent(schema: readonly string[], { method, headers, text }: Exchange, told: string): unknown {
  expect(headers["content-type"], told).toBe("application/json");
  if (method === "HEAD") {
    expect(text, told).toBe("");
    return undefined;
  }
  const json: unknown = JSON.parse(text);
  expect(misfitsOf(schema, json), told).toEqual([]);
  return json;
}

function checkHeaders(steps: readonly string[], headers: IncomingHttpHeaders, told: string): void {
  const described = Object.keys(at(...steps) ?? {});
  for (const name of described) {
    const value = headers[name.toLowerCase()];
    expect(value, `${told}: ${name}`).toBeDefined();
    expect(misfitsOf([...follow([...steps, name]), "schema"], value), `${told}: ${name}`).toEqual([]);
  }
  const undescribed = TELLING_HEADERS.filter(
    (name) => headers[name] !== undefined && !described.some((each) => each.toLowerCase() === name),
  );
  expect(undescribed, told).toEqual([]);
}

function checkRequest(operation: readonly string[], { body }: Exchange, told: string): void {
  const schema = [...operation, "requestBody", "content", "application/json", "schema"];
  if (at(...schema) === undefined) return;
  const sent: unknown = JSON.parse(new TextDecoder().decode(body));
  expect(misfitsOf(schema, sent), `${told}: the request`).toEqual([]);
}
