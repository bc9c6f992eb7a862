import { readFileSync } from "node:fs";

/** Where package.json, schemas/ and examples/ stand, seen from src/ and from dist/ alike. */
export const PACKAGE_ROOT = new URL("../../", import.meta.url);

const { name, version } = JSON.parse(readFileSync(new URL("package.json", PACKAGE_ROOT), "utf8")) as {
  name: string;
  version: string;
};

/** The package's name: also the instrumentation scope and the default `service.name`. */
export const PACKAGE_NAME = name;

/** The package's version. */
export const PACKAGE_VERSION = version;

/** How every request of ours names its sender. */
export const USER_AGENT = `${name}/${version}`;
