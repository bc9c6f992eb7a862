import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { TOKEN_MASK } from "../../src/config/source-body.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { PACKAGE_ROOT, PACKAGE_VERSION } from "../../src/lib/package-info.ts";
import { ERROR_STATUSES } from "../../src/web/api-error.ts";
import { createApp } from "../../src/web/server.ts";
import { createUnusedCollector, OPEN, SOURCES, sourceIn, startApi } from "../support/api.ts";
import { apiDocument, at, follow, METHODS, misfitsOf } from "../support/api-document.ts";
import { startLine } from "../support/line.ts";

/** Under which names the definitions of status.schema.json stand in the document. */
const STATUS_NAMES: Readonly<Record<string, string>> = {
  health: "Health",
  incident: "Incident",
  checkpoint: "Checkpoint",
  state: "State",
  stateChange: "StateChange",
  activity: "Activity",
  backfill: "Backfill",
  source: "SourceStatus",
};

const LIST = "/api/v1/collectors/{collectorId}/sources";

/** The steps from a request or an answer to its schema. */
const SCHEMA = ["content", "application/json", "schema"];

type Json = Readonly<Record<string, unknown>>;

function readSchema(name: string): Json & { readonly definitions: Readonly<Record<string, Json>> } {
  return JSON.parse(readFileSync(new URL(`schemas/${name}.schema.json`, PACKAGE_ROOT), "utf8"));
}

function stepsOfOperations(): string[][] {
  return Object.entries(apiDocument.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method) => ["paths", path, method]),
  );
}

/** Every media type, with the steps to its schema. */
function* mediaTypes(steps: readonly string[] = []): Generator<readonly string[]> {
  const found = at(...steps);
  if (!(found instanceof Object)) return;
  if (steps.at(-2) === "content") yield steps;
  else for (const key of Object.keys(found)) yield* mediaTypes([...steps, key]);
}

/** What people read in a browser is none of the API. */
const PAGES = /^\/($|live$|health$|sources\/|assets\/)/;

describe("the description of the API", () => {
  it("is valid OpenAPI 3.1 of this package's version", async () => {
    const validator = new Validator();
    expect(await validator.validate(structuredClone({ ...apiDocument }))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    expect(apiDocument.info.version).toBe(PACKAGE_VERSION);
  });

  it("is of every route that is served, and of no other", () => {
    const app = createApp({
      api: OPEN,
      collectorId: 1,
      collector: createUnusedCollector(),
      editor: undefined,
      metrics: unused,
      clock: systemClock,
      redact: (text) => text,
      onError: unused,
    });
    const served = app.routes
      .filter(({ method, path }) => method !== "ALL" && !PAGES.test(path))
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    const described = stepsOfOperations().map(([, path, method]) => `${method?.toUpperCase()} ${path}`);
    expect(served.toSorted()).toEqual(described.toSorted());
  });

  it("is served as it stands in the package", async () => {
    const { call } = await startApi(await startLine());
    expect((await call("GET", "/api/v1/openapi.json")).json).toEqual(apiDocument);
  });

  it("holds the status as its schema has it", () => {
    const { $schema: _, $id: __, definitions, ...status } = readSchema("status");
    const { schemas } = apiDocument.components;
    const described = Object.entries(STATUS_NAMES).map(([name, described]) => [name, schemas[described]]);
    const relinked: unknown = JSON.parse(
      JSON.stringify({ status, definitions }).replaceAll(
        /#\/definitions\/(\w+)/g,
        (_, name) => `#/components/schemas/${STATUS_NAMES[name]}`,
      ),
    );
    expect({ status: schemas["Status"], definitions: Object.fromEntries(described) }).toEqual(relinked);
  });

  it("knows the keys of a source and of its config that its schema knows", () => {
    const { source = {}, config = {} } = readSchema("asana-source").definitions;
    const known = (schema: Json): string[] =>
      Object.entries(Object(schema["properties"])).flatMap(([key, value]) =>
        value instanceof Object && "not" in value ? [] : [key],
      );
    const keysOf = (...path: readonly string[]): string[] =>
      Object.keys(Object(at("components", "schemas", ...path)));
    expect(keysOf("NewSource", "properties").toSorted()).toEqual(known(source).toSorted());
    for (const form of ["Config", "ShownConfig"]) {
      const keys = [...keysOf("CommonConfig", "properties"), ...keysOf(form, "properties")];
      expect(keys.toSorted()).toEqual(known(config).toSorted());
    }
    expect(
      misfitsOf(["components", "schemas", "ShownConfig", "properties", "personalAccessToken"], TOKEN_MASK),
    ).toEqual([]);
  });

  it("has examples for every request and answer, and each is one", () => {
    const all = [...mediaTypes()];
    expect(all.length).toBeGreaterThan(20);
    for (const steps of all) {
      const examples = Object(at(...steps, "examples"));
      // The document is no example of itself.
      const isItself = steps.includes("/api/v1/openapi.json");
      expect(Object.keys(examples).length > 0, steps.join(" ")).toBe(!isItself);
      for (const [name, { value }] of Object.entries<{ value: unknown }>(examples)) {
        expect(misfitsOf([...steps, "schema"], value), [...steps, name].join(" ")).toEqual([]);
      }
    }
  });

  it("has a text for everything that can be read of it", () => {
    for (const steps of stepsOfOperations()) {
      expect(at(...steps), steps.join(" ")).toMatchObject({
        operationId: expect.any(String),
        summary: expect.any(String),
        tags: [expect.stringMatching(/^(sources|receiver)$/)],
      });
      for (const status of Object.keys(Object(at(...steps, "responses")))) {
        const response = follow([...steps, "responses", status]);
        expect(at(...response, "description"), response.join(" ")).toMatch(/\.$/);
      }
    }
  });

  it("has every code of a refusal under its status, and no other", () => {
    const described = stepsOfOperations().flatMap((steps) =>
      Object.keys(Object(at(...steps, "responses"))).flatMap((status) => {
        const response = follow([...steps, "responses", status]);
        const { status: stated, code } = Object(at(...response, ...SCHEMA, "properties"));
        const isProbe = String(at(...response, ...SCHEMA, "$ref")).endsWith("/Probe");
        if (Number(status) < 400 || isProbe) return [];
        expect(stated, response.join(" ")).toEqual({ const: Number(status) });
        return [code.const ?? code.enum].flat().map((each: string) => [each, Number(status)] as const);
      }),
    );
    expect(Object.fromEntries(described)).toEqual(ERROR_STATUSES);
  });

  it("does not let pass what is not described", () => {
    const schema = (name: string): string[] => ["components", "schemas", name];
    const error = {
      status: 404,
      id: "4dd54ad4-0c4c-4e64-8c8b-3a1a6f2f3a10",
      code: "NotFound",
      message: "No.",
    };
    expect(misfitsOf(schema("ErrorBody"), error)).toEqual([]);
    expect(misfitsOf(schema("ErrorBody"), { ...error, stack: "at" })).not.toEqual([]);
    expect(
      misfitsOf(["components", "responses", "NotFound", ...SCHEMA], { ...error, code: "Gone" }),
    ).not.toEqual([]);
    const config = { name: "Acme", personalAccessToken: TOKEN_MASK, workspaceID: "1" };
    expect(misfitsOf(schema("ShownConfig"), config)).toEqual([]);
    expect(misfitsOf(schema("ShownConfig"), { ...config, colour: "red" })).not.toEqual([]);
    expect(misfitsOf(schema("ShownConfig"), { ...config, personalAccessToken: "2/token" })).not.toEqual([]);
    expect(misfitsOf(schema("ShownConfig"), { ...config, fields: { _siemForward: "true" } })).not.toEqual([]);
    const source = { id: 1, config, schemaRef: { type: "Asana" }, sourceType: "Universal" };
    expect(misfitsOf(schema("ChangedSourceBody"), { source })).toEqual([]);
    expect(misfitsOf(schema("ChangedSourceBody"), { source: { ...source, id: undefined } })).not.toEqual([]);
    expect(misfitsOf(schema("NewSourceBody"), { source, sources: [source] })).not.toEqual([]);
  });
});

function unused(): never {
  throw new Error("No request is made.");
}

describe("the examples of requests", () => {
  it("make a source, and change it", async () => {
    const api = await startApi(await startLine());
    const exampleOf = (...operation: readonly string[]): { source: { id: number } } =>
      // Fits its schema, as another test shows.
      at("paths", ...operation, "requestBody", ...SCHEMA.slice(0, 2), "examples", "source", "value") as never;
    const post = await api.call("POST", SOURCES, { body: exampleOf(LIST, "post") });
    expect(post).toMatchObject({ status: 201 });
    const { source } = exampleOf(`${LIST}/{sourceId}`, "put");
    const body = { source: { ...source, id: sourceIn(post).id } };
    const put = await api.call("PUT", `${SOURCES}/1`, {
      body,
      headers: { "if-match": post.headers.etag ?? "" },
    });
    expect(put).toMatchObject({ status: 200, json: { source: { config: { category: "dev/asana/audit" } } } });
  });
});
