import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import type { MemoryUse } from "../support/feed-pages.ts";

const FEED_PAGES = fileURLToPath(new URL("../support/feed-pages.ts", import.meta.url));

/** Far more than chance, far less than what 3 kB a round would come to. */
const MOST_GROWTH_BYTES = 8 * 2 ** 20;

it("thousands of pages of any kind, good and bad, leave nothing behind in memory", async () => {
  const feeding = promisify(execFile)(process.execPath, ["--expose-gc", FEED_PAGES]);
  onTestFinished(() => void feeding.child.kill());
  const { stdout } = await feeding;
  const use: MemoryUse = JSON.parse(stdout);
  expect(use.rounds).toBeGreaterThanOrEqual(3000);
  expect(use.after - use.before).toBeLessThan(MOST_GROWTH_BYTES);
});
