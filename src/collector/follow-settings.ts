import { formatIssue, type Issue, isError } from "../config/issue.ts";
import { findChanges, type SettingsChange } from "../config/live-settings.ts";
import type { RunSettings } from "../config/run-settings.ts";
import { createFileFollower, type FileFollower } from "../config/watch.ts";
import type { Clock } from "../lib/clock.ts";
import type { Collector } from "./collector.ts";

/** What is needed to keep a run as its settings say. */
export interface FollowSettingsOptions {
  /** What was read at the start. */
  readonly read: RunSettings;
  readonly readAgain: () => Promise<RunSettings>;
  readonly collector: Pick<Collector, "noteSettingsIssues">;
  readonly clock: Clock;
  /** Ends it: from then on nothing is read or applied. */
  readonly stop: AbortSignal;
  /** Called with what was not found by the reading before. */
  readonly onIssues: (issues: readonly Issue[]) => void;
  /** Called with what takes effect now, and with what was changed since the reading before and has to wait. */
  readonly onChange: (read: RunSettings, change: SettingsChange) => void;
}

/**
 * Lets a run follow its settings: their file, the files that its texts refer to, and certificates. What is broken just now
 * changes nothing.
 */
export function followSettings(options: FollowSettingsOptions): FileFollower {
  const { readAgain, collector, clock, stop, onIssues, onChange } = options;
  let { files } = options.read;
  let inForce: Pick<RunSettings, "values" | "settings"> = options.read;
  let latest = options.read;
  let known = new Set(options.read.issues.map(formatIssue));
  const apply = (read: RunSettings): void => {
    const { live, pending } = findChanges(inForce, read);
    const sinceLatest = new Set(findChanges(latest, read).pending);
    onChange(read, { live, pending: pending.filter((name) => sinceLatest.has(name)) });
    const waiting = new Set(pending);
    const kept = [...inForce.values].filter(([name]) => waiting.has(name));
    const taken = [...read.values].filter(([name]) => !waiting.has(name));
    inForce = { ...inForce, values: new Map([...kept, ...taken]) };
    latest = read;
  };
  const readNow = async (): Promise<boolean> => {
    const read = await readAgain();
    if (stop.aborted) return false;
    files = read.files;
    onIssues(read.issues.filter((issue) => !known.has(formatIssue(issue))));
    known = new Set(read.issues.map(formatIssue));
    collector.noteSettingsIssues(read.issues);
    if (!read.issues.some(isError)) apply(read);
    return true;
  };
  return createFileFollower(readNow, { list: async () => files, clock }, stop);
}
