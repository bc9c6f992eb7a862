import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where an OpenTelemetry Collector is, or why there is none. */
export type CollectorBinary =
  | { readonly kind: "ready"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

const SOURCES = fileURLToPath(new URL("../collector/", import.meta.url));
const BUILT = join(SOURCES, "_build", "otelcol");

/** The binary named by OTELCOL, else the one that was built from test/collector. */
export function findCollector(): CollectorBinary {
  const named = namedBinary();
  if (named === undefined) {
    return isFresh() ? { kind: "ready", path: BUILT } : { kind: "missing", reason: "it was not built" };
  }
  const { status } = spawnSync(named, ["--version"]);
  if (status === 0) return { kind: "ready", path: named };
  return { kind: "missing", reason: `OTELCOL=${named} does not start` };
}

/** Builds it when that is needed and Go is there. */
export function buildCollector(): CollectorBinary {
  const found = findCollector();
  if (found.kind === "ready" || namedBinary() !== undefined) return found;
  if (spawnSync("go", ["version"]).status !== 0) {
    return { kind: "missing", reason: "neither Go nor a binary named by OTELCOL is there" };
  }
  mkdirSync(join(SOURCES, "_build"), { recursive: true });
  execFileSync("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", BUILT, "."], {
    cwd: SOURCES,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: "inherit",
  });
  return { kind: "ready", path: BUILT };
}

/** An empty variable is as good as none. */
function namedBinary(): string | undefined {
  return process.env["OTELCOL"] || undefined;
}

function isFresh(): boolean {
  const built = statSync(BUILT, { throwIfNoEntry: false });
  if (built === undefined) return false;
  const sources = readdirSync(SOURCES).filter((name) => /\.go$|^go\./.test(name));
  return sources.every((name) => statSync(join(SOURCES, name)).mtimeMs <= built.mtimeMs);
}
