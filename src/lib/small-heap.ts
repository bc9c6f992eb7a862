import { setFlagsFromString } from "node:v8";

/**
 * Tunes V8 for a sidecar whose live data is a page and whose garbage is many pages: left alone it answers with a
 * large young generation and waits long before it frees the pages' buffers. This keeps the process at about 160 MB
 * instead of 320 MB while it reads a history at full speed, for about a fifth more CPU (`npm run bench`).
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
