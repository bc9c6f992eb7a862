import type { Issue } from "../config/issue.ts";
import { mergeSources } from "../config/merge-sources.ts";
import type { SourceConfig } from "../config/source-config.ts";
import { listSourceFiles } from "../config/source-files.ts";
import type { LoadedSources } from "../config/sources.ts";
import { watchFiles } from "../config/watch.ts";
import type { Clock } from "../lib/clock.ts";
import type { Collector } from "./collector.ts";

/** What is needed to keep the running sources as their files say. */
export interface FollowOptions {
  /** A source file, or a folder of them. */
  readonly path: string;
  /** What was read at the start. */
  readonly loaded: LoadedSources;
  /** Reads the files again. */
  readonly load: () => Promise<LoadedSources>;
  readonly collector: Pick<Collector, "configs" | "apply">;
  readonly clock: Clock;
  /** Called after every reading, before it is applied. */
  readonly onRead: (sources: readonly SourceConfig[], issues: readonly Issue[]) => void;
}

/** The running sources' tie to their files. */
export interface FileFollower {
  /** Reads the files now, changed or not. */
  sync(): Promise<void>;
  /** Follows the files until `signal` aborts. */
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Lets the running sources follow their files, and the files their texts refer to: what is added, edited or removed
 * there is started, run anew or stopped here. The sources of a file that is broken just now run on as they were.
 */
export function createFileFollower(options: FollowOptions): FileFollower {
  const { path, load, collector, clock, onRead } = options;
  let references = options.loaded.references;
  const read = async (): Promise<void> => {
    const loaded = await load();
    references = loaded.references;
    const { sources, issues } = mergeSources(collector.configs, loaded);
    onRead(sources, issues);
    collector.apply(sources);
  };
  // One reading after the other: an older one must not be applied after a newer one.
  let last = Promise.resolve();
  const sync = (): Promise<void> => {
    last = last.then(read);
    return last;
  };
  const list = async (): Promise<readonly string[]> => {
    const { files } = await listSourceFiles(path);
    return [path, ...files, ...references];
  };
  return { sync, run: (signal) => watchFiles({ list, onChange: sync, clock }, signal) };
}
