import { expect, it } from "vitest";
import { type Api, startApi } from "../support/api.ts";
import { startLine, WORKSPACE } from "../support/line.ts";
import { makeOlder } from "../support/older-letter.ts";

const DEAD_LETTERS = "/api/v1/deadLetters";

/** The API of a receiver whose endpoint refuses one event by itself. */
async function start() {
  const line = await startLine({ events: 20 });
  const [, gid = ""] = line.asana.gids(WORKSPACE);
  line.sink.setAnswer(({ records }) =>
    JSON.stringify(records).includes(gid) ? { kind: "status", status: 400 } : undefined,
  );
  const api = await startApi(line, { managedBy: "files" });
  await api.receiver.next("caughtUp");
  return { line, gid, api };
}

async function idsIn({ call }: Api): Promise<number[]> {
  const { json } = await call("GET", DEAD_LETTERS);
  return (json as { deadLetters: { id: number }[] }).deadLetters.map(({ id }) => id);
}

it("tells what the endpoint does not take, with the event as Asana wrote it", async () => {
  const { api, gid } = await start();
  const { json } = await api.call("GET", DEAD_LETTERS);
  expect(json).toEqual({
    deadLetters: [
      {
        id: 1,
        source: { id: 1, name: "Acme" },
        sourceName: "Acme",
        workspaceID: WORKSPACE,
        gid,
        reason: expect.stringContaining("400"),
        at: expect.any(String),
        event: expect.stringContaining(`"gid":"${gid}"`),
      },
    ],
  });
});

it("sends one again, tells when it is still refused, and lets it go when it is accepted", async () => {
  const { api, line } = await start();
  const [id] = await idsIn(api);
  const retry = `${DEAD_LETTERS}/${id}/action/retry`;
  expect(await api.call("POST", retry)).toMatchObject({ status: 409, json: { code: "StillRefused" } });
  line.sink.setAnswer(undefined);
  expect(await api.call("POST", retry)).toMatchObject({ status: 200, text: "" });
  expect(await idsIn(api)).toEqual([]);
  expect(await api.call("POST", retry)).toMatchObject({ status: 404 });
  expect(line.sink.gids).toEqual(new Set(line.asana.gids(WORKSPACE)));
});

it("refuses to send one of an older version when its source is gone", async () => {
  const { api } = await start();
  const id = makeOlder(api.receiver.storage);
  api.receiver.apply([]);
  while (api.receiver.source("Acme") !== undefined) await new Promise(setImmediate);
  const answer = await api.call("POST", `${DEAD_LETTERS}/${id}/action/retry`);
  expect(answer).toMatchObject({ status: 409, json: { code: "NoSource" } });
});

it("takes one out", async () => {
  const { api } = await start();
  const [id] = await idsIn(api);
  expect(await api.call("DELETE", `${DEAD_LETTERS}/${id}`)).toMatchObject({ status: 200, text: "" });
  expect(await api.call("DELETE", `${DEAD_LETTERS}/${id}`)).toMatchObject({ status: 404 });
  expect(await api.call("DELETE", `${DEAD_LETTERS}/x`)).toMatchObject({
    status: 400,
    json: { code: "createValidationError" },
  });
});
