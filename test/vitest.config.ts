import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const suite = process.env["TEST_SUITE"] ?? "default";

/** What each npm script runs; everything that needs no more than `npm ci` is in "default". */
const suites: Record<string, { include: string[]; exclude?: string[]; timeoutMs: number }> = {
  default: {
    include: ["**/*.test.ts"],
    exclude: ["browser/**", "collector/**", "code-server/**", "faults/**", "operate/**"],
    timeoutMs: 60_000,
  },
  collector: { include: ["collector/**/*.test.ts"], timeoutMs: 300_000 },
  operate: { include: ["operate/**/*.test.ts"], timeoutMs: 120_000 },
  faults: { include: ["faults/**/*.test.ts"], timeoutMs: 300_000 },
  browser: { include: ["browser/**/*.test.ts"], timeoutMs: 180_000 },
  editor: { include: ["code-server/**/*.test.ts"], timeoutMs: 600_000 },
};
const chosen = suites[suite];
if (chosen === undefined) throw new Error(`TEST_SUITE=${suite} is none of ${Object.keys(suites).join(", ")}`);

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Warnings about the source maps of what is inlined below.
  logLevel: "error",
  cacheDir: fileURLToPath(new URL("../node_modules/.vite", import.meta.url)),
  test: {
    include: chosen.include,
    exclude: ["**/node_modules/**", ...(chosen.exclude ?? [])],
    // Faults have short real timeouts; what runs beside them must not make them fire.
    fileParallelism: suite !== "faults",
    testTimeout: chosen.timeoutMs,
    hookTimeout: chosen.timeoutMs,
    // It imports JSON without the attribute that Node wants.
    server: { deps: { inline: [/@actions\/workflow-parser/] } },
    reporters: ["default", "./support/closing-line-reporter.ts"],
  },
});
