import { describe, expect, it } from "vitest";
import { createRedactor } from "../../src/config/secret.ts";
import { secretsOf } from "../../src/receiver/configuration.ts";
import type { Given } from "../support/load-settings.ts";
import { load, loadClean } from "../support/load-settings.ts";

const PROXY = "http://proxy.example.com:3128";
const SECURE = { endpoint: "https://otlp.example.com" };

/** How the proxies toward Asana and the endpoint are called. */
async function labelsOf(given: Given): Promise<(string | undefined)[]> {
  const { asana, endpoint } = await loadClean(given);
  return [asana.proxy?.label, endpoint.proxy?.label];
}

describe("the proxy variables", () => {
  it("go by the scheme of what is reached", async () => {
    const env = { HTTP_PROXY: "http://plain:1", HTTPS_PROXY: "http://secure:2" };
    expect(await labelsOf({ env })).toEqual(["http://secure:2", "http://plain:1"]);
    expect(await labelsOf({ env, file: SECURE })).toEqual(["http://secure:2", "http://secure:2"]);
  });

  it("count in small letters first, and when they are not empty", async () => {
    expect(await labelsOf({ env: { https_proxy: "http://small:1", HTTPS_PROXY: PROXY } })).toEqual([
      "http://small:1",
      undefined,
    ]);
    expect(await labelsOf({ env: { https_proxy: "", HTTPS_PROXY: PROXY } })).toEqual([PROXY, undefined]);
  });

  it("may be a host and a port alone", async () => {
    expect(await labelsOf({ env: { HTTPS_PROXY: "proxy.example.com:3128" } })).toEqual([PROXY, undefined]);
  });

  it.each([
    "socks5://proxy:1",
    "http://user:PASSWORD\u200b@proxy:1",
    "http://us er:PASSWORD@pro xy:1",
    "http://user:PASSWORD%zz@proxy:1",
  ])("are refused, without a password, when they are no HTTP proxy: %s", async (https_proxy) => {
    const { lines } = await load({ env: { https_proxy } });
    expect(lines).toEqual([
      "https_proxy: error: https_proxy is not the URL of an HTTP proxy. Write it in full, such as http://proxy.example.com:3128",
    ]);
  });

  it("that nothing needs may be anything", async () => {
    expect(await labelsOf({ env: { HTTP_PROXY: "what?" }, file: SECURE })).toEqual([undefined, undefined]);
  });
});

describe("NO_PROXY", () => {
  it.each([
    "otlp.example.com",
    "OTLP.example.com",
    "example.com",
    ".example.com",
    "*.example.com",
    "other.org, example.com",
    "other.org example.com",
    "otlp.example.com:443",
    "*",
  ])("names the endpoint: %s", async (NO_PROXY) => {
    const { endpoint } = await loadClean({ env: { HTTPS_PROXY: PROXY, NO_PROXY }, file: SECURE });
    expect(endpoint.proxy).toBeUndefined();
  });

  it.each(["", "other.org", "xample.com", "otlp.example.com:4318", "com.example", ".otlp.example.com.org"])(
    "does not name the endpoint: %s",
    async (NO_PROXY) => {
      const { endpoint } = await loadClean({ env: { HTTPS_PROXY: PROXY, NO_PROXY }, file: SECURE });
      expect(endpoint.proxy?.label).toBe(PROXY);
    },
  );

  it.each(["::1", "[::1]", "[::1]:4318"])("names an IPv6 address: %s", async (no_proxy) => {
    const env = { HTTP_PROXY: PROXY, no_proxy };
    expect(await labelsOf({ env, file: { endpoint: "http://[::1]:4318" } })).toEqual([undefined, undefined]);
  });
});

describe("the proxy settings", () => {
  it("are one for each side, and stand above the variables", async () => {
    const env = { HTTPS_PROXY: "http://other:1", HTTP_PROXY: "http://other:1", NO_PROXY: "*" };
    expect(await labelsOf({ env, file: { asana: { proxy: PROXY } } })).toEqual([PROXY, undefined]);
    expect(await labelsOf({ env, file: { proxy: PROXY } })).toEqual([undefined, PROXY]);
  });

  it("switch the variables off", async () => {
    const env = { HTTPS_PROXY: "http://other:1", HTTP_PROXY: "http://other:1" };
    expect(await labelsOf({ env, file: { asana: { proxy: "off" }, proxy: "off" } })).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("say where they are wrong, without what they hold", async () => {
    const { lines } = await load({ file: '{"proxy": "http://user:PASSWORD@:x"}' });
    expect(lines).toEqual([
      "receiver.json:1:11: error: proxy is not the URL of an HTTP proxy. Write it in full, such as http://proxy.example.com:3128",
    ]);
  });

  it.each(["asana", undefined])(
    "name an invisible character of a password by its number: %s",
    async (side) => {
      const proxy = "http://user:PASSWORD\u200b@proxy:1";
      const { lines } = await load({ file: side === undefined ? { proxy } : { asana: { proxy } } });
      expect(lines).toEqual([
        expect.stringMatching(
          /^receiver\.json:1:\d+: error: .*proxy must be the URL of an HTTP proxy .*\. It holds the invisible character U\+200B$/,
        ),
      ]);
      expect(lines.join()).not.toContain("PASSWORD");
    },
  );

  it("is chosen for the metrics by their own host", async () => {
    const file = { proxy: PROXY, metrics: { endpoint: "https://metrics.example.com/v1/metrics" } };
    expect((await loadClean({ file })).metrics?.proxy?.label).toBe(PROXY);
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: "otlp.example.com" };
    const { endpoint, metrics } = await loadClean({ file: { ...SECURE, metrics: file.metrics }, env });
    expect([endpoint.proxy, metrics?.proxy?.label]).toEqual([undefined, PROXY]);
  });

  it("are secrets in all their forms", async () => {
    const settings = await loadClean({ file: { proxy: "http://user:p%40ss-word@proxy:1" } });
    const redact = createRedactor(secretsOf(settings, []));
    const basic = Buffer.from("user:p@ss-word").toString("base64");
    expect(redact(`p@ss-word p%40ss-word ${basic} http://user:p%40ss-word@proxy:1/`)).toBe(
      "[redacted] [redacted] [redacted] [redacted]",
    );
    expect(JSON.stringify(settings)).not.toContain("ss-word");
  });
});
