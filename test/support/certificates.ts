import { readFileSync } from "node:fs";
import type { Certificates } from "../../src/config/certificates.ts";
import { Secret } from "../../src/config/secret.ts";
import { tlsFiles } from "./tls-files.ts";

/** Those of a receiver that names none. */
export const NO_CERTIFICATES: Certificates = { asana: {}, endpoint: {} };

/** What the tests' files hold. */
export const pems = {
  ca: read(tlsFiles.ca),
  clientCert: read(tlsFiles.clientCert),
  clientKey: read(tlsFiles.clientKey),
};

function read(path: string): Secret {
  return new Secret(readFileSync(path, "latin1"));
}
