import { describe, expect, it } from "vitest";
import {
  type Answer,
  type Api,
  changeSource as change,
  createSource as create,
  SOURCES,
  sourceIn,
  startApi,
} from "../support/api.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";

const OTHER_WORKSPACE = "1200000000000042";
const MASK = "****************************";

function get(api: Api, id: number): Promise<Answer> {
  return api.call("GET", `${SOURCES}/${id}`);
}

async function untilState(api: Api, id: number, state: string): Promise<void> {
  while (sourceIn(await get(api, id)).state?.["state"] !== state) await new Promise(setImmediate);
}

async function untilGone(api: Api, id: number): Promise<void> {
  while ((await get(api, id)).status !== 404) await new Promise(setImmediate);
}

async function untilDelivered(line: Line, workspace = WORKSPACE): Promise<void> {
  const gids = [...line.asana.gids(workspace)];
  while (!gids.every((gid) => line.sink.gids.has(gid))) await new Promise(setImmediate);
}

/** Lets the sink keep its answers to itself until it is told to give them. */
function holdDeliveries({ sink }: Line): () => void {
  const { promise: released, resolve } = Promise.withResolvers<void>();
  sink.setAnswer(async () => {
    await released;
    return undefined;
  });
  return () => {
    sink.setAnswer(undefined);
    resolve();
  };
}

describe("a source that is made through the API", () => {
  it("is stored, runs, and is shown with its token masked", async () => {
    const line = await startLine();
    const api = await startApi(line);
    const created = await create(api, { fields: { team: "security", _siemForward: true } });
    expect(created).toMatchObject({ status: 201, headers: { location: `${SOURCES}/1` } });
    await untilState(api, 1, "Collecting");
    const got = await get(api, 1);
    expect(got.headers.etag).toBe(created.headers.etag);
    expect(got.json).toEqual({
      source: {
        id: 1,
        config: {
          name: "Acme",
          category: "prod/asana",
          fields: { team: "security", _siemForward: true },
          personalAccessToken: MASK,
          workspaceID: WORKSPACE,
        },
        schemaRef: { type: "Asana" },
        sourceType: "Universal",
        alive: true,
        state: { state: "Collecting" },
      },
    });
    await untilDelivered(line);
    expect(line.sink.counts).toMatchObject({ records: 250, duplicates: 0 });
  });

  it("keeps its token and its checkpoint when what was shown is sent back", async () => {
    const line = await startLine();
    const api = await startApi(line);
    await create(api);
    await untilDelivered(line);
    line.asana.append(2);
    const changed = await change(api, 1, { category: "another" });
    expect(changed).toMatchObject({
      status: 200,
      json: { source: { id: 1, config: { category: "another", personalAccessToken: MASK } } },
    });
    await untilDelivered(line);
    await untilState(api, 1, "Collecting");
    expect(line.sink.counts).toMatchObject({ records: 252, duplicates: 0 });
    expect(api.receiver.collector.sources[0]?.config.personalAccessToken.reveal()).toBe(TOKEN);
  });

  it("goes on with a new token", async () => {
    const line = await startLine({ tokens: ["a-rotated-token"] });
    const api = await startApi(line);
    await create(api);
    await untilState(api, 1, "Error");
    expect(sourceIn(await get(api, 1)).alive).toBe(false);
    await change(api, 1, { personalAccessToken: "a-rotated-token" });
    await untilState(api, 1, "Collecting");
    await untilDelivered(line);
  });

  it("loses what a change leaves out", async () => {
    const api = await startApi(await startLine());
    await create(api, { description: "ours", fields: { team: "security" } });
    const changed = await change(api, 1, { description: undefined, category: undefined, fields: undefined });
    expect(sourceIn(changed).config).toEqual({
      name: "Acme",
      personalAccessToken: MASK,
      workspaceID: WORKSPACE,
    });
  });

  it("is not changed by whoever has not seen its latest form", async () => {
    const api = await startApi(await startLine());
    const stale = (await create(api)).headers.etag ?? "";
    const changed = await change(api, 1, { category: "second" });
    const body = {
      source: { ...sourceIn(changed), config: { ...sourceIn(changed).config, category: "third" } },
    };
    const put = (etag: string): Promise<Answer> =>
      api.call("PUT", `${SOURCES}/1`, { body, headers: { "if-match": etag } });
    expect(await put(stale)).toMatchObject({ status: 412, json: { code: "PreconditionFailed" } });
    expect(sourceIn(await get(api, 1)).config.category).toBe("second");
    expect(await put(`"x", ${changed.headers.etag}`)).toMatchObject({ status: 200 });
    expect(await put("*")).toMatchObject({ status: 200 });
  });

  it("has another ETag after every change, if only in its token, and the same whatever it is doing", async () => {
    const line = await startLine({ tokens: [TOKEN, "a-rotated-token"] });
    const api = await startApi(line);
    const first = (await create(api)).headers.etag;
    await untilState(api, 1, "Collecting");
    expect((await get(api, 1)).headers.etag).toBe(first);
    const second = (await change(api, 1, { personalAccessToken: "a-rotated-token" })).headers.etag;
    const third = (await change(api, 1, {})).headers.etag;
    expect(new Set([first, second, third]).size).toBe(3);
    await api.call("POST", `${SOURCES}/1/action/restart`);
    expect((await get(api, 1)).headers.etag).toBe(third);
  });

  it("takes its checkpoint along to another name", async () => {
    const line = await startLine();
    const api = await startApi(line);
    await create(api);
    await untilDelivered(line);
    line.asana.append(3);
    expect(await change(api, 1, { name: "Acme Corp" })).toMatchObject({
      status: 200,
      json: { source: { id: 1 } },
    });
    await untilDelivered(line);
    await untilState(api, 1, "Collecting");
    expect(line.sink.counts).toMatchObject({ records: 253, duplicates: 0 });
    expect(api.receiver.storage.checkpoints.list()).toMatchObject([{ sourceId: 1, name: "Acme Corp" }]);
  });

  it("has a checkpoint of its own in another workspace, and finds the first one again", async () => {
    const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] });
    const api = await startApi(line);
    await create(api);
    await untilDelivered(line);
    await change(api, 1, { workspaceID: OTHER_WORKSPACE });
    await untilDelivered(line, OTHER_WORKSPACE);
    line.asana.append(4, WORKSPACE);
    await change(api, 1, { workspaceID: WORKSPACE });
    await untilDelivered(line);
    await untilState(api, 1, "Collecting");
    expect(line.sink.counts).toMatchObject({ records: 504, duplicates: 0 });
  });

  it("stops when its delivery is finished, is gone then, and comes back to its checkpoint", async () => {
    const line = await startLine();
    const api = await startApi(line);
    const release = holdDeliveries(line);
    const { etag } = (await create(api)).headers;
    while (line.sink.counts.requests === 0) await new Promise(setImmediate);
    expect(await api.call("DELETE", `${SOURCES}/1`)).toMatchObject({ status: 200, text: "" });
    expect(sourceIn(await get(api, 1)).state).toEqual({ state: "Stopping" });
    expect((await api.call("GET", SOURCES)).json).toMatchObject({ sources: [{ id: 1 }] });
    for (const call of [
      () => api.call("DELETE", `${SOURCES}/1`),
      () => api.call("POST", `${SOURCES}/1/action/restart`),
      () => change(api, 1, {}),
    ]) {
      expect(await call()).toMatchObject({ status: 404, json: { code: "NotFound" } });
    }
    release();
    await untilGone(api, 1);
    expect((await api.call("GET", SOURCES)).json).toEqual({ sources: [] });
    const again = await create(api);
    expect(again).toMatchObject({ status: 201, json: { source: { id: 1 } } });
    expect(again.headers.etag).not.toBe(etag);
    await untilDelivered(line);
    await untilState(api, 1, "Collecting");
    expect(line.sink.counts).toMatchObject({ records: 250, duplicates: 0 });
  });

  it("may be made anew while the one before is still stopping", async () => {
    const line = await startLine();
    const api = await startApi(line);
    const release = holdDeliveries(line);
    await create(api);
    while (line.sink.counts.requests === 0) await new Promise(setImmediate);
    await api.call("DELETE", `${SOURCES}/1`);
    expect(await create(api, { category: "new" })).toMatchObject({
      status: 201,
      json: { source: { id: 1 } },
    });
    expect((await api.call("GET", SOURCES)).json).toMatchObject({
      sources: [{ id: 1, config: { category: "new" } }],
    });
    release();
    await untilDelivered(line);
    await untilState(api, 1, "Collecting");
    expect(line.sink.counts).toMatchObject({ records: 250, duplicates: 0 });
  });
});

describe("the list of sources", () => {
  it("is in the order of their ids, whatever was changed last", async () => {
    const api = await startApi(await startLine());
    for (const name of ["A", "B", "C"]) await create(api, { name });
    await change(api, 1, { category: "changed" });
    const list = (await api.call("GET", SOURCES)).json;
    expect(list).toMatchObject({ sources: [{ id: 1 }, { id: 2 }, { id: 3 }] });
  });

  it.each(["true", "TRUE", "True"])("is a file with download=%s", async (download) => {
    const api = await startApi(await startLine());
    await create(api);
    const source = {
      config: { name: "Acme", category: "prod/asana", personalAccessToken: MASK, workspaceID: WORKSPACE },
      schemaRef: { type: "Asana" },
      sourceType: "Universal",
    };
    expect((await api.call("GET", `${SOURCES}?download=${download}`)).json).toEqual({
      "api.version": "v1",
      sources: [source],
    });
    const one = await api.call("GET", `${SOURCES}/1?download=${download}`);
    expect(one.json).toEqual({ "api.version": "v1", source });
    expect(one.headers.etag).toBe((await get(api, 1)).headers.etag);
  });

  it.each(["false", "1", ""])("is no file with download=%s", async (download) => {
    const api = await startApi(await startLine());
    expect((await api.call("GET", `${SOURCES}?download=${download}`)).json).toEqual({ sources: [] });
  });
});
