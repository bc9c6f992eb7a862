import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";
import { messageOf } from "../lib/errors.ts";
import { outsideFiles } from "../lib/outside-files.ts";
import { errorAt, type Finding, type Issue } from "./issue.ts";
import { Secret } from "./secret.ts";
import { type FoundSetting, findSetting, type SettingsLayer } from "./settings-layer.ts";
import { toPath } from "./settings-values.ts";
import { whyUnreadable } from "./text-file.ts";

/** What the PEM files that the settings name hold. */
export interface Certificates {
  readonly asana: { readonly ca?: Secret };
  readonly endpoint: { readonly ca?: Secret; readonly cert?: Secret; readonly key?: Secret };
}

/** Certificates, which may be used when no issue is an error. */
export interface LoadedCertificates {
  readonly certificates: Certificates;
  readonly issues: readonly Issue[];
  /** Absolute paths of the files. */
  readonly files: readonly string[];
}

/** A PEM file that a setting names, and what is in it. */
interface PemFile {
  readonly found: FoundSetting<string>;
  readonly path: string;
  readonly pem: Secret | Finding;
}

/** Reads the PEM files that the settings name, and checks that connections can be made with them. */
export async function loadCertificates(layers: readonly SettingsLayer[]): Promise<LoadedCertificates> {
  const read = async (found: FoundSetting<string> | undefined): Promise<PemFile | undefined> => {
    const path = toPath(found);
    if (found === undefined || path === undefined) return undefined;
    return { found, path, pem: await readPem(found.name, path) };
  };
  const [asanaCa, ca, cert, key] = await Promise.all([
    read(findSetting(layers, "asana", "ca")),
    read(findSetting(layers, "tls", "ca")),
    read(findSetting(layers, "tls", "cert")),
    read(findSetting(layers, "tls", "key")),
  ]);
  const files = [asanaCa, ca, cert, key].flatMap((file) => file ?? []);
  const unreadable = files.flatMap(({ found, pem }) =>
    pem instanceof Secret ? [] : [errorAt(found.place, pem)],
  );
  const certificates = {
    asana: { ...textOf("ca", asanaCa) },
    endpoint: { ...textOf("ca", ca), ...textOf("cert", cert), ...textOf("key", key) },
  };
  return {
    certificates,
    issues: [...unreadable, ...checkAuthorities(asanaCa), ...checkAuthorities(ca), ...checkPair(cert, key)],
    files: files.map(({ path }) => path),
  };
}

async function readPem(name: string, path: string): Promise<Secret | Finding> {
  const read = await outsideFiles.read(path);
  // Of what is not ASCII, such a file has nothing but remarks.
  if (read.kind === "bytes") return new Secret(read.bytes.toString("latin1"));
  const finding = whyUnreadable(read);
  const hint = finding.hint ?? "Check that it exists and that this user may read it";
  return { ...finding, message: `${name} names ${path}: ${finding.message}`, hint };
}

function textOf<K extends string>(key: K, file: PemFile | undefined): { readonly [P in K]?: Secret } {
  // TypeScript does not see that a computed key of type K makes an object of this type.
  return file?.pem instanceof Secret ? ({ [key]: file.pem } as { readonly [P in K]: Secret }) : {};
}

/** A secure context would pass over a file without any certificate in it. */
function checkAuthorities(file: PemFile | undefined): Issue[] {
  if (!(file?.pem instanceof Secret)) return [];
  const ca = file.pem.reveal();
  try {
    new X509Certificate(ca);
    createSecureContext({ ca });
    return [];
  } catch {
    const message = `${file.found.name} names ${file.path}, which holds no certificate`;
    return [errorAt(file.found.place, { code: "not-pem", message, hint: "Check that it is a PEM file" })];
  }
}

function checkPair(cert: PemFile | undefined, key: PemFile | undefined): Issue[] {
  if (!(cert?.pem instanceof Secret && key?.pem instanceof Secret)) return [];
  try {
    createSecureContext({ cert: cert.pem.reveal(), key: key.pem.reveal() });
    return [];
  } catch (error) {
    const message = `tls.cert and tls.key cannot be used: ${messageOf(error)}`;
    const hint = "Check that both are PEM files, and that the key is the certificate's";
    return [errorAt(cert.found.place, { code: "not-pem", message, hint })];
  }
}
