import { describe, expect, it } from "vitest";
import { ConfigError } from "../../src/lib/errors.ts";
import type { Answer } from "../../src/otlp/answer.ts";
import { type Outcome, type Receipt, toReceipt } from "../../src/otlp/receipt.ts";
import { redact, secretsOfHeader, secretsOfUrl } from "../../src/otlp/redaction.ts";

const LATIN = Buffer.from("zurück", "latin1");
const NOW = Date.parse("2026-01-01T00:00:00Z");

describe("the kind of a receipt", () => {
  it.for([
    [300, "config"],
    [399, "config"],
    [400, "permanent"],
    [401, "config"],
    [402, "transient"],
    [403, "config"],
    [404, "config"],
    [405, "config"],
    [406, "transient"],
    [407, "config"],
    [408, "transient"],
    [410, "transient"],
    [413, "tooLarge"],
    [415, "permanent"],
    [422, "permanent"],
    [429, "transient"],
    [500, "transient"],
    [599, "transient"],
  ] as const)("of %i is %s", ([status, kind]) => {
    expect(ofAnswer({ status }).kind).toBe(kind);
  });

  it.for([
    [400, "http: request body too large"],
    [429, "grpc: received message larger than max (5000000 vs. 4194304)"],
    [500, "rpc error: code = ResourceExhausted desc = trying to send message larger than max"],
  ] as const)("of %i with words of a size is tooLarge", ([status, words]) => {
    expect(ofAnswer({ status, body: words }).kind).toBe("tooLarge");
    expect(ofAnswer({ status: 503, body: words }).kind).toBe("transient");
  });

  it("of a login page is config, whatever its status: the records were not taken", () => {
    expect(ofAnswer({ status: 200, body: "<html>", contentType: "text/html" })).toEqual({
      kind: "config",
      status: 200,
      message: "The endpoint answered 200 OK with an HTML page",
    });
  });

  it.for([
    ["SELF_SIGNED_CERT_IN_CHAIN", "config"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "config"],
    ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "config"],
    ["CERT_HAS_EXPIRED", "config"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "config"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "config"],
    ["EPROTO", "config"],
    ["UND_ERR_INVALID_ARG", "config"],
    ["ECONNRESET", "transient"],
    ["ENOTFOUND", "transient"],
    ["HPE_INVALID_CONSTANT", "transient"],
    ["EHOSTUNREACH", "transient"],
  ] as const)("of a request that ends with %s is %s", ([code, kind]) => {
    expect(ofError(Object.assign(new Error("no luck"), { code })).kind).toBe(kind);
  });

  it("of a refused proxy tunnel goes by the proxy's status, and is never the records' fault", () => {
    const kindOf = (status: number): string => {
      // undici's words.
      const error = new Error(`Proxy response (${status}) !== 200 when HTTP Tunneling`);
      return toReceipt({ kind: "broken", error }, { ...context(), proxy: "http://proxy:1" }).kind;
    };
    expect([400, 403, 407, 413, 502].map(kindOf)).toEqual([
      "config",
      "config",
      "config",
      "config",
      "transient",
    ]);
  });

  it("of a setting that cannot be used is config", () => {
    expect(ofError(new ConfigError("no token")).kind).toBe("config");
  });

  it("is partial although the answer broke off after the count", () => {
    const body = '{"partialSuccess":{"rejectedLogRecords":2}}';
    expect(ofAnswer({ status: 200, body, isComplete: false })).toMatchObject({
      kind: "partial",
      rejected: 2,
    });
  });

  it.for([
    ["0.5", 0],
    ['"2.5"', 0],
    ["-1", 0],
    ["12", 10],
  ] as const)("of a partial success that says %s shows the number", ([stated, rejected]) => {
    const body = `{"partialSuccess":{"rejectedLogRecords":${stated},"errorMessage":"old"}}`;
    const words = `${stated.replaceAll('"', "")} by its own count; old`;
    expect(ofAnswer({ status: 200, body })).toEqual(
      rejected > 0
        ? { kind: "partial", rejected, message: `The endpoint rejected ${rejected} of the records: ${words}` }
        : {
            kind: "accepted",
            warning: `The endpoint answered 200 OK with a number of rejected records that cannot be: ${words}`,
          },
    );
  });

  it("of what is not OTLP is accepted with a warning", () => {
    expect(ofAnswer({ status: 200, body: '{"ok":true}' })).toEqual({
      kind: "accepted",
      warning: 'The endpoint answered 200 OK but not in OTLP: {"ok":true}',
    });
  });
});

describe("the delay of a receipt", () => {
  it.for([
    ["3", 3000],
    ["3, 5", 5000],
    ["Thu, 01 Jan 2026 00:01:00 GMT", 60_000],
    ["0", undefined],
    ["-5", undefined],
    ["Wed, 31 Dec 2025 00:00:00 GMT", undefined],
    ["soon", undefined],
  ] as const)("after Retry-After %o is %o ms", ([retryAfter, delayMs]) => {
    const receipt = ofAnswer({ status: 503, retryAfter });
    expect("retryAfterMs" in receipt ? receipt.retryAfterMs : undefined).toBe(delayMs);
  });

  it("is only for what passes", () => {
    expect(ofAnswer({ status: 400, retryAfter: "3" })).not.toHaveProperty("retryAfterMs");
  });
});

describe("the message of a receipt", () => {
  it("is one line of bounded length, without control characters", () => {
    const body = `first\r\n\tsecond \u001b[31m${"x".repeat(5000)}`;
    const { message } = { message: "", ...ofAnswer({ status: 500, body }) };
    expect(message).toMatch(/^The endpoint answered 500 Internal Server Error: first second \[31mx+…$/);
    expect(message.length).toBeLessThan(400);
  });

  it("never ends in half a character", () => {
    const { message } = { message: "", ...ofAnswer({ status: 500, body: `x${"😀".repeat(300)}` }) };
    expect(message.isWellFormed()).toBe(true);
  });

  it("does not show what the cut would leave of a secret", () => {
    const secret = "s3cr3t-".repeat(10);
    const body = `${"x".repeat(270)} ${secret}`;
    const { message } = { message: "", ...ofAnswer({ status: 500, body }, [secret]) };
    expect(message).not.toContain("s3cr3t");
  });

  it.for([
    ['{"message":"a","error":"b"}', "a"],
    ['{"errors":[{"message":"c"}]}', "c"],
    ['{"errors":["d"]}', "d"],
    ['{"error":"e"}', "e"],
    ['{"other":1}', '{"other":1}'],
    ["plain", "plain"],
  ] as const)("has, of %s, the words", ([body, words]) => {
    expect(ofAnswer({ status: 400, body })).toMatchObject({
      message: `The endpoint answered 400 Bad Request: ${words}`,
    });
  });

  it.for([
    ["text that is called protobuf", "upstream", "application/x-protobuf", "upstream"],
    ["JSON that is called protobuf", '{"message":"old"}', "application/x-protobuf", "old"],
    ["protobuf that is called JSON", "\b\u0003\u0012\u0003old", "application/json", "old"],
    ["protobuf that is called HTML", "\b\u0003\u0012\u0003old", "text/html", "old"],
    ["a page that is called JSON", "<html><b>old</b></html>", "application/json", "old"],
    ["a page with its type in capitals", "<html><b>old</b></html>", "Text/HTML", "old"],
    ["bytes that are no text", "\u0000\u0001\u0002", "text/plain", "3 bytes that are not text"],
    [
      "a message that is no text",
      "\u0012\u0002\u0000\u0001",
      "application/x-protobuf",
      "2 bytes that are not text",
    ],
  ] as const)("has the words of %s", ([, body, contentType, words]) => {
    expect(ofAnswer({ status: 500, body, contentType })).toMatchObject({
      message: `The endpoint answered 500 Internal Server Error: ${words}`,
    });
  });

  it("has no words of a message without any", () => {
    const answer = { status: 500, body: "\b\u0003", contentType: "application/x-protobuf" };
    expect(ofAnswer(answer)).toMatchObject({ message: "The endpoint answered 500 Internal Server Error" });
  });

  it("has the words of another charset", () => {
    const outcome: Outcome = {
      kind: "answered",
      answer: { ...answerWith({ status: 500, contentType: "text/plain; charset=ISO-8859-1" }), body: LATIN },
    };
    expect(toReceipt(outcome, context())).toMatchObject({
      message: "The endpoint answered 500 Internal Server Error: zurück",
    });
  });

  it("takes no time by the square of a body", () => {
    const body = "<".repeat(4 * 2 ** 20);
    expect(ofAnswer({ status: 500, body, contentType: "text/html" }).kind).toBe("transient");
  });
});

describe("redaction", () => {
  const url = new URL(
    "https://me:pass%20word@host.test/receiver/v1/otlp/abc%3D%3Dlong-token/v1/logs?key=q-token",
  );

  it.for([
    "POST /receiver/v1/otlp/abc%3D%3Dlong-token/v1/logs?key=q-token",
    "POST /receiver/v1/otlp/abc==long-token/v1/logs",
    "token abc==long-token",
    "token abc%3D%3Dlong-token",
    "key q-token",
    "password pass word",
    "password pass%20word",
  ])("masks what the URL holds in: %s", (text) => {
    expect(redact(text, secretsOfUrl(url))).toMatch(/^\w+ \*\*\*$/);
  });

  it("masks a part of the path by itself from ten characters on", () => {
    const secrets = secretsOfUrl(new URL("http://host.test/0123456789/123456789"));
    expect(redact("0123456789 or 123456789", secrets)).toBe("*** or 123456789");
  });

  it("masks a header and the credential in it", () => {
    const secrets = secretsOfHeader("Bearer 0123456789abc");
    expect(redact("Bearer 0123456789abc or 0123456789abc", secrets)).toBe("*** or ***");
  });

  it("leaves the rest of a message alone", () => {
    expect(redact("receiver /: 1 error", [...secretsOfUrl(url), ...secretsOfHeader("1")])).toBe(
      "receiver /: 1 error",
    );
  });

  it("takes a path with a stray percent sign", () => {
    expect(redact("POST /100%/logs", secretsOfUrl(new URL("http://host.test/100%/logs")))).toBe("POST ***");
  });
});

function ofAnswer(
  answer: Partial<Omit<Answer, "body">> & { readonly status: number; readonly body?: string },
  secrets: readonly string[] = [],
): Receipt {
  const outcome: Outcome = { kind: "answered", answer: answerWith(answer) };
  return toReceipt(outcome, context(secrets));
}

function ofError(error: unknown): Receipt {
  return toReceipt({ kind: "broken", error }, context());
}

function answerWith({ body = "", ...rest }: Parameters<typeof ofAnswer>[0]): Answer {
  return {
    retryAfter: undefined,
    contentType: "application/json",
    isComplete: true,
    ...rest,
    body: Buffer.from(body),
  };
}

function context(secrets: readonly string[] = []) {
  return { sent: 10, now: NOW, redact: (text: string) => redact(text, secrets) };
}
