import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { whyNoBrowser } from "./browser.ts";

/** Where VS Code for the browser and the browser are, or why they are not. */
export type EditorPrograms =
  | { readonly kind: "ready"; readonly codeServer: string }
  | { readonly kind: "missing"; readonly reason: string };

/** What the tests leave behind on purpose: the installed editor, screenshots. Not in the repository. */
export const OUTPUT = fileURLToPath(new URL("../code-server/.output/", import.meta.url));

/** VS Code 1.139.1. */
const VERSION = "4.139.1";
const HOME = join(OUTPUT, `code-server-${VERSION}`);
const SERVER = join(HOME, "node_modules", "code-server");
const INSTALLED = join(HOME, "installed");
const NPM_FLAGS = ["--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error"];

/** Installs the editor from npm unless it is there (600 MB, about 15 seconds). The browser is the machine's. */
export function findEditor(): EditorPrograms {
  const failure = whyNoBrowser() ?? (existsSync(INSTALLED) ? undefined : install());
  if (failure !== undefined) return { kind: "missing", reason: failure };
  return { kind: "ready", codeServer: join(SERVER, "out", "node", "entry.js") };
}

/** Native modules are left unbuilt: what they are for (terminals, Kerberos) no test needs. */
function install(): string | undefined {
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  try {
    execFileSync("npm", ["install", "--prefix", HOME, `code-server@${VERSION}`, ...NPM_FLAGS], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    execFileSync("npm", ["install", ...NPM_FLAGS], {
      cwd: join(SERVER, "lib", "vscode"),
      stdio: ["ignore", "ignore", "pipe"],
    });
  } catch (error) {
    // npm's own words say best what is missing.
    return `npm cannot install code-server ${VERSION}: ${error instanceof Error ? error.message : String(error)}`;
  }
  // Written last, so that an installation that was cut off is made anew.
  writeFileSync(INSTALLED, "");
  return undefined;
}
