import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigError, messageOf } from "./errors.ts";

/**
 * Reads a PEM file that a setting names.
 *
 * @throws ConfigError when it cannot be read
 */
export function readPem(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ConfigError(`${setting} cannot be read: ${messageOf(error)}`, {
      hint: `Check that ${path} exists and that this user may read it.`,
    });
  }
}

/**
 * Reads the authorities to trust. A secure context would pass over a file without any certificate in it.
 *
 * @throws ConfigError when there is none in it
 */
export function readAuthorities(setting: string, path: string): Buffer {
  const pem = readPem(setting, path);
  try {
    new X509Certificate(pem);
  } catch (cause) {
    throw new ConfigError(`${setting} holds no certificate`, {
      cause,
      hint: `Check that ${path} is a PEM file.`,
    });
  }
  return pem;
}
