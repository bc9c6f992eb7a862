import { describe, expect, it } from "vitest";
import {
  type Answer,
  type Api,
  changeSource,
  createSource,
  SOURCES,
  sourceIn,
  startApi,
} from "../support/api.ts";
import { type Line, startLine, TOKEN, WORKSPACE } from "../support/line.ts";

const OTHER_WORKSPACE = "1200000000000042";

function get(api: Api, id: number): Promise<Answer> {
  return api.call("GET", `${SOURCES}/${id}`);
}

async function untilCollecting(api: Api, id: number): Promise<void> {
  while (sourceIn(await get(api, id)).state?.["state"] !== "Collecting") await new Promise(setImmediate);
}

/** Lets a receiver end, and another one begin where it stopped. */
async function restarted(line: Line, api: Api): Promise<Api> {
  await api.stop();
  return startApi(line);
}

describe("after the end of the process and another start", () => {
  it("every source is there as it was, with its id, its ETag and its token", async () => {
    const line = await startLine({ workspaces: [WORKSPACE, OTHER_WORKSPACE] });
    const first = await startApi(line);
    await createSource(first, {
      name: "A",
      description: "ours",
      fields: { team: "security", _siemForward: false },
    });
    await createSource(first, { name: "B", workspaceID: OTHER_WORKSPACE });
    await changeSource(first, 2, { name: "B2", category: "changed" });
    const before = await Promise.all([get(first, 1), get(first, 2)]);
    const second = await restarted(line, first);
    await untilCollecting(second, 1);
    await untilCollecting(second, 2);
    const after = await Promise.all([get(second, 1), get(second, 2)]);
    for (const [index, answer] of after.entries()) {
      const was = before[index] ?? answer;
      expect(answer.headers.etag).toBe(was.headers.etag);
      expect(sourceIn(answer)).toEqual({ ...sourceIn(was), state: { state: "Collecting" } });
    }
    expect(
      second.receiver.collector.sources.map(({ config }) => config.personalAccessToken.reveal()),
    ).toEqual([TOKEN, TOKEN]);
  });

  it("every source goes on from its checkpoint", async () => {
    const line = await startLine();
    const first = await startApi(line);
    await createSource(first);
    await first.receiver.next("caughtUp");
    await first.stop();
    line.asana.append(5);
    const second = await startApi(line);
    await second.receiver.next("caughtUp");
    expect(line.sink.gids).toEqual(new Set(line.asana.gids()));
    expect(line.sink.counts).toMatchObject({ records: 255, duplicates: 0 });
  });

  it("a source that was deleted is gone, and its id is there for its return only", async () => {
    const line = await startLine();
    const first = await startApi(line);
    for (const name of ["A", "B"]) await createSource(first, { name });
    await first.call("DELETE", `${SOURCES}/2`);
    const second = await restarted(line, first);
    expect((await second.call("GET", SOURCES)).json).toMatchObject({
      sources: [{ id: 1, config: { name: "A" } }],
    });
    expect(sourceIn(await createSource(second, { name: "C" })).id).toBe(3);
    expect(sourceIn(await createSource(second, { name: "B" })).id).toBe(2);
  });

  it("the ETag of a source before its return is not that after it", async () => {
    const line = await startLine();
    const first = await startApi(line);
    const etag = (await createSource(first)).headers.etag;
    await first.call("DELETE", `${SOURCES}/1`);
    const second = await restarted(line, first);
    expect((await createSource(second)).headers.etag).not.toBe(etag);
  });

  it("warnings of sources are there again, and end with a change that mends them", async () => {
    const line = await startLine();
    const first = await startApi(line);
    await createSource(first, { workspaceID: "acme.com" });
    const second = await restarted(line, first);
    const incidents = (api: Api): unknown =>
      api.receiver.source("Acme")?.incidents.map(({ name, reason }) => [name, reason]);
    expect(incidents(second)).toContainEqual([
      "The configuration needs attention",
      expect.stringContaining("workspaceID is not made of digits only"),
    ]);
    await changeSource(second, 1, { workspaceID: WORKSPACE });
    await untilCollecting(second, 1);
    expect(incidents(second)).toEqual([]);
  });

  it("what was changed while the receiver was stopping is there", async () => {
    const line = await startLine();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    line.sink.setAnswer(async () => {
      await released;
      return undefined;
    });
    const first = await startApi(line);
    for (const name of ["A", "B"]) await createSource(first, { name });
    while (line.sink.counts.requests < 2) await new Promise(setImmediate);
    const stopping = first.receiver.stop();
    const changed = await changeSource(first, 1, { category: "changed" });
    expect(changed).toMatchObject({
      status: 200,
      json: { source: { id: 1, config: { category: "changed" }, state: { state: "Stopping" } } },
    });
    expect(await createSource(first, { name: "C" })).toMatchObject({
      status: 201,
      json: { source: { id: 3, config: { name: "C" }, state: { state: "Pending" } } },
    });
    expect(await first.call("DELETE", `${SOURCES}/2`)).toMatchObject({ status: 200 });
    expect(await first.call("POST", `${SOURCES}/1/action/restart`)).toMatchObject({ status: 404 });
    line.sink.setAnswer(undefined);
    release();
    await stopping;
    const second = await restarted(line, first);
    expect((await second.call("GET", SOURCES)).json).toMatchObject({
      sources: [
        { id: 1, config: { name: "A", category: "changed" } },
        { id: 3, config: { name: "C" } },
      ],
    });
    expect((await get(second, 1)).headers.etag).toBe(changed.headers.etag);
  });
});

describe("a change that cannot be stored", () => {
  it("is answered with what to do, and changes nothing", async () => {
    const line = await startLine();
    let isFull = false;
    const api = await startApi(line, { isFull: () => isFull });
    await createSource(api);
    await untilCollecting(api, 1);
    const before = await get(api, 1);
    isFull = true;
    const unavailable = {
      status: 503,
      json: {
        code: "StorageError",
        message: "cannot write the sources in /data: disk full. Make room on the disk.",
      },
    };
    expect(await createSource(api, { name: "New" })).toMatchObject(unavailable);
    expect(await changeSource(api, 1, { category: "new" })).toMatchObject(unavailable);
    expect(await api.call("DELETE", `${SOURCES}/1`)).toMatchObject(unavailable);
    const after = await get(api, 1);
    expect([after.headers.etag, after.json]).toEqual([before.headers.etag, before.json]);
    expect((await api.call("GET", SOURCES)).json).toMatchObject({ sources: [{ id: 1 }] });
    isFull = false;
    expect(await changeSource(api, 1, { category: "new" })).toMatchObject({ status: 200 });
    expect(api.errors).toEqual([]);
  });
});

describe("sources that were made through the API", () => {
  it("are not those of a receiver that is started with files, and are there again without them", async () => {
    const line = await startLine();
    const first = await startApi(line);
    await createSource(first, { name: "Made here" });
    await first.stop();
    const files = await startApi(line, { managedBy: "files" });
    expect((await files.call("GET", SOURCES)).json).toMatchObject({
      sources: [{ id: 2, config: { name: "Acme" } }],
    });
    const second = await restarted(line, files);
    expect((await second.call("GET", SOURCES)).json).toMatchObject({
      sources: [{ id: 1, config: { name: "Made here" } }],
    });
    // Its name and its checkpoint are those of the file's source.
    expect(sourceIn(await createSource(second, { name: "Acme" })).id).toBe(2);
  });
});
