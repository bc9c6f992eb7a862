import { PerformanceObserver } from "node:perf_hooks";
import { getHeapSpaceStatistics, setFlagsFromString } from "node:v8";

/** As many collections as no start needs: whoever has had them is reading a history. */
const COLLECTIONS_OF_A_START = 150;

/** Both halves together: room for the garbage of some pages. */
const YOUNG_BYTES = 2 ** 23;

/**
 * Tunes V8 for a sidecar whose live data is a page and whose garbage is many pages: left alone it answers with a young
 * generation of 48 MB, and waits long before it frees the pages' buffers. The smallest one, on the other hand, is collected
 * within every page, while all of the page is alive and has to be moved; so it may grow once, after the start.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--heap-growing-percent=100");
  // Threads that meet for a millisecond of work cost more than they take over.
  setFlagsFromString("--no-parallel-scavenge");
  setFlagsFromString("--semi-space-growth-factor=1");
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    const before = collections;
    collections += list.getEntries().length;
    if (collections < COLLECTIONS_OF_A_START) return;
    if (before < COLLECTIONS_OF_A_START) setFlagsFromString("--semi-space-growth-factor=4");
    const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === "new_space");
    if (young !== undefined && young.space_size < YOUNG_BYTES) return;
    setFlagsFromString("--semi-space-growth-factor=1");
    observer.disconnect();
  });
  observer.observe({ entryTypes: ["gc"] });
}
