import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import type { ApiSettings } from "../../src/config/settings.ts";
import {
  ACCESS,
  type ApiServer,
  basic,
  createSource,
  GUARDED,
  OPEN,
  SOURCES,
  startApi,
} from "../support/api.ts";
import { sourceJson, startLine } from "../support/line.ts";

const STATUS = "/api/v1/status";
const MISDIRECTED = { status: 421, json: { code: "MisdirectedRequest" } };
const FORBIDDEN = { status: 403, json: { code: "Forbidden" } };
const UNAUTHORIZED = {
  status: 401,
  headers: { "www-authenticate": 'Basic realm="otel-asana-receiver", charset="UTF-8"' },
  json: { code: "Unauthorized", message: "Give accessId and accessKey by HTTP Basic authentication." },
};

async function start(api: Partial<ApiSettings> = {}): Promise<ApiServer> {
  return startApi(await startLine({ events: 0 }), { api: { ...OPEN, ...api } });
}

describe("the Host header of an API on loopback", () => {
  it.each([
    "localhost",
    "LocalHost:8484",
    "127.0.0.1",
    "127.0.0.1:1",
    "127.0.0.2",
    "[::1]",
    "[::1]:8484",
    "192.0.2.7",
  ])("may be %s", async (host) => {
    const { call } = await start();
    expect(await call("GET", STATUS, { headers: { host } })).toMatchObject({ status: 200 });
  });

  it.each([
    "evil.example",
    "evil.example:8484",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "localhost.",
    "my-host",
  ])("may not be %s, by which a web page could come here", async (host) => {
    const { call } = await start();
    for (const path of [STATUS, SOURCES, "/nothing"]) {
      expect(await call("GET", path, { headers: { host } })).toMatchObject(MISDIRECTED);
    }
    expect(await call("POST", SOURCES, { body: sourceJson(), headers: { host } })).toMatchObject(MISDIRECTED);
  });

  it.each(["a b", "a/b", "a@b", "[::1", "a:b"])("is no name as %j", async (host) => {
    const { call, errors } = await start();
    const answer = await call("GET", STATUS, { headers: { host } });
    expect([400, 421]).toContain(answer.status);
    expect(errors).toEqual([]);
  });

  it.each(["GET /api/v1/status HTTP/1.1\r\nHost:", "GET /api/v1/status HTTP/1.0"])(
    "may not be missing, as in %j",
    async (head) => {
      const { url, errors } = await start();
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.end(`${head}\r\n\r\n`);
      const [answer] = await once(socket, "data");
      expect(String(answer)).toMatch(/^HTTP\/1\.1 421 .*"code":"MisdirectedRequest"/s);
      expect(errors).toEqual([]);
    },
  );

  it("may be a name of api.hosts, however it is written", async () => {
    const { call } = await start({ hosts: ["Receiver.example.com", "müller.example"] });
    for (const host of [
      "receiver.example.com",
      "RECEIVER.EXAMPLE.COM:443",
      "xn--mller-kva.example",
      "localhost",
    ]) {
      expect(await call("GET", STATUS, { headers: { host } })).toMatchObject({ status: 200 });
    }
    expect(await call("GET", STATUS, { headers: { host: "other.example.com" } })).toMatchObject(MISDIRECTED);
  });
});

describe("the Host header of an API beyond loopback", () => {
  const headers = (host: string): Record<string, string> => ({
    ...basic(ACCESS.accessId, ACCESS.accessKey),
    host,
  });

  it("may be any name when there is no list of them", async () => {
    const { call } = await start({ ...GUARDED, isLoopback: false });
    for (const host of ["receiver.example.com", "192.0.2.7:8484", "localhost"]) {
      expect(await call("GET", STATUS, { headers: headers(host) })).toMatchObject({ status: 200 });
    }
  });

  it("is a name of the list, or an address, when there is one", async () => {
    const { call } = await start({ ...GUARDED, isLoopback: false, hosts: ["receiver.example.com"] });
    for (const host of ["receiver.example.com:8484", "192.0.2.7:8484", "[2001:db8::7]", "localhost"]) {
      expect(await call("GET", STATUS, { headers: headers(host) })).toMatchObject({ status: 200 });
    }
    expect(await call("GET", STATUS, { headers: headers("evil.example") })).toMatchObject(MISDIRECTED);
  });
});

describe("a request from a web page", () => {
  it.each(["https://evil.example", "http://localhost:1", "http://localhost", "null", "file://", "nonsense"])(
    "of the origin %s changes nothing",
    async (origin) => {
      const api = await startApi(await startLine({ events: 0 }));
      await createSource(api);
      const { host } = new URL(api.url);
      const headers = { origin, host: host.replace("127.0.0.1", "localhost"), "if-match": "*" };
      const body = sourceJson({ name: "New" });
      expect(await api.call("POST", SOURCES, { body, headers })).toMatchObject(FORBIDDEN);
      expect(await api.call("PUT", `${SOURCES}/1`, { body, headers })).toMatchObject(FORBIDDEN);
      expect(await api.call("DELETE", `${SOURCES}/1`, { headers })).toMatchObject(FORBIDDEN);
      expect(await api.call("POST", `${SOURCES}/1/action/restart`, { headers })).toMatchObject(FORBIDDEN);
      expect((await api.call("GET", SOURCES)).json).toMatchObject({
        sources: [{ id: 1, config: { name: "Acme" } }],
      });
    },
  );

  it("may read what only its browser keeps from it, and is not told that it may", async () => {
    const { call } = await start();
    const headers = { origin: "https://evil.example" };
    const answer = await call("GET", STATUS, { headers });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
    const preflight = { ...headers, "access-control-request-method": "DELETE" };
    const asked = await call("OPTIONS", `${SOURCES}/1`, { headers: preflight });
    expect(asked.status).toBe(404);
    expect(Object.keys(asked.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });

  it.each([
    ["http://localhost:8484", "localhost:8484"],
    ["http://localhost:8484", "LOCALHOST:8484"],
    ["http://[::1]:8484", "[::1]:8484"],
    ["https://receiver.example.com", "receiver.example.com"],
    ["https://receiver.example.com", "receiver.example.com:443"],
    ["http://receiver.example.com", "receiver.example.com:80"],
  ])("of the same origin %s may, as %s", async (origin, host) => {
    const { call } = await start({ hosts: ["receiver.example.com"] });
    const headers = { origin, host };
    expect(await call("POST", SOURCES, { body: sourceJson(), headers })).toMatchObject({ status: 201 });
  });
});

describe("without credentials in the settings", () => {
  it("everybody on this machine is let in, whatever they say of themselves", async () => {
    const { call } = await start();
    expect(await call("GET", SOURCES)).toMatchObject({ status: 200 });
    expect(await call("GET", SOURCES, { headers: basic("suabc", "a-key") })).toMatchObject({ status: 200 });
  });
});

describe("with credentials in the settings", () => {
  const { accessId, accessKey } = ACCESS;
  const { authorization } = basic(accessId, accessKey);

  it.each<[string, Record<string, string>]>([
    ["nothing", {}],
    ["another id", basic("root", accessKey)],
    ["another key", basic(accessId, "another-key")],
    ["the key in another case", basic(accessId, accessKey.toUpperCase())],
    ["a part of the key", basic(accessId, accessKey.slice(0, -1))],
    ["more than the key", basic(accessId, `${accessKey}:`)],
    ["no key", basic(accessId, "")],
    ["the id twice", basic(`${accessId}:${accessId}`, accessKey)],
    ["something that is not base64", { authorization: "Basic %%%" }],
    ["nothing after Basic", { authorization: "Basic" }],
    ["plain text", { authorization: `Basic ${accessId}:${accessKey}` }],
    ["another scheme", { authorization: authorization.replace("Basic", "Bearer") }],
    ["two headers in one", { authorization: `${authorization}, ${authorization}` }],
  ])("%s does not let in, and the answer does not tell why", async (_, headers) => {
    const { call } = await start(GUARDED);
    for (const path of [STATUS, SOURCES, "/api/v1/healthEvents", "/api/v1/openapi.json", "/nothing"]) {
      expect(await call("GET", path, { headers })).toMatchObject(UNAUTHORIZED);
    }
    const body = sourceJson();
    expect(await call("POST", SOURCES, { body, headers })).toMatchObject(UNAUTHORIZED);
    expect(await call("POST", SOURCES, { body: " ".repeat(100_000), headers })).toMatchObject(UNAUTHORIZED);
    expect((await call("GET", SOURCES, { headers: { authorization } })).json).toEqual({ sources: [] });
  });

  it.each([authorization, authorization.replace("Basic ", "basic   ")])("%s lets in", async (value) => {
    const { call } = await start(GUARDED);
    const headers = { authorization: value };
    expect(await call("GET", STATUS, { headers })).toMatchObject({ status: 200 });
    expect(await call("POST", SOURCES, { body: sourceJson(), headers })).toMatchObject({ status: 201 });
  });
});
