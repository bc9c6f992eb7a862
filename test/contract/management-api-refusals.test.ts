import { describe, expect, it } from "vitest";
import { createSourceEditor } from "../../src/collector/source-editor.ts";
import { Secret } from "../../src/config/secret.ts";
import {
  ACCESS,
  type Answer,
  basic,
  changeSource,
  createSource,
  GUARDED,
  SOURCES,
  sourceIn,
  startApi,
  startApiServer,
} from "../support/api.ts";
import { sourceJson, startLine } from "../support/line.ts";

const INVALID_ID = {
  status: 400,
  json: { code: "createValidationError", message: "The specified ID is invalid." },
};
const NOT_FOUND = { status: 404, json: { code: "NotFound" } };

function codeOf({ json }: Answer): unknown {
  return json instanceof Object && "code" in json ? json.code : undefined;
}

describe("an id", () => {
  it.each([
    "0",
    "-1",
    "1e3",
    "01",
    "1.0",
    "+1",
    "0x1",
    "99999999999999999",
    "9007199254740993",
    "x",
    "%20",
    "%FF",
  ])("cannot be %s", async (id) => {
    const { call } = await startApi(await startLine());
    expect(await call("GET", `${SOURCES}/${id}`)).toMatchObject(INVALID_ID);
    expect(await call("PUT", `${SOURCES}/${id}`, { body: sourceJson() })).toMatchObject(INVALID_ID);
    expect(await call("DELETE", `${SOURCES}/${id}`)).toMatchObject(INVALID_ID);
    expect(await call("POST", `${SOURCES}/${id}/action/restart`)).toMatchObject(INVALID_ID);
    expect(await call("GET", `/api/v1/collectors/${id}/sources`)).toMatchObject(INVALID_ID);
  });

  it("that no source has is not found, and neither is another collector's", async () => {
    const api = await startApi(await startLine());
    await createSource(api);
    for (const path of [`${SOURCES}/2`, `${SOURCES}/9007199254740991`, "/api/v1/collectors/2/sources/1"]) {
      expect(await api.call("GET", path)).toMatchObject(NOT_FOUND);
      expect(await api.call("PUT", path, { body: sourceJson() })).toMatchObject(NOT_FOUND);
      expect(await api.call("DELETE", path)).toMatchObject(NOT_FOUND);
      expect(await api.call("POST", `${path}/action/restart`)).toMatchObject(NOT_FOUND);
    }
    expect(await api.call("POST", "/api/v1/collectors/2/sources", { body: sourceJson() })).toMatchObject(
      NOT_FOUND,
    );
    expect(await api.call("GET", "/api/v1/collectors/2/sources")).toMatchObject({
      json: { message: "There is no collector 2; this one is 1." },
    });
  });
});

describe("where there is nothing", () => {
  it.each([
    ["GET", "/nothing"],
    ["GET", "/api/v1"],
    ["GET", `${SOURCES}/`],
    ["GET", `${SOURCES}/1/action/restart`],
    ["GET", "/api/v1/collectors/1"],
    ["PATCH", `${SOURCES}/1`],
    ["OPTIONS", SOURCES],
    ["DELETE", SOURCES],
    ["PUT", "/api/v1/status"],
    ["POST", `${SOURCES}/1/action/stop`],
    ["GET", "/API/v1/status"],
  ])("%s %s is not found", async (method, path) => {
    const { call } = await startApi(await startLine());
    expect(await call(method, path)).toMatchObject(NOT_FOUND);
  });

  it("a path that is none is a bad request", async () => {
    const { call, errors } = await startApi(await startLine());
    expect(await call("GET", "/api\\v1/status")).toMatchObject({ status: 400, json: { code: "BadRequest" } });
    expect(errors).toEqual([]);
  });
});

describe("a name", () => {
  it("is that of one source only", async () => {
    const api = await startApi(await startLine());
    await createSource(api, { name: "A" });
    await createSource(api, { name: "B" });
    const duplicate = { status: 400, json: { code: "DuplicateResourceName" } };
    expect(await createSource(api, { name: "A" })).toMatchObject(duplicate);
    expect(await changeSource(api, 2, { name: "A" })).toMatchObject(duplicate);
    expect(await createSource(api, { name: "a" })).toMatchObject({ status: 201 });
    expect(await changeSource(api, 2, { name: "B" })).toMatchObject({ status: 200 });
  });

  it("is the same when only broken characters tell it apart", async () => {
    const api = await startApi(await startLine());
    expect(await createSource(api, { name: "A\ud800" })).toMatchObject({ status: 201 });
    expect(codeOf(await createSource(api, { name: "A\udc00" }))).toBe("DuplicateResourceName");
    expect(codeOf(await createSource(api, { name: "A\ufffd" }))).toBe("DuplicateResourceName");
  });
});

describe("a change", () => {
  it("needs the ETag it was made for", async () => {
    const api = await startApi(await startLine());
    const body = { source: sourceIn(await createSource(api)) };
    const required = { status: 428, json: { code: "PreconditionRequired" } };
    expect(await api.call("PUT", `${SOURCES}/1`, { body })).toMatchObject(required);
    // Terraform's provider sends an empty one when its GET has failed.
    expect(await api.call("PUT", `${SOURCES}/1`, { body, headers: { "if-match": "" } })).toMatchObject(
      required,
    );
    const failed = { status: 412, json: { code: "PreconditionFailed" } };
    expect(await api.call("PUT", `${SOURCES}/1`, { body, headers: { "if-match": '"x"' } })).toMatchObject(
      failed,
    );
  });

  it.each([
    ["another one", { id: 2 }],
    ["none", { id: undefined }],
  ])("needs the id of its source in the body, not %s", async (_, change) => {
    const api = await startApi(await startLine());
    const source = { ...sourceIn(await createSource(api)), ...change };
    const answer = await api.call("PUT", `${SOURCES}/1`, {
      body: { source },
      headers: { "if-match": "*" },
    });
    expect(answer).toMatchObject({ status: 400, json: { code: "BadRequestBladeId" } });
  });
});

it("a Collector has 1,000 sources at most", async () => {
  const { receiver } = await startApi(await startLine());
  const config = {
    name: "other",
    fields: {},
    personalAccessToken: new Secret("another-token"),
    workspaceID: "1",
    origin: { file: "", line: 0, column: 0 },
  };
  const sources = Array.from({ length: 1000 }, (_, index) => ({ id: index + 10, revision: 1, config }));
  const { collector, storage } = receiver;
  const editor = createSourceEditor({
    registry: storage.registry,
    collector: { sources, apply: () => undefined, noteIssues: () => undefined },
    onSource: () => undefined,
  });
  const { call } = await startApiServer({ collector, editor });
  const answer = await call("POST", SOURCES, { body: sourceJson() });
  expect(answer).toMatchObject({ status: 400, json: { code: "TooManySources" } });
  expect(storage.registry.stored()).toEqual([]);
});

describe("a receiver whose sources come from files", () => {
  it("lets nobody make, change or delete them here", async () => {
    const api = await startApi(await startLine(), { managedBy: "files" });
    const source = sourceIn(await api.call("GET", `${SOURCES}/1`));
    const refused = {
      status: 400,
      json: { code: "CannotModifySources", message: expect.stringContaining("Collector is in JSON mode") },
    };
    expect(await createSource(api, { name: "New" })).toMatchObject(refused);
    expect(await api.call("POST", SOURCES, { body: "no JSON" })).toMatchObject(refused);
    expect(await changeSource(api, 1, { category: "new" })).toMatchObject(refused);
    expect(await api.call("PUT", `${SOURCES}/1`)).toMatchObject(refused);
    expect(await api.call("DELETE", `${SOURCES}/1`)).toMatchObject(refused);
    expect(sourceIn(await api.call("GET", `${SOURCES}/1`)).config).toEqual(source.config);
  });

  it("restarts them all the same", async () => {
    const line = await startLine();
    line.asana.setFault({ kind: "status", status: 403, times: 1 });
    const api = await startApi(line, { managedBy: "files" });
    await api.receiver.next("failure");
    expect(sourceIn(await api.call("GET", `${SOURCES}/1`)).state).toEqual({ state: "Error" });
    expect(await api.call("POST", `${SOURCES}/1/action/restart`)).toMatchObject({ status: 200, text: "" });
    await api.receiver.next("caughtUp");
    expect(sourceIn(await api.call("GET", `${SOURCES}/1`)).state).toEqual({ state: "Collecting" });
  });
});

describe("HEAD", () => {
  it.each([SOURCES, `${SOURCES}/1`, `${SOURCES}/2`, "/api/v1/status", "/api/v1/openapi.json", "/nothing"])(
    "of %s answers as GET does, without a body",
    async (path) => {
      const api = await startApi(await startLine());
      await createSource(api);
      const head = await api.call("HEAD", path);
      const { status, headers } = await api.call("GET", path);
      expect(head.text).toBe("");
      expect([head.status, head.headers.etag, head.headers["content-type"]]).toEqual([
        status,
        headers.etag,
        headers["content-type"],
      ]);
    },
  );

  it("asks who is there, too", async () => {
    const { call } = await startApi(await startLine(), { api: GUARDED });
    expect(await call("HEAD", SOURCES)).toMatchObject({ status: 401 });
    const headers = basic(ACCESS.accessId, ACCESS.accessKey);
    expect(await call("HEAD", SOURCES, { headers })).toMatchObject({ status: 200 });
  });
});
