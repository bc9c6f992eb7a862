import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/lib/errors.ts";
import {
  ACCESS,
  type ApiServer,
  createUnusedCollector,
  OPEN,
  SOURCES,
  startApi,
  startApiServer,
} from "../support/api.ts";
import { startLine } from "../support/line.ts";

const STATUS = "/api/v1/status";

async function start(): Promise<ApiServer> {
  return startApi(await startLine({ events: 0 }));
}

describe("no answer", () => {
  it("is kept or read as something else", async () => {
    const { call } = await start();
    for (const path of [STATUS, SOURCES, `${SOURCES}/1`, "/nothing"]) {
      const { headers } = await call("GET", path);
      expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    }
  });

  it("says what went wrong inside; the log is told", async () => {
    const broken = (): never => {
      throw new TypeError(`cannot read ${ACCESS.accessKey} at line 7`);
    };
    const { call, errors } = await startApiServer({ collector: createUnusedCollector(broken) });
    for (const path of [STATUS, SOURCES, `${SOURCES}/1`, "/api/v1/healthEvents"]) {
      expect(await call("GET", path)).toMatchObject({
        status: 500,
        json: { code: "InternalError", message: "Something went wrong here; see the receiver's log." },
      });
    }
    expect(errors).toHaveLength(4);
    expect(errors[0]).toBeInstanceOf(TypeError);
  });
});

describe("the server", () => {
  it("cannot listen where another one does, and says what to do", async () => {
    const first = await start();
    const api = { ...OPEN, port: Number(new URL(first.url).port) };
    const collector = createUnusedCollector();
    const error: unknown = await startApiServer({ api, collector }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toMatchObject({
      message: `cannot listen on 127.0.0.1:${api.port}`,
      hint: expect.stringContaining("--listen"),
    });
  });

  it("ends every connection when it is closed", async () => {
    const { url, close } = await start();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write("GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await once(socket, "data");
    const ended = once(socket, "close");
    await close();
    await ended;
  });

  it("makes no trouble of a client that goes away in the middle of its request", async () => {
    const { url, call, errors } = await start();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    await once(socket, "connect");
    socket.write(`POST ${SOURCES} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n{"source"`);
    // It has arrived when a later request was answered.
    await call("GET", STATUS);
    socket.resetAndDestroy();
    await once(socket, "close");
    await call("GET", STATUS);
    await call("GET", STATUS);
    expect(errors).toEqual([]);
    expect((await call("GET", SOURCES)).json).toEqual({ sources: [] });
  });
});
