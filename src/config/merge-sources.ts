import { type Issue, isError } from "./issue.ts";
import type { SourceConfig } from "./source-config.ts";
import type { LoadedSources } from "./sources.ts";

/** What should run after the files were read again. */
export interface MergedSources {
  readonly sources: readonly SourceConfig[];
  /** What a person must hear: every issue, those of files whose running sources were kept among them. */
  readonly issues: readonly Issue[];
}

/**
 * Joins what runs with what was read again: the sources of a file that is broken now go on as they were, so that
 * a slip of the pen never stops a running source.
 */
export function mergeSources(
  running: readonly SourceConfig[],
  loaded: Pick<LoadedSources, "kind" | "sources" | "issues">,
): MergedSources {
  const errors = loaded.issues.filter(isError);
  const origins = new Set(running.map(({ origin }) => origin.file));
  // What is gone has no line; a missing file that is only referred to is a mistake in the source file.
  const gone = errors.filter(({ code, line }) => code === "no-such-file" && line === 0);
  // A folder that cannot be looked into, such as a volume that is not mounted just now, removes nothing.
  const isRemoved = gone.some(({ file }) => origins.has(file));
  if (loaded.kind === "unknown" && !isRemoved) return { sources: running, issues: loaded.issues };
  const broken = new Set(errors.filter((error) => !gone.includes(error)).map(({ file }) => file));
  const kept = running.filter(({ origin }) => broken.has(origin.file));
  const names = new Set(kept.map(({ name }) => name));
  const fresh = loaded.sources.filter(({ name, origin }) => !broken.has(origin.file) && !names.has(name));
  return { sources: [...kept, ...fresh], issues: loaded.issues };
}
