import { spawnSync } from "node:child_process";

/** Whether a program of the machine can be started; says so where not, since the tests that need it do not run then. */
export function hasTool(name: string, debianPackage: string): boolean {
  const isThere = spawnSync(name, ["--version"]).error === undefined;
  if (!isThere) console.log(`No ${name} (Debian: ${debianPackage}). Its tests are NOT run.`);
  return isThere;
}
