import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * A certificate authority made for the tests with openssl, whose own key was thrown away; a server's certificate
 * for localhost and 127.0.0.1, and a client's. Valid from 2020 to 2120.
 */
export const tlsFiles = {
  ca: pathOf("ca.crt"),
  serverCert: pathOf("server.crt"),
  serverKey: pathOf("server.key"),
  clientCert: pathOf("client.crt"),
  clientKey: pathOf("client.key"),
};

/** What a TLS server of the tests is started with. */
export const serverTls = { cert: readFileSync(tlsFiles.serverCert), key: readFileSync(tlsFiles.serverKey) };

function pathOf(name: string): string {
  return fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));
}
