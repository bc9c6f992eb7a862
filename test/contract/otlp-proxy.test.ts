import { expect, it, onTestFinished, vi } from "vitest";
import type { ExporterOptions } from "../../src/otlp/exporter.ts";
import type { Receipt } from "../../src/otlp/receipt.ts";
import { endpointFailure } from "../../src/source/failure.ts";
import { pems } from "../support/certificates.ts";
import { createTestExporter, SECRET_PATH, sampleRecords, secret } from "../support/otlp-sender.ts";
import { type ProxyServer, type ProxyServerOptions, startProxyServer } from "../support/proxy-server.ts";
import { reply, type ScriptedEndpoint, startScriptedEndpoint } from "../support/scripted-endpoint.ts";
import { serverTls } from "../support/tls-files.ts";

const PASSWORD = "p@ss:word/1";
const tls = { ca: pems.ca };

type ServerTls = Parameters<typeof startScriptedEndpoint>[1];

async function startEndpoint(server?: ServerTls): Promise<ScriptedEndpoint> {
  const endpoint = await startScriptedEndpoint([reply(200)], server);
  onTestFinished(() => endpoint.close());
  return endpoint;
}

async function startProxy(
  options?: ProxyServerOptions,
): Promise<{ server: ProxyServer; proxy: NonNullable<ExporterOptions["proxy"]> }> {
  const server = await startProxyServer(options);
  return { server, proxy: { url: secret(server.url), label: server.label } };
}

async function send(origin: string, options: Partial<ExporterOptions>): Promise<Receipt> {
  const exporter = createTestExporter(origin, options);
  onTestFinished(() => exporter.shutdown());
  return exporter.send(sampleRecords(1));
}

/** The receipt as a source tells it. */
function told(receipt: Receipt): string {
  expect(JSON.stringify(receipt)).not.toMatch(/p@ss|p%40ss/);
  if (receipt.kind === "accepted" || receipt.kind === "partial") return receipt.kind;
  return `${endpointFailure(receipt).errorType}, ${receipt.kind}: ${receipt.message}`;
}

it("opens a tunnel to an endpoint over TLS, which sees nothing of it", async () => {
  const endpoint = await startEndpoint(serverTls);
  const { server, proxy } = await startProxy({ credentials: `user:${PASSWORD}` });
  expect(await send(endpoint.origin, { proxy, tls })).toEqual({ kind: "accepted" });
  expect(server.passed).toEqual([new URL(endpoint.origin).host]);
  expect(JSON.stringify(endpoint.requests[0]?.headers)).not.toContain("roxy");
});

it("lets the endpoint see our own certificate", async () => {
  const { clientCert: cert, clientKey: key } = pems;
  const picky = { ...serverTls, requestCert: true, rejectUnauthorized: true };
  const endpoint = await startEndpoint({ ...picky, ca: pems.ca.reveal() });
  const { proxy } = await startProxy();
  expect(await send(endpoint.origin, { proxy, tls: { ...tls, cert, key } })).toEqual({ kind: "accepted" });
});

it("passes plain requests on, too", async () => {
  const endpoint = await startEndpoint();
  const { server, proxy } = await startProxy({ credentials: `user:${PASSWORD}` });
  expect(await send(endpoint.origin, { proxy })).toEqual({ kind: "accepted" });
  expect(server.passed).toEqual([endpoint.origin + SECRET_PATH]);
});

it("is not taken from the environment", async () => {
  const endpoint = await startEndpoint(serverTls);
  const { server } = await startProxy();
  for (const name of ["HTTPS_PROXY", "https_proxy"]) vi.stubEnv(name, server.url);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await send(endpoint.origin, { tls })).toEqual({ kind: "accepted" });
  expect(server.asked).toBe(0);
});

it.each(["https://endpoint.invalid", "http://endpoint.invalid"])(
  "that wants another password is named without it: to %s",
  async (origin) => {
    const { server, proxy } = await startProxy({ credentials: "user:another" });
    const wrong = server.url.replace("another", encodeURIComponent(PASSWORD));
    const seen: (string | undefined)[] = [];
    const http = { keptBytes: 0, see: ({ error }: { error: string | undefined }) => seen.push(error) };
    expect(told(await send(origin, { proxy: { ...proxy, url: secret(wrong) }, http }))).toBe(
      `FirstPartyGeneric, config: The proxy ${server.label} lets nobody through to the endpoint: it answered 407 Proxy Authentication Required`,
    );
    expect(seen).toEqual(["proxy_407"]);
  },
);

it("that forbids the way is named", async () => {
  const { proxy } = await startProxy({ refusal: "403 Forbidden" });
  expect(told(await send("https://endpoint.invalid", { proxy }))).toBe(
    `FirstPartyGeneric, config: The proxy ${proxy.label} lets nobody through to the endpoint: it answered 403 Forbidden`,
  );
});

it.each(["https://endpoint.invalid", "http://endpoint.invalid"])(
  "that is dead is named: to %s",
  async (origin) => {
    const proxy = {
      url: secret(`http://user:${encodeURIComponent(PASSWORD)}@127.0.0.1:1`),
      label: "http://127.0.0.1:1",
    };
    expect(told(await send(origin, { proxy, timeoutMs: 300 }))).toMatch(
      /^FirstPartyGeneric, transient: No connection to the proxy http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  },
);

it("that says nothing is named when the time is up, and no tunnel is waited for any longer", async () => {
  const { server, proxy } = await startProxy({ isSilent: true });
  expect(told(await send("https://endpoint.invalid", { proxy, timeoutMs: 100 }))).toBe(
    `FirstPartyGeneric, transient: No answer from the endpoint within 100 ms through the proxy ${proxy.label}`,
  );
  await vi.waitFor(() => expect(server.open).toBe(0), { timeout: 10_000 });
});

it("that would rather speak HTTP/2 is spoken to in HTTP/1.1", async () => {
  const endpoint = await startEndpoint(serverTls);
  const { server, proxy } = await startProxy({ isSecure: true });
  expect(await send(endpoint.origin, { proxy, tls })).toEqual({ kind: "accepted" });
  expect(server.passed).toEqual([new URL(endpoint.origin).host]);
});

it("does not hide that the endpoint is not believed", async () => {
  const endpoint = await startEndpoint(serverTls);
  const { proxy } = await startProxy();
  expect(told(await send(endpoint.origin, { proxy }))).toMatch(
    /^FirstPartyGeneric, config: No secure connection to the endpoint/,
  );
});
