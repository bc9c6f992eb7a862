import { inspect } from "node:util";
import { serialize } from "node:v8";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRedactor, Secret } from "../../src/config/secret.ts";

const OLD_TOKEN = "1/1200000000000001:0123456789abcdef0123456789abcdef";
const NEW_TOKEN = "2/1200000000000001/1200000000000002:0123456789abcdef0123456789ABCDEF";

describe("a secret", () => {
  const secret = new Secret("hunter22");

  it("gives its text to whoever reveals it", () => {
    expect(secret.reveal()).toBe("hunter22");
  });

  it.each([
    ["a template", `${secret}`],
    ["JSON", JSON.stringify({ secret })],
    ["an inspection", inspect({ secret }, { showHidden: true, depth: null })],
    [
      "an inspection without custom inspectors",
      inspect({ secret }, { customInspect: false, showHidden: true }),
    ],
    ["an error's message", String(new Error(`refused ${secret}`))],
    ["a heap of keys and values", JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(secret)))],
    ["a structured clone", serialize({ secret: { ...secret } }).toString("latin1")],
  ])("does not show in %s", (_, text) => {
    expect(text).not.toContain("hunter22");
  });
});

describe("a redactor", () => {
  it("replaces every occurrence of every secret", () => {
    const redact = createRedactor([new Secret("hunter22"), new Secret("s3cret-value")]);
    expect(redact("hunter22, s3cret-value and hunter22")).toBe("[redacted], [redacted] and [redacted]");
  });

  it("replaces a secret in the forms it has in URLs and JSON", () => {
    const value = 'päss "word"/a+b:c\\d';
    const redact = createRedactor([new Secret(value)]);
    const forms = [
      value,
      encodeURIComponent(value),
      encodeURIComponent(value).replaceAll(/%../g, (hex) => hex.toLowerCase()),
      new URLSearchParams({ key: value }).toString().slice("key=".length),
      JSON.stringify(value).slice(1, -1),
      JSON.stringify(value).slice(1, -1).replaceAll("/", "\\/"),
    ];
    for (const form of forms) expect(redact(`<${form}>`)).toBe("<[redacted]>");
  });

  it("replaces the whole of a secret that begins like another one", () => {
    const redact = createRedactor([new Secret("abcdef"), new Secret("abcdefghij")]);
    expect(redact("abcdefghij abcdef")).toBe("[redacted] [redacted]");
  });

  it("replaces the credential of a header without its scheme", () => {
    const redact = createRedactor([new Secret("Basic dXNlcjpwYXNz")]);
    expect(redact("dXNlcjpwYXNz was refused")).toBe("[redacted] was refused");
  });

  it("leaves secrets of fewer than six characters alone, which are in every text", () => {
    const redact = createRedactor([new Secret(""), new Secret("a"), new Secret("error")]);
    expect(redact("an error")).toBe("an error");
  });

  it.each([
    ["authorization: Bearer abc.def-123", "authorization: Bearer [redacted]"],
    ['{"authorization":"bearer abcdef123"}', '{"authorization":"bearer [redacted]"}'],
    ["'Bearer  abcdef123'", "'Bearer  [redacted]'"],
    ["the Bearer token is wrong", "the Bearer token is wrong"],
  ])("replaces a Bearer value that it does not know: %s", (text, expected) => {
    expect(createRedactor([])(text)).toBe(expected);
  });

  it.each([OLD_TOKEN, NEW_TOKEN])("replaces what looks like a token of Asana's: %s", (token) => {
    const redact = createRedactor([]);
    for (const form of [token, encodeURIComponent(token), token.replaceAll("/", "\\/")]) {
      expect(redact(`(${form})`)).toBe("([redacted])");
    }
  });

  it("leaves gids, paths and times alone", () => {
    const text = "/workspaces/1204094735693514/audit_log_events?start_at=2026-11-24T02:30:00Z 1/2:3";
    expect(createRedactor([])(text)).toBe(text);
  });

  it("knows a secret from the moment it is added", () => {
    const redact = createRedactor([]);
    expect(redact("hunter22")).toBe("hunter22");
    redact.add(new Secret("hunter22"));
    expect(redact("hunter22")).toBe("[redacted]");
  });

  it("takes any secret out of any text around it, whatever characters it is made of", () => {
    const value = fc
      .string({ unit: "binary", minLength: 6, maxLength: 40 })
      .filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(value, fc.string(), fc.string(), (secret, before, after) => {
        fc.pre(!"[redacted]".includes(secret) && !before.includes(secret) && !after.includes(secret));
        const redacted = createRedactor([new Secret(secret)])(`${before} ${secret} ${after}`);
        expect(redacted).not.toContain(secret);
        expect(redacted).toContain("[redacted]");
      }),
    );
  });

  it("accepts a secret with half a character in it", () => {
    const redact = createRedactor([new Secret("half\ud800way")]);
    expect(redact("half\ud800way")).toBe("[redacted]");
  });
});
