import type { ServerOptions } from "node:https";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ExporterOptions } from "../../src/otlp/exporter.ts";
import type { Receipt } from "../../src/otlp/receipt.ts";
import { pems } from "../support/certificates.ts";
import { createTestExporter, sampleRecords } from "../support/otlp-sender.ts";
import { reply, startScriptedEndpoint } from "../support/scripted-endpoint.ts";
import { serverTls, tlsFiles } from "../support/tls-files.ts";

const { ca, clientCert: cert, clientKey: key } = pems;
const insecure = {
  kind: "config",
  message: expect.stringMatching(/^No secure connection to the endpoint: /),
};

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of open.splice(0).reverse()) await close();
});

describe("an exporter over TLS", () => {
  it("trusts the authority it is given", async () => {
    expect(await sendOver(serverTls, { ca })).toEqual({ kind: "accepted" });
  });

  it("does not trust any other, and says so", async () => {
    const receipt = await sendOver(serverTls, {});
    expect(receipt).toEqual(insecure);
    expect(receipt).toMatchObject({ message: expect.stringContaining("UNABLE_TO_VERIFY_LEAF_SIGNATURE") });
  });

  it("does not take its files from the environment", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_CERTIFICATE", tlsFiles.ca);
    vi.stubEnv("OTEL_EXPORTER_OTLP_LOGS_CERTIFICATE", tlsFiles.ca);
    expect(await sendOver(serverTls, {})).toEqual(insecure);
  });

  it("shows its own certificate", async () => {
    const server = { ...serverTls, ca: ca.reveal(), requestCert: true, rejectUnauthorized: true };
    expect(await sendOver(server, { ca, cert, key })).toEqual({ kind: "accepted" });
  });

  it.for(["TLSv1.2", "TLSv1.3"] as const)(
    "holds when the endpoint wants a certificate and there is none, in %s",
    async (maxVersion) => {
      const server = { ...serverTls, ca: ca.reveal(), requestCert: true, rejectUnauthorized: true };
      expect(await sendOver({ ...server, maxVersion }, { ca })).toEqual(insecure);
    },
  );

  it("refuses anything older than TLS 1.2", async () => {
    const server = {
      ...serverTls,
      minVersion: "TLSv1",
      maxVersion: "TLSv1.1",
      ciphers: "DEFAULT@SECLEVEL=0",
    } as const;
    expect(await sendOver(server, { ca })).toEqual(insecure);
  });

  it("holds when the endpoint does not speak TLS", async () => {
    const endpoint = await startScriptedEndpoint([reply(200)]);
    open.push(() => endpoint.close());
    expect(await send(endpoint.origin.replace("http:", "https:"), { tls: { ca } })).toEqual(insecure);
  });
});

async function sendOver(server: ServerOptions, tls: ExporterOptions["tls"]): Promise<Receipt> {
  const endpoint = await startScriptedEndpoint([reply(200)], server);
  open.push(() => endpoint.close());
  return send(endpoint.origin, { tls });
}

async function send(origin: string, options: Partial<ExporterOptions>): Promise<Receipt> {
  const exporter = createTestExporter(origin, options);
  open.push(() => exporter.shutdown());
  return exporter.send(sampleRecords(1));
}
