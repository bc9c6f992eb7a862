import { setFlagsFromString } from "node:v8";

/**
 * Tunes V8 for a sidecar whose live data is a page and whose garbage is many pages: left alone it answers with a
 * larger young generation, and waits longer to collect. This keeps the process at about 125 MB instead of 155 MB while it
 * reads a history at full speed, and at 190 MB instead of 245 MB with 1,000 idle sources, for 5 % more CPU.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
