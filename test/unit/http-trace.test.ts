import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createRedactor, Secret } from "../../src/config/secret.ts";
import type { HttpExchange } from "../../src/lib/http-exchange.ts";
import { createHttpTrace } from "../../src/telemetry/http-trace.ts";
import { createLogger } from "../../src/telemetry/log.ts";
import { CollectingStream } from "../support/collecting-stream.ts";

const TOKEN = "2/98f4-token/that:nobody+may&see%40all";

/** What is told of an exchange. */
function trace(changes: Partial<HttpExchange>): {
  readonly http: Record<string, unknown>;
  readonly text: string;
} {
  const stream = new CollectingStream(false);
  const redact = createRedactor([new Secret(TOKEN)]);
  const observer = createHttpTrace(createLogger({ level: "info", redact, stream }), redact);
  observer.see({
    method: "GET",
    url: new URL(
      "https://app.asana.com/api/1.0/workspaces/1/audit_log_events?limit=100&offset=abc%3D&event_type=x",
    ),
    isUrlSecret: false,
    redact: (text) => text,
    requestHeaders: {},
    requestBody: body(""),
    status: 200,
    responseHeaders: { "content-type": "application/json" },
    responseBody: body("{}"),
    error: undefined,
    durationMs: 12.4,
    ...changes,
  });
  return { http: JSON.parse(stream.text).http, text: stream.text };
}

function body(content: string | Buffer, bytes = content.length): HttpExchange["requestBody"] {
  return { bytes, start: Buffer.from(content) };
}

describe("the trace of a request", () => {
  it("has method, status, duration and the URL without its offset", () => {
    expect(trace({}).http).toMatchObject({
      method: "GET",
      url: "https://app.asana.com/api/1.0/workspaces/1/audit_log_events?limit=100&offset=…&event_type=x",
      status: 200,
      durationMs: 12,
    });
  });

  it("has no more of an endpoint's URL than the host", () => {
    const url = new URL("https://collectors.sumologic.com/receiver/v1/otlp/a-secret-path?and=a-secret-query");
    const { http, text } = trace({ url, isUrlSecret: true });
    expect(http["url"]).toBe("https://collectors.sumologic.com/…");
    expect(text).not.toContain("secret");
  });

  it("has the values of harmless headers only", () => {
    const requestHeaders = {
      Authorization: `Bearer ${TOKEN}`,
      "x-sumo-key": "abc",
      Accept: "application/json",
    };
    const responseHeaders = { "content-type": "application/json", "set-cookie": ["session=abc"] };
    expect(trace({ requestHeaders, responseHeaders }).http).toMatchObject({
      request: {
        headers: { authorization: "[masked]", "x-sumo-key": "[masked]", accept: "application/json" },
      },
      response: { headers: { "content-type": "application/json", "set-cookie": "[masked]" } },
    });
  });

  it("cuts a body, in which no secret is left, not even at the cut", () => {
    const content = `${"x".repeat(485)}${TOKEN}${"y".repeat(900)}`;
    const { http, text } = trace({ responseBody: body(content) });
    expect(http["response"]).toMatchObject({
      bytes: content.length,
      body: expect.stringMatching(/^x{485}\[redacted\]y+…$/),
    });
    expect(text).not.toContain(TOKEN.slice(0, 12));
  });

  it("takes out of a body what its own request was made of", () => {
    const { text } = trace({
      redact: (told) => told.replaceAll("part-of-the-path", "***"),
      responseBody: body('{"at":"part-of-the-path"}'),
    });
    expect(text).not.toContain("part-of-the-path");
  });

  it("unpacks the beginning of a body that is longer than what was kept", () => {
    const packed = gzipSync(JSON.stringify(Array.from({ length: 5000 }, (_, index) => `event-${index}`)));
    const responseHeaders = { "content-type": "application/json", "content-encoding": "gzip" };
    const { http } = trace({ responseHeaders, responseBody: body(packed.subarray(0, 300), packed.length) });
    expect(http["response"]).toMatchObject({
      bytes: packed.length,
      body: expect.stringMatching(/^\["event-0".*…$/),
    });
  });

  it.each([
    ["protobuf", { "content-type": "application/x-protobuf" }, "\u0001\u0002"],
    [
      "no gzip, although it says so",
      { "content-type": "application/json", "content-encoding": "gzip" },
      "{}",
    ],
  ])("has the size alone of a body that is %s", (_, requestHeaders, content) => {
    expect(trace({ requestHeaders, requestBody: body(content) }).http["request"]).toEqual({
      headers: expect.anything(),
      bytes: 2,
    });
  });

  it("has the error of a request without an answer", () => {
    const { http } = trace({ status: undefined, error: "ECONNREFUSED" });
    expect(http).toMatchObject({ error: "ECONNREFUSED" });
    expect(http).not.toHaveProperty("response");
  });
});
