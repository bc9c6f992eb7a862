import { describe, expect, it, onTestFinished } from "vitest";
import { createConnections } from "../../src/collector/connections.ts";
import { openStorage } from "../../src/collector/storage.ts";
import type { Certificates } from "../../src/config/certificates.ts";
import { loadSettings } from "../../src/config/settings.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { NO_CERTIFICATES, pems } from "../support/certificates.ts";
import { sampleRecords } from "../support/otlp-sender.ts";
import { startProxyServer } from "../support/proxy-server.ts";
import { reply, startScriptedEndpoint } from "../support/scripted-endpoint.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { serverTls } from "../support/tls-files.ts";

const PAGE = JSON.stringify({ data: [], next_page: { offset: "b" } });

/** Connections by settings that a program gives. */
async function connect(values: object, certificates: Certificates = NO_CERTIFICATES) {
  const load = async (each: object) =>
    (await loadSettings({ flags: {}, values: { retry: {}, ...each }, env: { HOME: "/home/ada" } })).settings;
  const settings = await load(values);
  const storage = openStorage(tempFolder(), settings.checkpoints);
  const connections = createConnections({
    ...{ settings, certificates, settingsIssues: [], storage, managedBy: "files", clock: systemClock },
    ...{ random: () => 0.5, redact: (text) => text, once: false, observe: () => undefined },
  });
  onTestFinished(async () => {
    await Promise.all([connections.asana.close(), connections.exporter.shutdown()]);
    storage.close();
  });
  const renew = async (next: object, nextCertificates: Certificates, names: readonly string[]) =>
    connections.renew({ settings: await load(next), certificates: nextCertificates }, names);
  const send = () => connections.exporter.send(sampleRecords(1));
  const request = { workspaceID: "1", filters: {}, limit: 100, startAt: undefined, offset: undefined };
  const fetchPage = () =>
    connections.asana.fetchPage(request, { reveal: () => "token" }, new AbortController().signal);
  return { connections, renew, send, fetchPage };
}

async function startServer(...[replies, tls]: Parameters<typeof startScriptedEndpoint>) {
  const server = await startScriptedEndpoint(replies, tls);
  onTestFinished(() => server.close());
  return server;
}

describe("the endpoint", () => {
  it("is reached with other certificates as soon as they are renewed", async () => {
    const picky = { ...serverTls, ca: pems.ca.reveal(), requestCert: true, rejectUnauthorized: true };
    const endpoint = await startServer([reply(200)], picky);
    const values = { endpoint: endpoint.origin };
    const { renew, send } = await connect(values);
    expect(await send()).toMatchObject({ kind: "config" });
    const ours = { ca: pems.ca, cert: pems.clientCert, key: pems.clientKey };
    const renewed = await renew(values, { ...NO_CERTIFICATES, endpoint: ours }, [
      "tls.ca",
      "tls.cert",
      "tls.key",
    ]);
    expect(renewed).toEqual({ asana: false, endpoint: true });
    expect(await send()).toEqual({ kind: "accepted" });
  });

  it("is another one, through another proxy, as soon as these are renewed", async () => {
    const [first, second] = [await startServer([reply(200)]), await startServer([reply(200)])];
    const proxy = await startProxyServer({ credentials: "user:new-password" });
    const { connections, renew, send } = await connect({ endpoint: first.origin });
    await send();
    const host = new URL(proxy.url).host;
    const values = { endpoint: second.origin, proxy: `http://user:new-password@${host}` };
    await renew(values, NO_CERTIFICATES, ["endpoint", "proxy"]);
    expect(await send()).toEqual({ kind: "accepted" });
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
    expect(proxy.passed).toHaveLength(1);
    expect(connections.endpointLabel).toBe(second.origin);
  });
});

describe("Asana", () => {
  it("is reached with another authority as soon as it is renewed", async () => {
    const asana = await startServer([reply(200, PAGE)], serverTls);
    const values = { asana: { url: asana.origin } };
    const { renew, fetchPage } = await connect(values);
    expect(await fetchPage()).toMatchObject({ kind: "failure" });
    const renewed = await renew(values, { ...NO_CERTIFICATES, asana: { ca: pems.ca } }, ["asana.ca"]);
    expect(renewed).toEqual({ asana: true, endpoint: false });
    expect(await fetchPage()).toMatchObject({ kind: "page" });
  });

  it("is reached through another proxy as soon as it is renewed", async () => {
    const asana = await startServer([reply(200, PAGE)]);
    const proxy = await startProxyServer({ credentials: "user:new-password" });
    const { renew, fetchPage } = await connect({ asana: { url: asana.origin } });
    await fetchPage();
    expect(proxy.passed).toHaveLength(0);
    const values = {
      asana: { url: asana.origin, proxy: `http://user:new-password@${new URL(proxy.url).host}` },
    };
    await renew(values, NO_CERTIFICATES, ["asana.proxy"]);
    expect(await fetchPage()).toMatchObject({ kind: "page" });
    expect(proxy.passed).toHaveLength(1);
  });
});
