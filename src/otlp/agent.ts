import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { createSecureContext } from "node:tls";
import { ConfigError, messageOf } from "../lib/errors.ts";
import { proxyError } from "../lib/proxy-error.ts";

/** How to reach the endpoint. */
export interface AgentOptions {
  /** Paths of PEM files. `ca` is trusted in place of the well-known authorities. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  /** HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in either case; without it no proxy is used. */
  readonly proxyEnv?: Readonly<Record<string, string | undefined>>;
}

/**
 * Creates the pool of keep-alive connections to an endpoint.
 *
 * @throws ConfigError when a TLS file or a proxy variable cannot be used
 */
export async function createAgent(url: URL, options: AgentOptions): Promise<HttpAgent> {
  const connection = { keepAlive: true, proxyEnv: options.proxyEnv };
  checkProxy(connection);
  if (url.protocol === "http:") return new HttpAgent(connection);
  const pem = {
    ca: await readPem("tls.ca", options.tls.ca),
    cert: await readPem("tls.cert", options.tls.cert),
    key: await readPem("tls.key", options.tls.key),
  };
  try {
    // A secure context passes over a CA file without any certificate in it.
    if (pem.ca !== undefined) new X509Certificate(pem.ca);
    createSecureContext(pem);
  } catch (cause) {
    throw new ConfigError("The endpoint's TLS files cannot be used", {
      cause,
      hint: "Check that tls.ca, tls.cert and tls.key are PEM files, and that the key is the certificate's.",
    });
  }
  return new HttpsAgent({ ...connection, ...pem, minVersion: "TLSv1.2" });
}

function checkProxy(connection: ConstructorParameters<typeof HttpAgent>[0]): void {
  try {
    new HttpAgent(connection).destroy();
  } catch {
    throw proxyError();
  }
}

async function readPem(setting: string, path: string | undefined): Promise<Buffer | undefined> {
  if (path === undefined) return undefined;
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(`${setting} cannot be read: ${messageOf(error)}`, {
      hint: `Check that ${path} exists and that this user may read it.`,
    });
  }
}
