import { formatIssue, type Issue } from "../config/issue.ts";
import { mergeSources } from "../config/merge-sources.ts";
import type { SourceConfig } from "../config/source-config.ts";
import { listSourceFiles } from "../config/source-files.ts";
import type { LoadedSources } from "../config/sources.ts";
import { createFileFollower, type FileFollower } from "../config/watch.ts";
import type { Clock } from "../lib/clock.ts";
import { StorageError } from "../lib/errors.ts";
import type { Collector } from "./collector.ts";
import type { IdentifiedSource } from "./identified-source.ts";

/** What is needed to keep the running sources as their files say. */
export interface FollowOptions {
  /** A source file, or a folder of them. */
  readonly path: string;
  /** What was read at the start. */
  readonly loaded: LoadedSources;
  /** Reads the files again. */
  readonly load: () => Promise<LoadedSources>;
  /** Throws StorageError when the sources' identities cannot be had just now. */
  readonly identify: (sources: readonly SourceConfig[]) => readonly IdentifiedSource[];
  readonly collector: Pick<Collector, "sources" | "apply" | "noteIssues" | "noteStorage">;
  readonly clock: Clock;
  /** Ends it: from then on nothing is read or applied. */
  readonly stop: AbortSignal;
  /** Called after every reading, before it is applied, with what was not found by the one before. */
  readonly onRead: (sources: readonly SourceConfig[], issues: readonly Issue[]) => void;
}

/**
 * Lets the running sources follow their files, and the files their texts refer to: what is added, edited or removed
 * there is started, run anew or stopped here. The sources of a file that is broken just now run on as they were.
 */
export function followSourceFiles(options: FollowOptions): FileFollower {
  const { path, load, identify, collector, clock, stop, onRead } = options;
  let references = options.loaded.references;
  let told = new Set(options.loaded.issues.map(formatIssue));
  const read = async (): Promise<boolean> => {
    const loaded = await load();
    if (stop.aborted) return false;
    references = loaded.references;
    const running = collector.sources.map(({ config }) => config);
    const { sources, issues } = mergeSources(running, loaded);
    // What was told before and still stands is not told again.
    onRead(
      sources,
      issues.filter((issue) => !told.has(formatIssue(issue))),
    );
    told = new Set(issues.map(formatIssue));
    try {
      collector.apply(identify(sources));
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      collector.noteStorage(error);
      return false;
    }
    collector.noteStorage(undefined);
    collector.noteIssues(issues);
    return true;
  };
  const list = async (): Promise<readonly string[]> => {
    const { files } = await listSourceFiles(path);
    return [path, ...files, ...references];
  };
  return createFileFollower(read, { list, clock }, stop);
}
