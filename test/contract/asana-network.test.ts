import { once } from "node:events";
import type { ServerOptions } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { type AsanaClientOptions, createAsanaClient, type FetchResult } from "../../src/asana/client.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { WebProxy } from "../../src/lib/web-proxy.ts";
import { asanaFailure } from "../../src/source/failure.ts";
import { pems } from "../support/certificates.ts";
import { NO_LIMITS } from "../support/no-limits.ts";
import { type ProxyServer, type ProxyServerOptions, startProxyServer } from "../support/proxy-server.ts";
import { reply, type ScriptedEndpoint, startScriptedEndpoint } from "../support/scripted-endpoint.ts";
import { serverTls } from "../support/tls-files.ts";

const PAGE = JSON.stringify({ data: [], next_page: { offset: "b" } });
const PASSWORD = "p@ss:word/1";
const { ca } = pems;

async function startAsana(tls?: ServerOptions): Promise<ScriptedEndpoint> {
  const asana = await startScriptedEndpoint([reply(200, PAGE)], tls);
  onTestFinished(() => asana.close());
  return asana;
}

async function fetchFrom(url: string, options: Partial<AsanaClientOptions> = {}): Promise<FetchResult> {
  const client = createAsanaClient({
    ...{ url, timeoutMs: 20_000, connectTimeoutMs: 10_000, userAgent: "test", clock: systemClock },
    ...{ limits: NO_LIMITS, ca: undefined, proxy: undefined },
    ...options,
  });
  onTestFinished(() => client.close());
  const request = { workspaceID: "1", filters: {}, limit: 100, startAt: undefined, offset: undefined };
  return client.fetchPage(request, { reveal: () => "some-token" }, new AbortController().signal);
}

async function startProxy(options?: ProxyServerOptions): Promise<{ server: ProxyServer; proxy: WebProxy }> {
  const server = await startProxyServer(options);
  return { server, proxy: { url: { reveal: () => server.url }, label: server.label } };
}

/** The failure as a source tells it. */
function told(result: FetchResult): string {
  expect(JSON.stringify(result)).not.toMatch(/p@ss|p%40ss/);
  if (result.kind === "page") return "page";
  const { errorType, message } = asanaFailure(result.failure);
  return `${errorType}: ${message}`;
}

describe("Asana over TLS", () => {
  it("is believed when the authority that is set vouches for it", async () => {
    const asana = await startAsana(serverTls);
    expect(await fetchFrom(asana.origin, { ca })).toMatchObject({ kind: "page" });
  });

  it("is not believed when nobody known does, which is told at the first attempt", async () => {
    const asana = await startAsana(serverTls);
    const result = await fetchFrom(asana.origin);
    expect(told(result)).toMatch(
      /^ThirdPartyGeneric: No secure connection to Asana: .*UNABLE_TO_VERIFY_LEAF/,
    );
    expect(result).toMatchObject({ failure: { hint: expect.stringContaining("asana.ca") } });
    expect(asana.requests).toEqual([]);
  });

  it("is not believed under another name", async () => {
    const asana = await startAsana(serverTls);
    const { proxy } = await startProxy();
    const url = asana.origin.replace("127.0.0.1", "asana.invalid");
    expect(told(await fetchFrom(url, { ca, proxy }))).toMatch(
      /^ThirdPartyGeneric: No secure connection to Asana: .*ERR_TLS_CERT_ALTNAME/,
    );
  });

  it("is refused when it knows nothing newer than TLS 1.1", async () => {
    const old = { ...serverTls, minVersion: "TLSv1", maxVersion: "TLSv1.1" } as const;
    const asana = await startAsana({ ...old, ciphers: "DEFAULT@SECLEVEL=0" });
    expect(told(await fetchFrom(asana.origin, { ca }))).toMatch(/^ThirdPartyGeneric: No secure connection/);
    expect(asana.requests).toEqual([]);
  });
});

describe("a proxy toward Asana", () => {
  it("opens a tunnel, through which the token is for Asana alone", async () => {
    const asana = await startAsana(serverTls);
    const { server, proxy } = await startProxy();
    expect(await fetchFrom(asana.origin, { ca, proxy })).toMatchObject({ kind: "page" });
    expect(server.passed).toEqual([new URL(asana.origin).host]);
    expect(asana.requests[0]?.headers["proxy-authorization"]).toBeUndefined();
  });

  it("gets its user name and password, and Asana does not", async () => {
    const asana = await startAsana(serverTls);
    const { server, proxy } = await startProxy({ credentials: `user:${PASSWORD}` });
    expect(await fetchFrom(asana.origin, { ca, proxy })).toMatchObject({ kind: "page" });
    expect(server.passed).toHaveLength(1);
    expect(JSON.stringify(asana.requests[0]?.headers)).not.toContain("roxy");
  });

  it("passes plain requests on, too", async () => {
    const asana = await startAsana();
    const { server, proxy } = await startProxy({ credentials: `user:${PASSWORD}` });
    expect(await fetchFrom(asana.origin, { proxy })).toMatchObject({ kind: "page" });
    expect(server.passed).toEqual([`${asana.origin}/workspaces/1/audit_log_events?limit=100`]);
  });

  it("is not taken from the environment", async () => {
    const asana = await startAsana(serverTls);
    const { server } = await startProxy();
    for (const name of ["HTTPS_PROXY", "https_proxy"]) vi.stubEnv(name, server.url);
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(await fetchFrom(asana.origin, { ca })).toMatchObject({ kind: "page" });
    expect(server.asked).toBe(0);
  });

  it.each(["https://asana.invalid", "http://asana.invalid"])(
    "that wants another password is named without it: to %s",
    async (url) => {
      const { proxy } = await startProxy({ credentials: "user:another" });
      const wrong = proxy.url.reveal().replace("another", encodeURIComponent(PASSWORD));
      const result = await fetchFrom(url, { proxy: { ...proxy, url: { reveal: () => wrong } } });
      expect(told(result)).toBe(
        `ThirdPartyGeneric: The proxy ${proxy.label} lets nobody through to Asana: it answered 407 Proxy Authentication Required`,
      );
      expect(result).toMatchObject({ failure: { hint: expect.stringContaining("asana.proxy") } });
    },
  );

  it("that forbids the way is named", async () => {
    const { proxy } = await startProxy({ refusal: "403 Forbidden" });
    expect(told(await fetchFrom("https://asana.invalid", { proxy }))).toBe(
      `ThirdPartyGeneric: The proxy ${proxy.label} lets nobody through to Asana: it answered 403 Forbidden`,
    );
  });

  it.each(["https://asana.invalid", "http://asana.invalid"])("that is dead is named: to %s", async (url) => {
    const label = "http://127.0.0.1:1";
    const proxy = { url: { reveal: () => `http://user:${encodeURIComponent(PASSWORD)}@127.0.0.1:1` }, label };
    expect(told(await fetchFrom(url, { proxy }))).toMatch(
      /^ThirdPartyGeneric: No connection to the proxy http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });

  it("that says nothing is named when the time is up", async () => {
    const { proxy } = await startProxy({ isSilent: true });
    expect(told(await fetchFrom("https://asana.invalid", { proxy, timeoutMs: 50 }))).toBe(
      `ThirdPartyGeneric: Asana did not answer in full within 50 ms through the proxy ${proxy.label}`,
    );
  });

  it("does not hide that Asana is not believed", async () => {
    const asana = await startAsana(serverTls);
    const { proxy } = await startProxy();
    expect(told(await fetchFrom(asana.origin, { proxy }))).toMatch(/No secure connection to Asana/);
  });
});

it("a connection that does not come about ends after the time for it, before the request's", async () => {
  // Takes connections, but no TLS handshake ever ends.
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => void silent.close());
  const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const result = await fetchFrom(url, { ca, connectTimeoutMs: 100, timeoutMs: 20_000 });
  expect(told(result)).toMatch(/^ThirdPartyGeneric: No answer from Asana: .*UND_ERR_CONNECT_TIMEOUT/);
});
