import { connect } from "node:net";
import { expect, it } from "vitest";
import type { Status } from "../../src/generated/status.ts";
import {
  type ApiServer,
  basic,
  createUnusedCollector,
  GUARDED,
  OPEN,
  startApi,
  startApiServer,
} from "../support/api.ts";
import { startLine } from "../support/line.ts";
import { sourceStatus } from "../support/source-status.ts";
import { status } from "../support/status-samples.ts";

const PROBES = ["/livez", "/readyz", "/healthz"];

/** A server in front of a collector in this state. */
function startWith(changes: Partial<Status>, api = OPEN): Promise<ApiServer> {
  const collector = { ...createUnusedCollector(), status: () => ({ ...status([]), ...changes }) };
  return startApiServer({ collector, api });
}

it.each(PROBES)("%s of a receiver that runs is 200, in the shape of health_check", async (path) => {
  const { call } = await startApi(await startLine({ events: 0 }));
  const { status: code, json } = await call("GET", path);
  expect(code).toBe(200);
  expect(json).toEqual({
    status: "Server available",
    upSince: expect.stringMatching(/Z$/),
    uptime: expect.stringMatching(/s$/),
  });
});

it("a receiver is ready until it is told to stop", async () => {
  const { receiver, stop } = await startApi(await startLine({ events: 0 }));
  expect(receiver.collector.status().phase).toBe("running");
  await stop();
  expect(receiver.collector.status().phase).toBe("stopping");
});

it.each(["starting", "stopping"] as const)("only /livez is 200 while a receiver is %s", async (phase) => {
  const { call } = await startWith({ phase });
  const answers = await Promise.all(PROBES.map((path) => call("GET", path)));
  expect(answers.map(({ status: code }) => code)).toEqual([200, 503, 503]);
  expect(answers[2]?.json).toMatchObject({ status: "Server not available" });
});

it.each([
  ["2026-06-01T12:00:00.000Z", "0s"],
  ["2026-06-01T11:59:59.750Z", "0.25s"],
  ["2026-06-01T11:43:35.316Z", "16m24.684s"],
  ["2026-05-28T06:30:00.000Z", "101h30m0s"],
])("since %s, the uptime is %s, as Go writes it", async (startedAt, uptime) => {
  const { call } = await startWith({ startedAt });
  expect((await call("GET", "/healthz")).json).toMatchObject({ upSince: startedAt, uptime });
});

it("a source in Error, and any open problem, leaves a receiver alive and ready", async () => {
  const { call } = await startWith({
    health: "error",
    sources: [sourceStatus({ state: "Error", health: "error" })],
  });
  for (const path of PROBES) expect(await call("GET", path)).toMatchObject({ status: 200 });
});

it("probes ask nobody who they are, although everything else does, metrics included", async () => {
  const { call } = await startWith({}, GUARDED);
  for (const path of PROBES) expect(await call("GET", path)).toMatchObject({ status: 200 });
  for (const path of ["/metrics", "/livez/", "/LIVEZ", "//livez", "/readyz/metrics", "/api/v1/status"]) {
    expect(await call("GET", path), path).toMatchObject({ status: 401 });
  }
  expect(await call("POST", "/livez", { headers: basic("ops", "wrong") })).toMatchObject({ status: 401 });
});

it("probes answer under any name, and nothing else does", async () => {
  const { call } = await startWith({});
  for (const host of ["10.42.0.17:8484", "receiver.example"]) {
    for (const path of PROBES)
      expect(await call("GET", path, { headers: { host } }), path).toMatchObject({ status: 200 });
  }
  const headers = { host: "receiver.example" };
  expect(await call("GET", "/api/v1/status", { headers })).toMatchObject({ status: 421 });
  expect(await call("POST", "/livez", { headers })).toMatchObject({ status: 421 });
});

it("probes are answered by HTTP/1.0 without a Host header, and nothing else is", async () => {
  const { url } = await startWith({});
  for (const path of PROBES) {
    expect(await send(url, `GET ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*"Server available"/s);
    expect(await send(url, `HEAD ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n$/s);
    expect(await send(url, `OPTIONS ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 204 No Content\r\n.*\r\n\r\n$/s);
    expect(await send(url, `POST ${path} HTTP/1.0`)).toMatch(/^HTTP\/1\.1 421 /);
  }
  for (const path of ["/", "/metrics", "/api/v1/status", "/livez/"]) {
    expect(await send(url, `GET ${path} HTTP/1.0`), path).toMatch(/^HTTP\/1\.1 421 /);
  }
});

it("OPTIONS names the methods of a probe, in every phase", async () => {
  const { call } = await startWith({ phase: "stopping" }, GUARDED);
  for (const path of PROBES) {
    const { status: code, headers, text } = await call("OPTIONS", path);
    expect({ code, allow: headers.allow, text }).toEqual({
      code: 204,
      allow: "GET, HEAD, OPTIONS",
      text: "",
    });
  }
});

/** Sends one request with no header at all, and resolves with all of the answer. */
async function send(url: string, line: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).setEncoding("utf8");
  socket.write(`${line}\r\n\r\n`);
  let answer = "";
  for await (const part of socket) answer += part;
  return answer;
}
