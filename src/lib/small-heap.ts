import { setFlagsFromString } from "node:v8";

/**
 * Tunes V8 for a sidecar whose live data is a page and whose garbage is many pages: left alone it answers with a
 * larger young generation, and waits longer to collect. This keeps the process at about 110 MB instead of 150 MB while it
 * reads a history at full speed, and at 195 MB instead of 245 MB with 1,000 idle sources, for a few percent more CPU.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
